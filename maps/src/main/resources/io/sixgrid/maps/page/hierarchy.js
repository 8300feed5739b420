/** The levels as a list to walk: the grids below the one selected, with their open alerts, most first. */
import { byId, make, setText, throttled, walkWithArrows } from './dom.js';
import { t } from './i18n.js';
import { gridOf, gridsBelow } from './gridinfo.js';

export class Hierarchy {
  #selection;
  #counts;
  #above = null;
  #items = [];

  constructor(selection, alerts) {
    this.#selection = selection;
    this.#counts = alerts.counts;
    byId('hierarchy-filter').addEventListener('input', () => this.#render());
    walkWithArrows(byId('hierarchy'));
    alerts.onChange(throttled(1000, () => this.#render()));
    selection.onChange((selected) => {
      if (selected === null || selected.type === 'grid') {
        this.#open(selected?.id ?? null);
      }
    });
  }

  /** Lists anew what is below the selected grid. */
  refresh() {
    this.#open(this.#selection.present?.type === 'grid' ? this.#selection.present.id : null);
  }

  async #open(code) {
    try {
      const above = code === null ? null : await gridOf(code);
      const items = await gridsBelow(code);
      // A grid without any below it: its neighbours stay listed.
      if (items.length > 0 || this.#items.length === 0) {
        this.#above = above;
        this.#items = items;
        byId('hierarchy-filter').value = '';
      }
      this.#render();
    } catch (failure) {
      byId('hierarchy').replaceChildren(make('li', { class: 'empty' }, failure.message));
    }
  }

  #render() {
    const wanted = byId('hierarchy-filter').value.trim().toLowerCase();
    const count = (grid) => this.#counts.get(grid.code)?.n ?? 0;
    const rows = this.#items
      .filter((grid) => !wanted || `${grid.name} ${grid.code}`.toLowerCase().includes(wanted))
      .sort((a, b) => count(b) - count(a) || a.code.localeCompare(b.code))
      .map((grid) => this.#row(grid, count(grid)));
    if (rows.length === 0) {
      rows.push(make('li', { class: 'empty' }, t(wanted ? 'emptyFilter' : 'emptyGrids')));
    }
    byId('hierarchy').replaceChildren(...(this.#above ? [this.#upRow(), ...rows] : rows));
  }

  #row(grid, count) {
    const row = make('li', {}, make('button', {
      'data-code': grid.code, onclick: () => this.#selection.select({ type: 'grid', id: grid.code }),
    }, make('span', { class: 'name', title: grid.name }, grid.name), make('span', { class: 'count' })));
    setText(row.querySelector('.count'), count > 0 ? String(count) : '');
    return row;
  }

  #upRow() {
    const { parent } = this.#above;
    const up = () => (parent === undefined ? this.#selection.clear() : this.#selection.select({ type: 'grid', id: parent }));
    return make('li', {}, make('button', { onclick: up },
      make('span', { class: 'name up' }, `‹ ${this.#above.name}`)));
  }
}
