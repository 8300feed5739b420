/** The chain of a place as a breadcrumb that is walked up and down. */
import { byId, make } from './dom.js';
import { t } from './i18n.js';

export class Chain {
  #selection;
  #chain = [];
  #touching = [];
  #current = null;

  constructor(selection) {
    this.#selection = selection;
  }

  get codes() {
    return this.#chain.map((grid) => grid.code);
  }

  /** Shows a chain; `current` is the code of the grid that is selected, if one is. */
  show(chain, { current = null, touching = [] } = {}) {
    // Walking up keeps what is below, so that one can walk down again.
    const part = chain.length < this.#chain.length && chain.every((grid, i) => grid.code === this.#chain[i].code);
    if (!part || current === null) {
      this.#chain = chain;
      this.#touching = touching;
    }
    this.#current = current;
    this.#render();
  }

  hide() {
    this.#chain = [];
    this.#render();
  }

  #render() {
    const nav = byId('chain');
    nav.hidden = this.#chain.length === 0;
    const items = this.#chain.map((grid) => make('li', {}, make('button', {
      'data-code': grid.code,
      'data-level': grid.level,
      title: grid.code,
      'aria-current': grid.code === this.#current ? 'true' : null,
      onclick: () => this.#selection.select({ type: 'grid', id: grid.code }),
    }, grid.name)));
    const border = this.#touching.length > 1
      ? make('span', { class: 'border' }, t('onBorder', this.#touching.join(' ')))
      : null;
    nav.replaceChildren(make('ol', {}, ...items), ...(border ? [border] : []));
  }
}
