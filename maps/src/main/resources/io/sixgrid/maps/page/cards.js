/** The card of what is selected: an alert, an incident, a device or a grid, with the next things to do. */
import { byId, make } from './dom.js';
import { kindName, number, said, t } from './i18n.js';
import { titleOf } from './lists.js';
import { presenceSign, presenceText, stateOf } from './presence.js';
import { glyph, shape } from './symbols.js';
import { ageSince, moment } from './time.js';

export class Cards {
  #selection;
  #levels;
  #shown = null;

  constructor(selection, levels) {
    this.#selection = selection;
    this.#levels = levels;
  }

  hide() {
    byId('card').hidden = true;
  }

  problem(message) {
    this.#show([glyph('other')], message, []);
  }

  /** `measures` is an element that shows what its device measures. */
  alert(alert, measures) {
    const life = alert.state === 'open' ? [] : [['closed', when(alert.closed)], ['closedBy', t(`by_${alert.closedBy}`)]];
    this.#show([shape(alert.severity)], titleOf(alert), [
      ['kind', kindName(alert.kind)],
      ['device', this.#link({ type: 'device', id: alert.device }, alert.deviceName ?? alert.device)],
      ['opened', when(alert.opened)],
      ['lastSeen', when(alert.lastSeen)],
      ...life,
      ['events', number(alert.events)],
      ['sourceSeverity', alert.sourceSeverity],
      ['source', alert.source],
      ['why', alert.unplaced ? t(`why_${alert.unplaced.replace('-', '_')}`) : null],
      ...this.#where(alert),
      ['media', alert.media ? outside(alert.media) : null],
    ], alert.skewed ? t('skewed') : null, measures);
  }

  incident(incident) {
    this.#show([shape(incident.severity), glyph('flag')], incident.title, [
      ['kind', kindName(incident.kind)],
      ['occurred', when(incident.occurred)],
      ['reported', when(incident.reported)],
      ['reportedBy', incident.reportedBy],
      ['closed', incident.closed ? when(incident.closed) : null],
      ...this.#where(incident),
    ], incident.description);
  }

  device(device, measures) {
    this.#show([glyph(device.kind)], device.name, [
      ['state', make('span', {}, presenceSign(stateOf(device)), ' ', presenceText(device))],
      ['lastSeen', device.presence?.lastSeen ? when(device.presence.lastSeen) : t('neverHeard')],
      ['kind', kindName(device.kind)],
      ['device', device.id],
      ['heading', device.heading === undefined ? null : t('degrees', Math.round(device.heading))],
      ['angle', device.viewAngle === undefined ? null : t('degrees', Math.round(device.viewAngle))],
      ['range', device.rangeMeters === undefined ? null : t('metres', Math.round(device.rangeMeters))],
      ['gateway', device.gateway],
      ...this.#where(device),
    ], null, measures);
  }

  grid(grid, open) {
    this.#show([], grid.name, [
      ['level', said(this.#levels.find((level) => level.level === grid.level)?.name)],
      ['code', grid.code],
      ['openAlerts', number(open)],
      ['people', (grid.people).join('、')],
      ['households', grid.households === undefined ? null : number(grid.households)],
      ['areaClass', grid.areaClass ? kindName(grid.areaClass) : null],
    ]);
  }

  #where(thing) {
    const chain = (thing.chain ?? []).flatMap((grid, i) => [
      i > 0 ? ' › ' : '', this.#link({ type: 'grid', id: grid.code }, grid.name),
    ]);
    return [
      ['chainOf', chain.length > 0 ? make('span', { 'data-testid': 'card-chain' }, ...chain) : null],
      ['place', thing.lon === undefined ? null : `${thing.lon.toFixed(6)}, ${thing.lat.toFixed(6)}`],
    ];
  }

  #link(target, text) {
    const go = (event) => {
      event.preventDefault();
      this.#selection.select(target);
    };
    return make('a', { href: '#', onclick: go }, text);
  }

  #show(signs, title, rows, note, measures) {
    const close = make('button', {
      class: 'close', 'aria-label': t('close'), onclick: () => this.#selection.back(),
    }, '×');
    const facts = rows
      .filter(([, value]) => value !== null && value !== undefined && value !== '')
      .flatMap(([key, value]) => [make('dt', {}, t(key)), make('dd', { 'data-field': key }, value)]);
    byId('card').replaceChildren(
      make('div', { class: 'head' }, ...signs, make('h2', {}, title), close),
      ...(note ? [make('p', { class: 'said' }, note)] : []),
      ...(measures ? [measures] : []),
      make('dl', {}, ...facts),
    );
    byId('card').hidden = false;
    if (this.#shown !== title) {
      byId('card').scrollTop = 0;
      this.#shown = title;
    }
  }
}

function when(iso) {
  return `${moment(iso)} · ${t('ago', ageSince(iso))}`;
}

/** A link that came in a message: only to the web, and telling it nothing of us. */
function outside(address) {
  return /^https?:\/\//.test(address)
    ? make('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, t('openMedia'))
    : address;
}
