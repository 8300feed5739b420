/** Payload formats: how each fares, its text, what is wrong with a newer one, and what it could not read. */
import { onSaid, said, say } from './address.js';
import { get, post, Refused } from './api.js';
import { byId, make, setText, walkWithArrows } from './dom.js';
import { reasonName } from './held.js';
import { number, t } from './i18n.js';
import { KeyedList } from './keyed.js';
import { outcomeText } from './quarantine.js';
import { ageSince, moment } from './time.js';

const NEWEST = 10;

export class FormatList {
  #items = [];
  #rows;
  #card = byId('format');
  #shown = null;
  #waiting = null;

  constructor() {
    this.#rows = new KeyedList(byId('formats'), {
      key: keyOf,
      create: (format) => make('li', { 'data-format': keyOf(format) }, make('button', { onclick: () => say({ format: keyOf(format) }) },
        make('span', { class: 'body' }, make('span', { class: 'title' }, keyOf(format)), make('span', { class: 'where' })),
        ...['tag', 'good', 'bad', 'age'].map((part) => make('span', { class: part })))),
      update: (row, format) => updateRow(row, format, said('format')),
    });
    walkWithArrows(byId('formats'));
    byId('format-filter').addEventListener('input', () => this.#render());
    onSaid(() => (said('tab') ?? 'formats') === 'formats' && this.#render());
  }

  /** How many formats have a text that is refused. */
  get problems() {
    return this.#items.filter((format) => format.problem).length;
  }

  async refresh() {
    this.#items = (await get('/api/v1/formats')).items;
    this.#render();
    await this.#refreshWaiting();
  }

  #render() {
    const wanted = byId('format-filter').value.trim().toLowerCase();
    const shown = this.#items.filter((format) => !wanted || words(format).includes(wanted));
    this.#rows.show(shown, make('li', { class: 'empty' }, t(this.#items.length > 0 ? 'emptyFilter' : 'loading')));
    const format = this.#items.find((one) => keyOf(one) === said('format')) ?? null;
    this.#show(format);
  }

  #show(format) {
    this.#card.hidden = format === null;
    byId('format-none').hidden = format !== null;
    const now = format && JSON.stringify([keyOf(format), format.text, format.problem, format.since]);
    if (now !== this.#shown) {
      this.#shown = now;
      this.#waiting = null;
      if (format) {
        this.#card.replaceChildren(...this.#parts(format));
        this.#card.scrollTop = 0;
        this.#refreshWaiting().catch((failure) => setText(byId('format-outcome'), failure.message));
      }
    }
    if (format) {
      for (const [key, count] of [['understood', format.understood], ['quarantined', format.quarantined]]) {
        setText(byId(`format-${key}`), countText(count));
      }
    }
  }

  #parts(format) {
    const fields = [
      ['topics', format.topics.length === 0 ? null : make('span', {}, ...format.topics.flatMap((topic, i) => [i > 0 ? make('br') : null, make('code', {}, topic)]))],
      ['origin', format.builtIn ? t('builtIn') : format.file],
      ['inForceSince', format.since && format.topics.length > 0 ? moment(format.since) : null],
      ['countUnderstood', make('span', { id: 'format-understood' })],
      ['countNotUnderstood', make('span', { id: 'format-quarantined' })],
    ].filter(([, value]) => value !== null && value !== undefined);
    return [
      make('div', { class: 'head' }, make('h2', {}, keyOf(format)),
        format.topics.length > 0 ? make('a', { class: 'button', href: `#${new URLSearchParams({ tab: 'try', example: format.name })}`, 'data-testid': 'try-format' }, t('tryIt')) : null,
        make('button', { class: 'close', 'aria-label': t('close'), onclick: () => say({ format: null }) }, '×')),
      format.problem ? problemBox(format) : null,
      format.about ? make('p', { class: 'said' }, format.about) : null,
      make('dl', {}, ...fields.flatMap(([key, value]) => [make('dt', {}, t(key)), make('dd', {}, value)])),
      make('h3', {}, t('newestNotUnderstood'),
        make('button', { class: 'button', id: 'format-replay', hidden: true, onclick: () => this.#replay(format.name) })),
      make('p', { id: 'format-outcome', class: 'outcome', role: 'status', 'data-testid': 'format-outcome' }),
      make('ol', { id: 'format-waiting', class: 'feed waiting-list' }),
      make('h3', {}, t('formatText'), make('a', { class: 'button', href: '/page/formats.md', target: '_blank' }, t('formatDocs'))),
      numbered(format),
    ].filter((part) => part !== null);
  }

  /** The newest messages that this format could not read. */
  async #refreshWaiting() {
    const name = said('format');
    const list = byId('format-waiting');
    if (name === null || !list) {
      return;
    }
    const query = new URLSearchParams({ source: name, state: 'waiting', limit: NEWEST });
    const answer = await get(`/api/v1/quarantine?${query}`).catch((failure) => {
      if (failure instanceof Refused && failure.status === 403) {
        return null;
      }
      throw failure;
    });
    if (name !== said('format') || !byId('format-waiting')) {
      return;
    }
    this.#waiting ??= new KeyedList(byId('format-waiting'), {
      key: (held) => held.id,
      create: (held) => this.#heldRow(held),
      update: (row, held) => {
        setText(row.querySelector('.title'), `${reasonName(held.reason)}${held.times > 1 ? ` ×${number(held.times)}` : ''}`);
        setText(row.querySelector('.where'), held.detail);
        setText(row.querySelector('.age'), t('ago', ageSince(held.message.lastSeen)));
      },
    });
    const items = answer?.items ?? [];
    this.#waiting.show(items, make('li', { class: 'empty' }, t(answer ? 'emptyNotUnderstood' : 'onlyOperators')));
    byId('format-replay').hidden = items.length === 0;
    setText(byId('format-replay'), t('replayThese'));
  }

  #heldRow(held) {
    const link = (tab, more) => `#${new URLSearchParams({ tab, ...more })}`;
    return make('li', {}, make('div', { class: 'held-row' },
      make('span', { class: 'body' }, make('span', { class: 'title' }), make('span', { class: 'where' })),
      make('span', { class: 'age' }),
      make('a', { class: 'button', href: link('try', { held: held.id }) }, t('tryIt')),
      make('a', { class: 'button', href: link('quarantine', { source: held.source ?? 'no-format', message: held.id }) }, t('look'))));
  }

  async #replay(name) {
    const button = byId('format-replay');
    button.disabled = true;
    setText(byId('format-outcome'), t('replaying'));
    try {
      const outcome = await post(`/api/v1/quarantine/replay?${new URLSearchParams({ source: name })}`, {});
      setText(byId('format-outcome'), outcomeText(outcome));
      byId('format-outcome').classList.toggle('warn', outcome.stillWaiting > 0);
      await this.refresh();
    } catch (failure) {
      setText(byId('format-outcome'), failure instanceof Refused ? failure.message : t('replayUnknown'));
    } finally {
      button.disabled = false;
    }
  }
}

/** By its name; a file that never was a format by the file's, since a format of its name may go on beside it. */
function keyOf(format) {
  return format.topics.length > 0 ? format.name : format.file;
}

function words(format) {
  return `${format.name} ${format.topics.join(' ')} ${format.about}`.toLowerCase();
}

function updateRow(row, format, chosen) {
  row.classList.toggle('selected', keyOf(format) === chosen);
  setText(row.querySelector('.where'), format.topics.length > 0 ? format.topics.join('  ') : format.problem?.reason ?? '');
  row.firstChild.title = format.topics.join('\n');
  const tag = row.querySelector('.tag');
  setText(tag, format.problem ? t(format.topics.length > 0 ? 'textRefused' : 'refused') : format.builtIn ? '' : t('ownFile'));
  tag.classList.toggle('warn', Boolean(format.problem));
  const { understood, quarantined } = format;
  setText(row.querySelector('.good'), understood.lastHour === 0 ? '–' : number(understood.lastHour));
  setText(row.querySelector('.bad'), quarantined.lastHour === 0 ? '–' : number(quarantined.lastHour));
  row.querySelector('.bad').classList.toggle('warn', quarantined.lastHour > 0);
  row.classList.toggle('silent', !understood.last && !quarantined.last);
  const last = [understood.last, quarantined.last].filter(Boolean).sort((a, b) => Date.parse(a) - Date.parse(b)).pop();
  setText(row.querySelector('.age'), last ? t('ago', ageSince(last)) : t('never'));
}

function countText({ total, lastHour, last }) {
  return last ? t('countSaid', number(lastHour), number(total), t('ago', ageSince(last))) : t('countNever');
}

function problemBox({ problem: { line, reason }, topics }) {
  return make('div', { class: 'problem-box', 'data-testid': 'format-problem' },
    make('strong', {}, line ? t(topics.length > 0 ? 'refusedInLine' : 'brokenInLine', line) : t('refused')), make('p', {}, reason), make('p', { class: 'muted' }, t(topics.length > 0 ? 'oldGoesOn' : 'neverInForce')));
}

/** The text with the numbers of its lines, as a refusal names them. */
function numbered(format) {
  const broken = format.topics.length === 0 ? format.problem?.line : null;
  return make('ol', { class: 'code', tabindex: 0, 'data-testid': 'format-text' },
    ...format.text.replace(/\n$/, '').split('\n').map((line, i) => make('li', { class: i + 1 === broken ? 'broken' : null }, line || ' ')));
}
