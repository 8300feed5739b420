/** How old what is shown is: the clock, the age of the data, and a bar that nobody overlooks when the stream breaks. */
import { byId, setText } from './dom.js';
import { t } from './i18n.js';
import { age, clock, now } from './time.js';

const WORTH_TELLING = 10000;

export class Connection {
  #newest = null;
  #connected = false;
  #problem = null;

  constructor() {
    setInterval(() => this.#show(), 500);
  }

  /** The server was heard of: what is shown is as of `iso`. */
  heard(iso) {
    this.#newest = Date.parse(iso);
  }

  state(connected) {
    this.#connected = connected;
    this.#problem = connected ? null : this.#problem;
    this.#show();
  }

  /** Something could not be read, and is tried again. */
  failed(message) {
    this.#connected = false;
    this.#problem = message;
    this.#show();
  }

  #show() {
    const bar = byId('connection');
    const stale = !this.#connected && (this.#newest !== null || this.#problem !== null);
    document.body.classList.toggle('stale', stale);
    bar.hidden = !stale;
    if (stale) {
      setText(bar, this.#problem !== null ? t('loadFailed', this.#problem) : t('asOf', clock(this.#newest)));
    }
    setText(byId('clock'), clock(now()));
    setText(byId('data-age'), this.#ageText());
  }

  #ageText() {
    if (this.#newest === null) {
      return t('connecting');
    }
    const old = now() - this.#newest;
    return this.#connected && old < WORTH_TELLING ? t('dataNow') : t('dataAge', age(old));
  }
}
