/** The row of six numbers: open by severity, unplaced, and the last minute's rate. */
import { byId, make, setText } from './dom.js';
import { number, t } from './i18n.js';
import { shape } from './symbols.js';

export class Numbers {
  #alerts;
  #values = new Map();

  constructor(alerts) {
    this.#alerts = alerts;
    const list = byId('numbers');
    for (const severity of [1, 2, 3, 4]) {
      list.append(this.#cell(severity, t(`severity${severity}`), shape(severity)));
    }
    list.append(this.#cell('unplaced', t('unplaced'), null), this.#cell('rate', t('rate'), null));
    alerts.onChange(() => this.#show());
    setInterval(() => this.#show(), 2000);
    this.#show();
  }

  #cell(name, label, sign) {
    const value = make('span', { class: 'value', 'data-testid': `count-${name}` });
    const cell = make('li', { class: sign ? 'number' : 'number apart', title: label }, sign, value,
      make('span', { class: 'label' }, label));
    this.#values.set(name, { value, cell });
    return cell;
  }

  #show() {
    const counts = { 1: 0, 2: 0, 3: 0, 4: 0, unplaced: 0, rate: this.#alerts.rate() };
    for (const alert of this.#alerts.values()) {
      counts[alert.severity] += 1;
      counts.unplaced += alert.unplaced ? 1 : 0;
    }
    for (const [name, { value, cell }] of this.#values) {
      setText(value, number(counts[name]));
      cell.classList.toggle('zero', counts[name] === 0);
    }
  }
}
