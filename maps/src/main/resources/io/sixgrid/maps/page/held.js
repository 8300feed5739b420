/** One message in quarantine: why it waits, how it came, and its bytes. */
import { byId, make } from './dom.js';
import { number, t } from './i18n.js';
import { readable } from './payload.js';
import { ageSince, moment } from './time.js';

/** A reason in the reader's words; one that this page does not know yet as the service says it. */
export function reasonName(reason) {
  const key = `reason_${reason.replaceAll('-', '_')}`;
  const name = t(key);
  return name === key ? reason : name;
}

export class Held {
  #close;
  #replay;
  #shown = null;
  #pretty = true;

  /** `close` is asked to go back to the list, `replay` to read the message called so again. */
  constructor({ close, replay }) {
    this.#close = close;
    this.#replay = replay;
  }

  /** Shows a message, a failure to read one, or nothing for null; what is shown already stays untouched. */
  show(message) {
    const card = byId('message');
    card.hidden = message === null;
    const now = message instanceof Error ? message.message : JSON.stringify(message);
    if (message === null || now === this.#shown) {
      this.#shown = now;
      return;
    }
    this.#shown = now;
    card.replaceChildren(...(message instanceof Error ? this.#problem(message) : this.#message(message)));
    card.scrollTop = 0;
  }

  #problem(failure) {
    return [this.#head(t('message'), null), make('p', { class: 'said' }, failure.message)];
  }

  #head(title, action) {
    return make('div', { class: 'head' }, make('h3', {}, title), action,
      make('button', { class: 'close', 'aria-label': t('close'), onclick: this.#close }, '×'));
  }

  #message(held) {
    const { message } = held;
    const facts = [
      ['topic', message.topic],
      ['received', when(message.received)],
      ['lastSeen', held.times > 1 ? `${when(message.lastSeen)} · ${t('cameTimes', number(held.times))}` : null],
      ['replayedAt', held.replayed ? when(held.replayed) : null],
      ['source', held.source ?? t('noFormat')],
      ['retainedFact', message.retained ? t('yes') : null],
    ].filter(([, value]) => value !== null);
    const replay = held.state === 'waiting' ? make('button', {
      class: 'primary', 'data-testid': 'replay-one', onclick: () => this.#replay(held.id),
    }, t('replayOne')) : null;
    const tryIt = make('a', { class: 'button', href: `/devices${location.search}#tab=try&held=${held.id}` }, t('tryIt'));
    return [
      this.#head(`${reasonName(held.reason)} · ${held.id}`, make('span', { class: 'do' }, tryIt, replay)),
      make('p', { class: 'said' }, held.state === 'replayed' ? t('wasReplayed', held.detail) : held.detail),
      make('dl', {}, ...facts.flatMap(([key, value]) => [make('dt', {}, t(key)), make('dd', {}, value)])),
      ...this.#bytes(held),
    ];
  }

  #bytes(held) {
    const body = readable(held.message);
    const view = make('pre', { class: 'raw', tabindex: '0', 'data-testid': 'raw', 'data-kind': body.kind });
    const show = () => {
      view.textContent = body.kind === 'empty' ? t('emptyBody') : this.#pretty && body.pretty ? body.pretty : body.plain;
    };
    const pretty = body.pretty ? make('label', {}, make('input', {
      type: 'checkbox',
      checked: this.#pretty,
      onchange: (event) => {
        this.#pretty = event.target.checked;
        show();
      },
    }), t('indented')) : null;
    show();
    return [
      make('div', { class: 'raw-head' }, make('span', {}, t(`body_${body.kind}`)), pretty,
        make('a', { href: `/api/v1/quarantine/${held.id}/payload`, download: '' }, t('saveBytes'))),
      view,
      body.cut ? make('p', { class: 'more' }, t('bodyCut')) : null,
    ].filter((part) => part !== null);
  }
}

function when(iso) {
  return `${moment(iso)} · ${t('ago', ageSince(iso))}`;
}
