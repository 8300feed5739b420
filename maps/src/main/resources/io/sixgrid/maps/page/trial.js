/** A message pasted in, and what each format makes of it. */
import * as address from './address.js';
import { get, post } from './api.js';
import { byId, facts, make } from './dom.js';
import { reasonName } from './held.js';
import { kindName, readingName, t } from './i18n.js';
import { measured } from './chart.js';
import { shape } from './symbols.js';
import { moment } from './time.js';

const PAUSE = 350;

export class Trial {
  #formats = [];
  #offered = null;
  #loaded = null;
  #timer = null;
  #asked = 0;

  constructor() {
    byId('trial').addEventListener('input', (event) => {
      if (event.target === byId('trial-example')) {
        address.say({ tab: 'try', example: event.target.value, held: null });
      } else {
        this.#soon();
      }
    });
    byId('trial').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#run();
    });
    address.onSaid(() => address.said('tab') === 'try' && this.refresh().catch((failure) => this.#fail(failure)));
    this.#show(null);
  }

  /** Fills the form with the example or the held message that the address names, once each. */
  async refresh() {
    this.#offered ??= this.#offer().catch((failure) => {
      this.#offered = null;
      throw failure;
    });
    await this.#offered;
    const [held, example] = [address.said('held'), address.said('example')];
    const wanted = held ? `held ${held}` : example ? `example ${example}` : null;
    if (wanted === null || wanted === this.#loaded) {
      return;
    }
    this.#loaded = wanted;
    if (held) {
      const { message } = await get(`/api/v1/quarantine/${encodeURIComponent(held)}`);
      this.#fill({ topic: message.topic, payload: message.text ?? '', retained: message.retained, contentType: message.contentType, properties: message.properties });
      if (message.text === undefined) {
        this.#fail(new Error(t('tryBytes')));
        return;
      }
    } else {
      const [format, found] = this.#exampleOf(example);
      byId('trial-example').value = found ? `${format.name}/${found.name}` : '';
      this.#fill(found ?? { topic: format?.topics[0] ?? '', payload: '' });
    }
    await this.#run();
  }

  /** `format` or `format/example`. */
  #exampleOf(name) {
    const format = this.#formats.find((one) => name === one.name || name.startsWith(`${one.name}/`));
    return [format, format?.examples.find((one) => name === `${format.name}/${one.name}`) ?? format?.examples[0]];
  }

  async #offer() {
    this.#formats = (await get('/api/v1/formats')).items;
    const groups = this.#formats.filter((format) => format.examples.length > 0).map((format) => make('optgroup', { label: format.name },
      ...format.examples.map((example) => make('option', { value: `${format.name}/${example.name}` }, example.name))));
    byId('trial-example').replaceChildren(make('option', { value: '' }, t('chooseExample')), ...groups);
    byId('trial-example').parentElement.hidden = groups.length === 0;
  }

  #fill({ topic, payload, contentType, properties, retained }) {
    byId('trial-topic').value = topic;
    byId('trial-payload').value = payload;
    byId('trial-type').value = contentType ?? '';
    byId('trial-properties').value = Object.entries(properties ?? {}).map(([name, value]) => `${name}: ${value}`).join('\n');
    byId('trial-retained').checked = retained === true;
    byId('trial-more').open = Boolean(contentType) || Object.keys(properties ?? {}).length > 0 || retained === true;
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#run(), PAUSE);
  }

  async #run() {
    clearTimeout(this.#timer);
    const topic = byId('trial-topic').value.trim();
    if (!topic) {
      this.#show(null);
      return;
    }
    this.#asked += 1;
    const asked = this.#asked;
    const body = {
      topic,
      payload: byId('trial-payload').value,
      contentType: byId('trial-type').value.trim() || null,
      properties: propertiesOf(byId('trial-properties').value),
      retained: byId('trial-retained').checked,
    };
    try {
      const answer = await post('/api/v1/formats/try', body);
      if (asked === this.#asked) {
        this.#show(answer);
      }
    } catch (failure) {
      if (asked === this.#asked) {
        this.#fail(failure);
      }
    }
  }

  #fail(failure) {
    byId('trial-results').replaceChildren(make('div', { class: 'problem-box' }, make('p', {}, failure.message)));
  }

  #show(answer) {
    if (answer === null) {
      byId('trial-results').replaceChildren(make('p', { class: 'empty' }, t('emptyTrial')));
      return;
    }
    const matching = answer.results.filter((result) => result.matches);
    const others = answer.results.filter((result) => !result.matches);
    byId('trial-results').replaceChildren(
      make('p', { class: 'verdict-line', role: 'status', 'data-testid': 'trial-verdict' }, verdict(answer)),
      ...matching.map((result) => card(result, result.format === answer.taken)),
      this.#othersList(others, matching.length === 0),
    );
  }

  #othersList(others, open) {
    const topics = new Map(this.#formats.map((format) => [format.name, format.topics]));
    return make('details', { class: 'others', open }, make('summary', {}, t('otherTopics', others.length)),
      make('table', {}, make('tbody', {}, ...others.map((result) => make('tr', {}, make('td', {}, result.format),
        make('td', { class: 'wide' }, make('code', {}, (topics.get(result.format) ?? []).join('  '))))))));
  }
}

function verdict({ taken, results }) {
  const result = results.find((one) => one.format === taken);
  if (!result) {
    return t('verdictNobody');
  }
  if (!result.understood) {
    return t('verdictFails', taken, reasonName(result.reason));
  }
  const says = [['saysEvents', result.events], ['saysReadings', result.readings], ['saysPresences', result.presences]]
    .filter(([, list]) => list.length > 0).map(([key, list]) => t(key, list.length));
  return says.length === 0 ? t('verdictNothing', taken) : t('verdictTaken', taken, says.join(t('comma')));
}

function card(result, taken) {
  return make('section', { class: 'trial-card', 'data-format': result.format, 'data-understood': String(result.understood) },
    make('h3', {}, make('span', { class: result.understood ? 'sign good' : 'sign bad', 'aria-hidden': 'true' }, result.understood ? '✓' : '✕'), result.format,
      taken ? null : make('span', { class: 'muted' }, t('notReached'))),
    result.understood ? null : make('div', { class: 'problem-box', 'data-testid': 'trial-problem' },
      make('strong', {}, reasonName(result.reason)), make('p', {}, result.detail)),
    ...result.events.map(eventTable),
    result.readings.length > 0 ? readingsTable(result.readings) : null,
    ...result.presences.map((presence) => said(t('presenceSaid'), [
      ['device', presence.device], ['state', t(presence.online ? 'presence_online' : 'presence_offline')], ['time', timeOf(presence.time)]])),
    result.key === undefined ? null : make('p', { class: 'muted key' }, `${t('messageKey')} `, make('code', {}, result.key)));
}

function eventTable(event) {
  return said(t('eventSaid'), [
    ['device', event.device],
    ['kind', kindName(event.kind) === event.kind ? event.kind : `${kindName(event.kind)} (${event.kind})`],
    ['phase', t(`phase_${event.phase}`)],
    ['severity', make('span', {}, shape(event.severity), ` ${t(`severity${event.severity}`)}`, event.sourceSeverity ? ` · ${t('sourceSaid', event.sourceSeverity)}` : '')],
    ['time', timeOf(event.time)],
    ['place', event.lon === undefined ? t('placeOfRegistry') : `${event.lon.toFixed(6)}, ${event.lat.toFixed(6)}`],
    ['eventId', event.id], ['description', event.text], ['media', event.media],
    ['autoClose', event.autoClose ? t('autoCloseAfter', span(event.autoClose)) : null],
  ]);
}

function readingsTable(readings) {
  return make('div', { class: 'facts' }, make('h4', {}, t('readings')),
    make('table', {}, make('tbody', {}, ...readings.map((reading) => make('tr', {}, make('td', {}, reading.device),
      make('td', {}, readingName(reading.name) === reading.name ? reading.name : `${readingName(reading.name)} (${reading.name})`),
      make('td', { class: 'n' }, measured(reading.value, reading.unit)), make('td', { class: 'wide' }, timeOf(reading.time)))))));
}

function said(title, rows) {
  return make('div', { class: 'facts' }, make('h4', {}, title), facts(rows.map(([key, value]) => [key, t(key), value])));
}

function timeOf(time) {
  return time ? moment(time) : t('timeOfReceipt');
}

/** An ISO duration of at most days: PT1M, PT10H, PT36H. */
function span(iso) {
  const seconds = [...iso.matchAll(/([\d.]+)([DHMS])/g)]
    .reduce((sum, [, count, unit]) => sum + Number(count) * { D: 86400, H: 3600, M: 60, S: 1 }[unit], 0);
  return seconds < 60 ? t('ageSeconds', seconds) : seconds < 3600 ? t('ageMinutes', seconds / 60)
    : seconds < 86400 ? t('ageHours', seconds / 3600) : t('ageDays', seconds / 86400);
}

/** Lines of `name: value`. */
function propertiesOf(text) {
  return Object.fromEntries(text.split('\n').map((line) => line.trim()).filter(Boolean).map((line) => {
    const at = line.indexOf(':');
    return at < 0 ? [line, ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  }));
}
