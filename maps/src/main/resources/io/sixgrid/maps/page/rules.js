/** Rules of monitoring: thresholds, and how long a sensor may be silent. One is chosen, changed, put back, or copied for a grid. */
import { onSaid, said, say } from './address.js';
import { get, post, put, Refused } from './api.js';
import { measured } from './chart.js';
import { byId, make, setText, walkWithArrows } from './dom.js';
import { kindName, t } from './i18n.js';
import { KeyedList } from './keyed.js';
import { shape } from './symbols.js';
import { age } from './time.js';

const PATH = '/api/v1/rules';
/** What is typed, and how it goes to the service. */
const FIELDS = {
  name: 'text', kind: 'text', grid: 'text', reading: 'text', unit: 'text', above: 'number', below: 'number', clear: 'number',
  hold: 'seconds', from: 'time', to: 'time', interval: 'minutes', severity: 'severity', alertKind: 'text', text: 'text', priority: 'number',
};
const ONLY = { threshold: ['reading', 'unit', 'above', 'below', 'clear', 'hold', 'from', 'to'], silence: ['interval'] };

export class Rules {
  #items = [];
  #refused = null;
  #rows;
  #inputs = {};
  #open = null;

  constructor() {
    this.#rows = new KeyedList(byId('rules'), {
      key: (rule) => rule.id,
      create: (rule) => make('li', { 'data-rule': rule.name }, make('button', { onclick: () => say({ rule: rule.id }) }, make('span', { class: 'sign' }),
        make('span', { class: 'body' }, make('span', { class: 'title' }), make('span', { class: 'where' })),
        ...['bound', 'when', 'tag'].map((part) => make('span', { class: part })))),
      update: updateRow,
    });
    walkWithArrows(byId('rules'));
    byId('rule-filter').addEventListener('input', () => this.#render());
    this.#form();
    onSaid(() => said('tab') === 'rules' && this.#render());
  }

  async refresh() {
    try {
      this.#items = (await get(`${PATH}?limit=1000`)).items;
      this.#refused = null;
    } catch (failure) {
      if (!(failure instanceof Refused)) {
        throw failure;
      }
      this.#refused = failure.message;
    }
    this.#render();
  }

  #render() {
    const wanted = byId('rule-filter').value.trim().toLowerCase();
    const shown = this.#items.filter((rule) => !wanted || words(rule).includes(wanted));
    this.#rows.show(shown, make('li', { class: 'empty' }, this.#refused ?? t(this.#items.length > 0 ? 'emptyFilter' : 'emptyRules')));
    const rule = this.#items.find((one) => String(one.id) === said('rule')) ?? null;
    byId('rule-card').hidden = rule === null;
    byId('rule-none').hidden = rule !== null;
    // What somebody types into is not filled anew under their hands.
    if (rule && said('rule') !== this.#open) {
      this.#fill(rule);
    }
    this.#open = rule ? said('rule') : null;
  }

  #form() {
    const input = (name, type) => {
      this.#inputs[name] = type === 'severity'
        ? make('select', { name }, ...[1, 2, 3, 4].map((level) => make('option', { value: level }, t(`severity${level}`))))
        : make('input', { name, type: type === 'time' ? 'time' : 'text', inputmode: ['number', 'seconds', 'minutes'].includes(type) ? 'decimal' : null, autocomplete: 'off', list: name === 'grid' ? 'grids-known' : null });
      return make('label', { 'data-rule-field': name, class: name === 'text' ? 'wide' : null }, make('span', {}, t(`rule_${name}`)), this.#inputs[name]);
    };
    this.#inputs.enabled = make('input', { type: 'checkbox', name: 'enabled' });
    byId('rule-fields').append(...Object.entries(FIELDS).map(([name, type]) => input(name, type)),
      make('label', { class: 'check wide' }, this.#inputs.enabled, make('span', {}, t('rule_enabled'))));
    byId('rule-card').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#save((rule) => put(`${PATH}/${rule.id}`, this.#body(rule)));
    });
    byId('rule-copy').addEventListener('click', () => this.#save((rule) => post(PATH, { ...this.#body(rule), id: null, origin: null })));
    byId('rule-reset').addEventListener('click', () => this.#save((rule) => post(`${PATH}/${rule.id}/reset`, {})));
    byId('rule-close').addEventListener('click', () => say({ rule: null }));
  }

  #fill(rule) {
    setText(byId('rule-title'), rule.name);
    setText(byId('rule-note'), rule.note ?? '');
    for (const [name, type] of Object.entries(FIELDS)) {
      const value = rule[name];
      this.#inputs[name].value = value === undefined ? '' : type === 'seconds' ? seconds(value) : type === 'minutes' ? seconds(value) / 60 : type === 'time' ? value.slice(0, 5) : value;
      this.#inputs[name].removeAttribute('aria-invalid');
      const foreign = Object.entries(ONLY).some(([of, names]) => of !== rule.type && names.includes(name));
      byId('rule-fields').querySelector(`[data-rule-field=${name}]`).hidden = foreign || (name === 'above' && rule.below !== undefined) || (name === 'below' && rule.above !== undefined);
    }
    this.#inputs.enabled.checked = rule.enabled;
    byId('rule-reset').hidden = rule.origin !== 'default';
    this.#say('', false);
  }

  /** The rule as it is typed; what was read and is not asked goes back as it came. */
  #body(rule) {
    const body = { ...rule, enabled: this.#inputs.enabled.checked };
    for (const [name, type] of Object.entries(FIELDS)) {
      if (byId('rule-fields').querySelector(`[data-rule-field=${name}]`).hidden) {
        continue;
      }
      const text = this.#inputs[name].value.trim();
      const count = Number(text);
      body[name] = text === '' ? null : type === 'text' || type === 'time' || !Number.isFinite(count) ? text
        : type === 'seconds' ? `PT${count}S` : type === 'minutes' ? `PT${count * 60}S` : count;
    }
    return body;
  }

  async #save(change) {
    const rule = this.#items.find((one) => String(one.id) === said('rule'));
    try {
      const saved = await change(rule);
      await this.refresh();
      say({ rule: saved.id });
      this.#fill(saved);
      this.#say(t('ruleSaved'), false);
    } catch (failure) {
      this.#say(failure instanceof Refused ? failure.message : t('saveUnknown'), true);
      this.#inputs[failure.field]?.setAttribute('aria-invalid', 'true');
    }
  }

  #say(text, problem) {
    setText(byId('rule-status'), text);
    byId('rule-status').classList.toggle('problem', problem);
  }
}

function words(rule) {
  return [rule.name, rule.note, rule.kind, rule.reading, rule.grid, rule.gridName, rule.alertKind, kindName(rule.alertKind)].join(' ').toLowerCase();
}

function updateRow(row, rule) {
  row.classList.toggle('selected', String(rule.id) === said('rule'));
  row.classList.toggle('off', !rule.enabled);
  if (row.dataset.severity !== String(rule.severity)) {
    row.dataset.severity = rule.severity;
    row.querySelector('.sign').replaceChildren(shape(rule.severity));
  }
  setText(row.querySelector('.title'), rule.name);
  setText(row.querySelector('.where'), [rule.kind ?? t('anyKind'), rule.gridName ?? rule.grid ?? t('everywhere')].join(' · '));
  setText(row.querySelector('.bound'), boundText(rule));
  setText(row.querySelector('.when'), rule.from ? `${rule.from.slice(0, 5)}–${rule.to.slice(0, 5)}` : '');
  setText(row.querySelector('.tag'), rule.enabled ? (rule.origin === 'default' ? '' : t('ownRule')) : t('off'));
}

/** What it looks at: noise > 70 dB; silent > 3 h. */
function boundText(rule) {
  if (rule.type === 'silence') {
    return t('silentFor', age(seconds(rule.interval) * 1000));
  }
  const [reading] = rule.reading.split('|');
  const [unit] = (rule.unit ?? '').split('|');
  return `${reading} ${rule.above !== undefined ? '>' : '<'} ${measured(rule.above ?? rule.below, unit)}`;
}

/** An ISO duration in seconds. */
function seconds(iso) {
  return [...iso.matchAll(/([\d.]+)([DHMS])/g)]
    .reduce((sum, [, count, unit]) => sum + Number(count) * { D: 86400, H: 3600, M: 60, S: 1 }[unit], 0);
}
