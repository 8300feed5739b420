/**
 * The feed: open alerts worst first, floods folded, those without a place, and open incidents. Bounded, filtered, walked by
 * arrows.
 */
import { byId, make, setText, throttled, walkWithArrows } from './dom.js';
import { Folding } from './folding.js';
import { kindName, number, t } from './i18n.js';
import { KeyedList } from './keyed.js';
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
  #rows;
  #folding = new Folding();
  #fresh = new Set();
  #show = throttled(250, () => this.#render());
  #loaded = false;

  constructor({ alerts, incidents, selection }) {
    this.#alerts = alerts;
    this.#incidents = incidents;
    this.#selection = selection;
    byId('list-filter').addEventListener('input', this.#show);
    this.#rows = new KeyedList(byId('list'), {
      key: ({ thing, group }) => (group ? `group:${group.key}` : `${this.#type}:${thing.id}`),
      create: (entry) => this.#makeRow(entry),
      update: (row, entry) => this.#say(row, entry),
    });
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
    const shown = this.#folding.entries(things).slice(0, MOST);
    const left = things.length - shown.reduce((sum, entry) => sum + this.#folding.sizeOf(entry), 0);
    byId('list').dataset.testid = this.#tab === 'unplaced' ? 'unplaced' : 'feed';
    this.#rows.show(shown, make('li', { class: 'empty' }, this.#emptyText(all)));
    byId('list-more').hidden = left === 0;
    setText(byId('list-more'), t('more', number(left)));
    this.#fresh.clear();
  }

  #emptyText(all) {
    const empty = { alerts: 'emptyAlerts', unplaced: 'emptyUnplaced', incidents: 'emptyIncidents' }[this.#tab];
    return t(all.length > 0 ? 'emptyFilter' : empty);
  }

  get #type() {
    return this.#tab === 'incidents' ? 'incident' : 'alert';
  }

  #makeRow({ thing, group, severity }) {
    if (group) {
      // A wall has nobody who clicks.
      const toggle = () => {
        this.#folding.toggle(group.key);
        this.#render();
      };
      return blankRow({ 'data-group': group.key }, { 'aria-expanded': 'false', onclick: wall ? null : toggle }, severity);
    }
    const type = this.#type;
    const select = () => this.#selection.select({ type, id: thing.id });
    return blankRow({ [`data-${type}-id`]: thing.id }, { onclick: select }, thing.severity, type === 'incident' && glyph('flag'));
  }

  #say(row, entry) {
    const { thing, group } = entry;
    if (group) {
      row.querySelector('button').setAttribute('aria-expanded', String(this.#folding.isUnfolded(group.key)));
    } else {
      row.classList.toggle('member', entry.member);
    }
    row.classList.toggle('selected', this.#isSelected(entry));
    if ((thing ? [thing] : entry.members).some((one) => this.#fresh.has(one))) {
      row.classList.add('fresh');
    }
    const { severity, opened, occurred } = thing ?? entry;
    if (row.dataset.severity !== String(severity)) {
      row.dataset.severity = severity;
      row.querySelector('.shape').replaceWith(shape(severity));
    }
    setText(row.querySelector('.title'), thing ? titleOf(thing) : groupTitle(entry));
    setText(row.querySelector('.where'), thing ? whereOf(thing) : groupName(group));
    setText(row.querySelector('.age'), ageSince(opened ?? occurred));
  }

  /** A group is selected in place of a member that nobody sees. */
  #isSelected({ thing, group, members }) {
    if (thing) {
      return this.#selection.is({ type: this.#type, id: thing.id });
    }
    return !this.#folding.isUnfolded(group.key) && members.some(({ id }) => this.#selection.is({ type: 'alert', id }));
  }
}

function blankRow(attributes, button, severity, sign) {
  return make('li', { ...attributes, 'data-severity': severity }, make('button', button, shape(severity), sign,
    make('span', { class: 'body' }, make('span', { class: 'title' }), make('span', { class: 'where' })),
    make('span', { class: 'age' })));
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

/** How many of what: Offline × 37. */
function groupTitle({ members }) {
  return `${kindName(members[0].kind)} × ${number(members.length)}`;
}

function groupName(group) {
  return group.gateway ? `${t('gateway')} · ${group.name}` : group.name;
}

function words(thing) {
  const names = thing.chain.map((grid) => `${grid.name} ${grid.code}`).join(' ');
  const group = thing.group ? `${groupName(thing.group)} ${thing.group.gateway ?? ''}` : '';
  return [titleOf(thing), whereOf(thing), thing.device, thing.deviceName, kindName(thing.kind), thing.kind, names, group]
    .join(' ').toLowerCase();
}
