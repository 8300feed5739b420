/** One device: its registration, what it measures, its open alerts, its last messages, and where it stood before. */
import { get, Refused } from './api.js';
import { measured } from './chart.js';
import { facts, fill, make } from './dom.js';
import { kindName, readingName, t } from './i18n.js';
import { titleOf } from './lists.js';
import { readable } from './payload.js';
import { presenceSign, presenceText, seenText, stateOf } from './presence.js';
import { Readings } from './readings.js';
import { glyph, shape } from './symbols.js';
import { ageSince, moment, now } from './time.js';

const MESSAGES = 12;
const MINUTE = 60000;

export class DeviceCard {
  #card;
  #tell;
  #id = null;
  #parts = null;

  /** `tell` is told to `close`, and to `edit` a device. */
  constructor(card, tell) {
    this.#card = card;
    this.#tell = tell;
  }

  /** Shows the device called so, or nothing for null. */
  async show(id) {
    this.#card.hidden = id === null;
    if (id === null) {
      this.#id = null;
      return;
    }
    if (id !== this.#id) {
      this.#id = id;
      this.#build(id);
    }
    const parts = this.#parts;
    const path = `/api/v1/devices/${encodeURIComponent(id)}`;
    const device = await get(path).catch(failureOnly);
    const still = () => parts === this.#parts;
    if (still()) {
      this.#head(parts, device);
    }
    if (device instanceof Refused) {
      return;
    }
    const readings = parts.readings.refresh().catch(failureOnly);
    const [alerts, messages, positions, measures] = await Promise.all([
      get(`/api/v1/alerts?${new URLSearchParams({ device: id, state: 'open', limit: 10 })}`).catch(failureOnly),
      get(`${path}/messages?limit=${MESSAGES}`).catch(failureOnly),
      get(`${path}/positions`).catch(failureOnly),
      readings,
    ]);
    if (still()) {
      section(parts.alerts, t('openAlerts'), alerts, alertRow, 'emptyDeviceAlerts');
      section(parts.messages, t('lastMessages'), messages, messageRow, 'emptyMessages');
      section(parts.positions, t('positions'), positions, positionRow, 'emptyPositions');
      fill(parts.noReadings, measures, () => (measures === true ? []
        : [make('h3', {}, t('readings')), make('p', { class: 'empty' }, measures instanceof Refused ? measures.message : t('emptyReadings'))]));
    }
  }

  #build(id) {
    const parts = {
      head: make('div'), readings: new Readings(id), noReadings: make('section'), alerts: make('section'),
      messages: make('section', { 'data-testid': 'device-messages' }), positions: make('section'),
    };
    this.#parts = parts;
    this.#card.replaceChildren(parts.head, parts.readings.element, parts.noReadings, parts.alerts, parts.messages, parts.positions);
    this.#card.scrollTop = 0;
  }

  #head(parts, device) {
    const close = make('button', { class: 'close', 'aria-label': t('close'), onclick: this.#tell.close }, '×');
    if (device instanceof Refused) {
      fill(parts.head, device.message, () => [make('div', { class: 'head' }, make('h2', {}, t('device')), close), make('p', { class: 'said' }, device.message)]);
      return;
    }
    fill(parts.head, [device, Math.floor(now() / MINUTE)], () => [
      make('div', { class: 'head' }, glyph(device.kind), make('h2', {}, device.name),
        device.lon === undefined ? null : make('a', { class: 'button', href: onMap(device) }, t('showOnMap')),
        make('button', { class: 'button', 'data-testid': 'edit-device', onclick: () => this.#tell.edit(device) }, t('edit')), close),
      facts([
        ['state', t('state'), make('span', {}, presenceSign(stateOf(device)), ' ', presenceText(device))],
        ['lastSeen', t('lastSeen'), device.presence?.lastSeen ? `${moment(device.presence.lastSeen)} · ${seenText(device)}` : t('neverHeard')],
        ['kind', t('kind'), kindName(device.kind)],
        ['id', t('deviceId'), make('code', {}, device.id)],
        ['gateway', t('gateway'), device.gateway ? make('a', { href: `#${new URLSearchParams({ tab: 'devices', device: device.gateway })}` }, device.gateway) : null],
        ['owner', t('owner'), device.owner],
        ['aliases', t('aliases'), Object.entries(device.aliases ?? {}).map(([format, alias]) => `${alias} (${format})`).join(t('comma'))],
        ['chain', t('chainOf'), (device.chain ?? []).map((grid) => grid.name).join(' › ')],
        ['place', t('place'), placeText(device)],
        ['retired', t('retired'), device.retired ? moment(device.retired) : null],
        ['warnings', t('warning'), (device.warnings ?? []).join(' ')],
      ]),
    ]);
  }
}

/** What the service explains is shown in place of what it refuses. */
function failureOnly(failure) {
  if (failure instanceof Refused) {
    return failure;
  }
  throw failure;
}

function section(element, title, answer, row, empty) {
  const refused = answer instanceof Refused;
  fill(element, refused ? answer.message : [answer.items, Math.floor(now() / MINUTE)], () => [
    make('h3', {}, title),
    refused || answer.items.length === 0 ? make('p', { class: 'empty' }, refused ? answer.message : t(empty))
      : make('ol', { class: 'rows' }, ...answer.items.map(row)),
  ]);
}

function onMap(device) {
  return `/${location.search}#18/${device.lat}/${device.lon}&sel=device:${encodeURIComponent(device.id)}`;
}

function placeText(device) {
  if (device.lon === undefined) {
    return t('noPosition');
  }
  const given = device.given ? ` (${device.given.lon}, ${device.given.lat} ${device.given.frame})` : '';
  return `${device.lon.toFixed(6)}, ${device.lat.toFixed(6)}${given}`;
}

function alertRow(alert) {
  return make('li', {}, make('a', { class: 'row', href: `/${location.search}#&sel=alert:${alert.id}` }, shape(alert.severity),
    make('span', { class: 'body' }, titleOf(alert)), make('span', { class: 'age' }, ageSince(alert.opened))));
}

function messageRow(message) {
  const said = make('span', { class: 'body' },
    ...message.events.flatMap((event) => [shape(event.severity), ` ${kindName(event.kind)} ${t(`phase_${event.phase}`)}  `]),
    message.readings.map((reading) => `${readingName(reading.name)} ${measured(reading.value, reading.unit)}`).join(t('comma')));
  const row = [make('span', { class: 'time' }, moment(message.received)), said, make('span', { class: 'age' }, message.source ?? '')];
  if (message.payload === undefined) {
    return make('li', {}, make('div', { class: 'row' }, ...row));
  }
  return make('li', {}, make('details', {}, make('summary', { class: 'row' }, ...row),
    make('code', { class: 'topic' }, message.topic), make('pre', { class: 'raw' }, bodyOf(message))));
}

function bodyOf(message) {
  const body = readable(message);
  return body.kind === 'empty' ? t('emptyBody') : body.pretty ?? body.plain;
}

function positionRow(position) {
  const from = position.validFrom ? moment(position.validFrom) : t('fromBeginning');
  const to = position.validTo ? moment(position.validTo) : t('untilNow');
  const given = position.given ? ` (${position.given.lon}, ${position.given.lat} ${position.given.frame})` : '';
  return make('li', {}, make('div', { class: 'row' }, make('span', { class: 'body' }, `${position.lon.toFixed(6)}, ${position.lat.toFixed(6)}${given}`),
    make('span', { class: 'age' }, `${from} – ${to}`)));
}
