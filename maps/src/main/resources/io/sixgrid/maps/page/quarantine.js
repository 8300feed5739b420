/** Quarantine: why messages wait, which they are, and replaying them. */
import { all, get, post, Refused } from './api.js';
import { byId, make, setText, walkWithArrows } from './dom.js';
import { Filter } from './filter.js';
import { Held, reasonName } from './held.js';
import { number, t } from './i18n.js';
import { KeyedList } from './keyed.js';
import { ageSince, moment } from './time.js';

const PATH = '/api/v1/quarantine';
const STEP = 50;
const MOST = 1000;

export class Quarantine {
  #filter = new Filter(() => this.#changed());
  #held = new Held({ close: () => this.#filter.change({ id: null }), replay: (id) => this.#replay(`${PATH}/${id}/replay`) });
  #reasons;
  #messages;
  #limit = STEP;
  #seen = null;
  #known = [];
  #allowed = true;

  constructor() {
    this.#reasons = new KeyedList(byId('reasons'), {
      key: (one) => `${one.reason} ${one.source}`,
      create: (one) => make('li', {}, make('button', { onclick: () => this.#choose(one) },
        make('span', { class: 'body' }, make('span', { class: 'title' }, one.reason ? reasonName(one.reason) : t('allReasons')),
          make('span', { class: 'where' })), make('span', { class: 'count' }))),
      update: (row, one) => this.#updateReason(row, one),
    });
    this.#messages = new KeyedList(byId('messages'), {
      key: (held) => held.id,
      create: (held) => make('li', { 'data-message-id': held.id }, make('button', { onclick: () => this.#filter.change({ id: held.id }) },
        ...['time', 'topic', 'reason', 'detail', 'times'].map((part) => make('span', { class: part })))),
      update: (row, held) => this.#updateMessage(row, held),
    });
    walkWithArrows(byId('reasons'));
    walkWithArrows(byId('messages'));
    this.#buttons();
  }

  /** Reads what is new; a list is read again only when the counts say that it has changed. */
  async refresh() {
    if (!this.#allowed) {
      return;
    }
    let answer;
    try {
      answer = await get(`${PATH}/reasons`);
    } catch (failure) {
      if (failure instanceof Refused && failure.status === 403) {
        this.#forbid(failure.message);
        return;
      }
      throw failure;
    }
    this.#showReasons(answer);
    const seen = JSON.stringify([answer, this.#filter.wanted, this.#limit]);
    if (seen !== this.#seen) {
      await this.#read();
      this.#seen = seen;
    }
  }

  #buttons() {
    byId('states').append(...['waiting', 'replayed'].map((state) => make('button', {
      role: 'tab', 'data-state': state, 'data-testid': `state-${state}`,
      onclick: () => this.#filter.change({ state, reason: null, source: null, id: null }),
    }, t(state))));
    byId('replay-all').addEventListener('click', () => this.#replay(`${PATH}/replay${this.#filter.query()}`));
    byId('older').addEventListener('click', () => {
      this.#limit = Math.min(MOST, this.#limit + STEP);
      this.#changed();
    });
    window.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !byId('session').open && !this.#hidden) {
        this.#filter.back();
      }
    });
  }

  #forbid(why) {
    this.#allowed = false;
    byId('quarantine').classList.add('forbidden');
    byId('closed').hidden = false;
    setText(byId('closed'), t('quarantineClosed', why));
  }

  #choose(one) {
    this.#limit = STEP;
    this.#filter.change({ reason: one.reason ?? null, source: one.source ?? null, id: null });
  }

  /** On a page with other sections too, what nobody sees is not read. */
  get #hidden() {
    return byId('quarantine').closest('[hidden]') !== null;
  }

  async #changed() {
    if (this.#hidden) {
      return;
    }
    this.#showReasons({ reasons: this.#known });
    try {
      await this.#read();
    } catch (failure) {
      this.#say(failure.message, true);
    }
  }

  #showReasons({ reasons, expired }) {
    this.#known = reasons;
    const waiting = reasons.reduce((sum, one) => sum + one.waiting, 0);
    const everything = { waiting };
    const shown = reasons.length > 0 ? [everything, ...reasons] : [];
    this.#reasons.show(this.#filter.wanted.state === 'waiting' ? shown : [], this.#emptyReasons());
    for (const button of byId('states').children) {
      button.setAttribute('aria-selected', String(button.dataset.state === this.#filter.wanted.state));
    }
    const fitting = reasons.filter((one) => this.#filter.fits(one)).reduce((sum, one) => sum + one.waiting, 0);
    byId('replay-all').hidden = fitting === 0 || this.#filter.wanted.state !== 'waiting';
    setText(byId('replay-all'), t(this.#filter.narrow ? 'replayFilter' : 'replayAll', number(fitting)));
    if (expired !== undefined) {
      const gone = expired.reduce((sum, one) => sum + one.expired, 0);
      byId('expired').hidden = gone === 0;
      setText(byId('expired'), t('expired', number(gone)));
    }
  }

  #updateReason(row, one) {
    const wanted = this.#filter.wanted;
    row.classList.toggle('selected', (one.reason ?? null) === wanted.reason && (one.source ?? null) === wanted.source);
    setText(row.querySelector('.where'), one.reason
      ? `${one.source === 'no-format' ? t('noFormat') : one.source} · ${t('ago', ageSince(one.lastSeen))}` : '');
    setText(row.querySelector('.count'), number(one.waiting));
  }

  #updateMessage(row, held) {
    row.classList.toggle('selected', held.id === this.#filter.wanted.id);
    setText(row.querySelector('.time'), moment(held.message.received));
    setText(row.querySelector('.topic'), held.message.topic);
    setText(row.querySelector('.reason'), reasonName(held.reason));
    setText(row.querySelector('.detail'), held.detail);
    setText(row.querySelector('.times'), held.times > 1 ? `×${number(held.times)}` : '');
    row.firstChild.title = `${held.message.topic}\n${held.detail}`;
  }

  async #read() {
    const { id, state } = this.#filter.wanted;
    const query = this.#filter.query({ state, limit: STEP });
    const [list, message] = await Promise.all([
      all(PATH + query, this.#limit),
      id === null ? null : get(`${PATH}/${id}`).catch((failure) => failure),
    ]);
    const wanted = this.#filter.wanted;
    if (wanted.id !== id || this.#filter.query({ state: wanted.state, limit: STEP }) !== query) {
      return;
    }
    this.#messages.show(list.items, this.#emptyMessages());
    byId('older').hidden = list.complete;
    setText(byId('older'), t(this.#limit < MOST ? 'older' : 'olderMost', number(list.items.length)));
    byId('older').disabled = this.#limit >= MOST;
    this.#held.show(message);
  }

  #emptyReasons() {
    return make('li', { class: 'empty' }, t(this.#filter.wanted.state === 'waiting' ? 'emptyReasons' : 'replayedAbout'));
  }

  #emptyMessages() {
    const text = this.#filter.wanted.state === 'replayed' ? 'emptyReplayed' : this.#known.length > 0 ? 'emptyFilter' : 'emptyWaiting';
    return make('li', { class: 'empty' }, t(text));
  }

  async #replay(path) {
    const buttons = [byId('replay-all'), ...document.querySelectorAll('#message .primary')];
    buttons.forEach((button) => { button.disabled = true; });
    this.#say(t('replaying'), false);
    try {
      const answer = await post(path, {});
      this.#say(outcomeText(answer), answer.stillWaiting > 0);
      this.#seen = null;
      await this.refresh();
    } catch (failure) {
      this.#say(failure instanceof Refused ? failure.message : t('replayUnknown'), true);
    } finally {
      buttons.forEach((button) => { button.disabled = false; });
    }
  }

  #say(text, problem) {
    setText(byId('outcome'), text);
    byId('outcome').classList.toggle('warn', problem);
  }
}

/** What became of a replay, in a sentence. */
export function outcomeText({ replayed, duplicates, stillWaiting, reasons }) {
  const parts = [t('outcomeReplayed', number(replayed - duplicates))];
  if (duplicates > 0) {
    parts.push(t('outcomeDuplicates', number(duplicates)));
  }
  if (stillWaiting > 0) {
    const why = reasons.map(({ reason, count }) => t('outcomeReason', reasonName(reason), number(count))).join(t('comma'));
    parts.push(t('outcomeWaiting', number(stillWaiting), why));
  }
  return parts.join(t('comma')) + t('stop');
}
