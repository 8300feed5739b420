/** The feed: open alerts worst first, those without a place, and open incidents. Bounded, filtered, walked by arrows. */
import { byId, make, setText, throttled, walkWithArrows } from './dom.js';
import { kindName, number, t } from './i18n.js';
import { glyph, shape } from './symbols.js';
import { wall } from './theme.js';
import { worstFirst } from './things.js';
import { ageSince } from './time.js';

const MOST = wall ? 24 : 150;

export class Lists {
  #alerts;
  #incidents;
  #selection;
  #tab = 'alerts';
  #rows = new Map();
  #fresh = new Set();
  #show = throttled(250, () => this.#render());
  #loaded = false;

  constructor({ alerts, incidents, selection }) {
    this.#alerts = alerts;
    this.#incidents = incidents;
    this.#selection = selection;
    byId('list-filter').addEventListener('input', this.#show);
    walkWithArrows(byId('list'));
    byId('list').append(...Array.from({ length: 6 }, () => make('li', { class: 'waiting' })));
    this.#tabs();
    alerts.onChange((fresh) => this.#changed(fresh));
    incidents.onChange((fresh) => this.#changed(fresh));
    selection.onChange(() => this.#render());
    setInterval(this.#show, 10000);
  }

  /** The first lists are there: from now on an empty list means that there is nothing. */
  loaded() {
    this.#loaded = true;
    this.#show();
  }

  #changed(fresh) {
    fresh.forEach((thing) => this.#fresh.add(thing));
    this.#show();
  }

  #tabs() {
    const open = (tab) => {
      this.#tab = tab;
      byId('list').scrollTop = 0;
      this.#render();
    };
    byId('tabs').append(...['alerts', 'unplaced', 'incidents'].map((tab) => make('button', {
      role: 'tab', 'data-tab': tab, 'data-testid': `tab-${tab}`, onclick: () => open(tab),
    }, t({ alerts: 'tabAlerts', unplaced: 'tabUnplaced', incidents: 'tabIncidents' }[tab]), ' ',
    make('span', { class: 'n' }))));
  }

  #things(tab) {
    if (tab === 'incidents') {
      return [...this.#incidents.values()];
    }
    return [...this.#alerts.values()].filter((alert) => tab === 'alerts' || alert.unplaced);
  }

  #render() {
    if (!this.#loaded) {
      return;
    }
    for (const button of byId('tabs').children) {
      button.setAttribute('aria-selected', String(button.dataset.tab === this.#tab));
      setText(button.querySelector('.n'), number(this.#things(button.dataset.tab).length));
    }
    const wanted = byId('list-filter').value.trim().toLowerCase();
    const all = this.#things(this.#tab);
    const things = all.filter((thing) => !wanted || words(thing).includes(wanted)).sort(worstFirst);
    const shown = things.slice(0, MOST);
    const type = this.#tab === 'incidents' ? 'incident' : 'alert';
    const rows = shown.map((thing) => this.#row(thing, type));
    this.#forget(rows);
    byId('list').dataset.testid = this.#tab === 'unplaced' ? 'unplaced' : 'feed';
    byId('list').replaceChildren(...(rows.length ? rows : [make('li', { class: 'empty' }, this.#emptyText(all))]));
    byId('list-more').hidden = things.length <= shown.length;
    setText(byId('list-more'), t('more', number(things.length - shown.length)));
    this.#fresh.clear();
  }

  #emptyText(all) {
    const empty = { alerts: 'emptyAlerts', unplaced: 'emptyUnplaced', incidents: 'emptyIncidents' }[this.#tab];
    return t(all.length > 0 ? 'emptyFilter' : empty);
  }

  /** A row is made once, and only its words change: focus and animation stay where they are. */
  #row(thing, type) {
    const key = `${type}:${thing.id}`;
    let row = this.#rows.get(key);
    if (!row) {
      row = this.#makeRow(thing, type);
      this.#rows.set(key, row);
    }
    row.classList.toggle('selected', this.#selection.is({ type, id: thing.id }));
    if (this.#fresh.has(thing)) {
      row.classList.add('fresh');
    }
    if (row.dataset.severity !== String(thing.severity)) {
      row.dataset.severity = thing.severity;
      row.querySelector('.shape').replaceWith(shape(thing.severity));
    }
    setText(row.querySelector('.title'), titleOf(thing));
    setText(row.querySelector('.where'), whereOf(thing));
    setText(row.querySelector('.age'), ageSince(thing.opened ?? thing.occurred));
    return row;
  }

  #makeRow(thing, type) {
    const button = make('button', { onclick: () => this.#selection.select({ type, id: thing.id }) },
      shape(thing.severity), type === 'incident' ? glyph('flag') : null,
      make('span', { class: 'body' }, make('span', { class: 'title' }), make('span', { class: 'where' })),
      make('span', { class: 'age' }));
    return make('li', { [`data-${type}-id`]: thing.id, 'data-severity': thing.severity }, button);
  }

  #forget(rows) {
    if (this.#rows.size > MOST * 4) {
      const kept = new Set(rows);
      for (const [key, row] of this.#rows) {
        if (!kept.has(row)) {
          this.#rows.delete(key);
        }
      }
    }
  }
}

/** What it is, in a few words. */
export function titleOf(thing) {
  if (thing.title) {
    return thing.title;
  }
  const kind = kindName(thing.kind);
  const more = thing.text && thing.text !== kind ? thing.text : thing.deviceName ?? thing.device;
  return `${kind} · ${more}`;
}

/** Where it is: the widest and the deepest grid, or why nobody knows. */
function whereOf(thing) {
  if (thing.unplaced) {
    return `${t(`why_${thing.unplaced.replace('-', '_')}`)} · ${thing.deviceName ?? thing.device}`;
  }
  const deepest = thing.chain[thing.chain.length - 1];
  return thing.chain.length > 1 && !wall ? `${thing.chain[0].name} › ${deepest.name}` : deepest?.name ?? t('outside');
}

function words(thing) {
  const names = thing.chain.map((grid) => `${grid.name} ${grid.code}`).join(' ');
  return [titleOf(thing), whereOf(thing), thing.device, thing.deviceName, kindName(thing.kind), thing.kind, names]
    .join(' ').toLowerCase();
}
