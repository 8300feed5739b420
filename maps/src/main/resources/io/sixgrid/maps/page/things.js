/** Open alerts or open incidents, as the stream tells them, and what is counted of them. */
import { now } from './time.js';

export class Things {
  #items = new Map();
  #listeners = [];
  #waiting = null;
  #fresh = new Set();
  #arrivals = [];

  /** By grid code, at every level: `{n, level}`, how many are in its whole subtree. */
  counts = new Map();

  get size() {
    return this.#items.size;
  }

  get(id) {
    return this.#items.get(Number(id));
  }

  values() {
    return this.#items.values();
  }

  /** Calls `listener(fresh)` after changes, at most four times a second; `fresh` are those not seen before. */
  onChange(listener) {
    this.#listeners.push(listener);
  }

  /** Starts over with a list: nothing in it is news. */
  reset(list) {
    this.#items.clear();
    this.counts.clear();
    this.#fresh.clear();
    this.#arrivals = [];
    list.forEach((thing) => this.#put(thing, false));
    this.#tell();
  }

  /** What the stream told: present states, and ids that are of no interest any more. */
  apply(list, gone) {
    list.forEach((thing) => this.#put(thing, true));
    gone.forEach((id) => this.#remove(id));
    if (list.length + gone.length > 0) {
      this.#tell();
    }
  }

  /** How many arrived in the last minute. */
  rate() {
    const from = now() - 60000;
    this.#arrivals = this.#arrivals.filter((at) => at > from);
    return this.#arrivals.length;
  }

  #put(thing, news) {
    const before = this.#items.get(thing.id);
    const untold = this.#fresh.has(thing.id);
    if (!before && thing.state === 'open') {
      this.#arrivals.push(news ? now() : since(thing));
    }
    this.#remove(thing.id);
    if (thing.state !== 'open') {
      return;
    }
    this.#items.set(thing.id, thing);
    if (news && (!before || untold)) {
      this.#fresh.add(thing.id);
    }
    for (const grid of thing.chain) {
      const count = this.counts.get(grid.code) ?? { n: 0, level: grid.level };
      count.n += 1;
      this.counts.set(grid.code, count);
    }
  }

  #remove(id) {
    const before = this.#items.get(id);
    if (!before) {
      return;
    }
    this.#items.delete(id);
    this.#fresh.delete(id);
    for (const grid of before.chain) {
      const count = this.counts.get(grid.code);
      count.n -= 1;
      if (count.n === 0) {
        this.counts.delete(grid.code);
      }
    }
  }

  #tell() {
    this.#waiting ??= setTimeout(() => {
      this.#waiting = null;
      const fresh = [...this.#fresh].map((id) => this.#items.get(id));
      this.#fresh.clear();
      this.#listeners.forEach((listener) => listener(fresh));
    }, 120);
  }
}

/** Worst first, then newest. */
export function worstFirst(a, b) {
  return a.severity - b.severity || since(b) - since(a) || b.id - a.id;
}

/** When it began, in milliseconds of the epoch. */
export function since(thing) {
  return Date.parse(thing.opened ?? thing.occurred);
}
