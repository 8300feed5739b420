/**
 * The live stream. It heals by itself: after a break it asks for what came since the last number it saw. Silence counts
 * as a break too, because a proxy can keep a dead connection open.
 */
import { setServerTime } from './time.js';

const SILENCE = 13000;
const RETRY_FIRST = 1000;
const RETRY_LAST = 8000;

export class Live {
  #tell;
  #source = null;
  #seq = 0;
  #heard = 0;
  #retry = RETRY_FIRST;
  #timer = null;

  /** `tell.changes(data)`, `tell.beat(data)`, `tell.reload()`, `tell.state(connected)`. */
  constructor(tell) {
    this.#tell = tell;
    setInterval(() => this.#watch(), 1000);
    window.addEventListener('offline', () => this.#broken());
    window.addEventListener('online', () => this.#reconnectNow());
  }

  get seq() {
    return this.#seq;
  }

  get connected() {
    return this.#source !== null && this.#heard > 0;
  }

  /** Follows the stream from the number of a snapshot. */
  follow(seq) {
    this.#seq = seq;
    this.#connect();
  }

  stop() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#source?.close();
    this.#source = null;
  }

  #connect() {
    this.stop();
    this.#heard = 0;
    const opened = performance.now();
    this.#opened = opened;
    const source = new EventSource(`/api/v1/live?since=${this.#seq}`);
    this.#source = source;
    source.addEventListener('hello', (event) => this.#hear(event, (data) => this.#tell.beat(data)));
    source.addEventListener('beat', (event) => this.#hear(event, (data) => this.#tell.beat(data)));
    source.addEventListener('changes', (event) => this.#hear(event, (data) => this.#tell.changes(data)));
    source.addEventListener('reload', () => {
      this.stop();
      this.#tell.reload();
    });
    source.addEventListener('error', () => this.#broken());
  }

  #opened = 0;

  #hear(event, tell) {
    const data = JSON.parse(event.data);
    const first = this.#heard === 0;
    this.#heard = performance.now();
    this.#retry = RETRY_FIRST;
    this.#seq = Math.max(this.#seq, Number(event.lastEventId));
    setServerTime(data.time);
    tell(data);
    if (first) {
      this.#tell.state(true);
    }
  }

  #watch() {
    const quiet = performance.now() - Math.max(this.#heard, this.#opened);
    if (this.#source && quiet > SILENCE) {
      this.#broken();
    }
  }

  /** Not left to EventSource: it gives up on some answers, and does not notice silence. */
  #broken() {
    if (!this.#source) {
      return;
    }
    this.stop();
    this.#heard = 0;
    this.#tell.state(false);
    this.#timer = setTimeout(() => this.#connect(), this.#retry);
    this.#retry = Math.min(RETRY_LAST, this.#retry * 2);
  }

  #reconnectNow() {
    if (this.#timer) {
      this.#connect();
    }
  }
}
