/** Does it balance? One line of numbers and a verdict. */
import { byId, make, setText } from './dom.js';
import { number, t } from './i18n.js';
import { shape } from './symbols.js';

const BESIDES = ['returned', 'condensed', 'events', 'readings', 'alerts'];
const TERMS = [['received', null], ['stored', '='], ['duplicate', '+'], ['quarantined', '+'], ['inFlight', '+']];
/** As long as messages flow, workers and ledger are not read at the same moment; what stays so long is no such moment. */
const READS_TO_DOUBT = 5;

/** Messages of `line` that are in no column; 0 when it balances. */
export function missing(line) {
  return line.received - line.stored - line.duplicate - line.quarantined - inFlight(line);
}

export function inFlight(line) {
  return line.inFlight ?? 0;
}

export class Balance {
  #values = new Map();
  #unclaimed = [];

  constructor() {
    for (const [name, sign] of TERMS) {
      const value = make('b', { 'data-testid': `total-${name}` }, '–');
      this.#values.set(name, value);
      byId('equation').append(make('li', { class: name },
        sign ? make('span', { class: 'sign' }, sign) : null,
        make('span', { class: 'term' }, value, make('span', { class: 'label' }, t(`count_${name}`)))));
    }
    this.#say('unknown', t('verdictUnknown'));
  }

  show(ledger) {
    const total = ledger.total;
    for (const [name] of TERMS) {
      setText(this.#values.get(name), number(total[name] ?? 0));
    }
    setText(byId('besides'), BESIDES.filter((name) => total[name] !== undefined)
      .map((name) => `${t(`count_${name}`)} ${number(total[name])}`).join('　'));
    this.#judge(ledger);
  }

  /** Nothing is heard of the ledger: what was true then need not be true now. */
  stale() {
    this.#unclaimed = [];
    this.#say('unknown', t('verdictStale'));
  }

  #judge(ledger) {
    const off = [...ledger.sources, ledger.total].find((line) => missing(line) !== 0 || inFlight(line) < 0);
    const unclaimed = this.#lastingUnclaimed(ledger);
    if (off) {
      const wrong = missing(off) !== 0 ? missing(off) : inFlight(off);
      this.#say('off', t('verdictOff', number(Math.abs(wrong)), off === ledger.total ? t('allSources') : off.source));
    } else if (unclaimed !== 0) {
      this.#say('doubt', t('verdictDoubt', number(Math.abs(unclaimed))));
    } else if (ledger.total.received === 0) {
      this.#say('empty', t('verdictEmpty'));
    } else {
      this.#say('balanced', t('verdictBalanced'));
    }
  }

  /** How many messages are in flight that no worker has in hand, once that has been the same for some reads. */
  #lastingUnclaimed(ledger) {
    const live = (ledger.workers ?? []).filter((worker) => worker.live);
    const inHand = live.reduce((sum, worker) => sum + (worker.inHand ?? worker.inFlight ?? 0), 0);
    this.#unclaimed.push(inFlight(ledger.total) - inHand);
    this.#unclaimed = this.#unclaimed.slice(-READS_TO_DOUBT);
    const [first] = this.#unclaimed;
    return this.#unclaimed.length === READS_TO_DOUBT && this.#unclaimed.every((one) => one === first) ? first : 0;
  }

  #say(state, text) {
    const verdict = byId('verdict');
    if (verdict.dataset.state !== state) {
      verdict.dataset.state = state;
      const signs = { balanced: '✓', empty: '–', unknown: '?' };
      const sign = signs[state] ? make('span', { class: 'sign' }, signs[state]) : shape(state === 'off' ? 1 : 2);
      verdict.replaceChildren(sign, make('span', { class: 'text' }));
    }
    setText(verdict.querySelector('.text'), text);
  }
}
