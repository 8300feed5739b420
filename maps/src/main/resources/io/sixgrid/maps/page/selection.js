/** What is selected: `{type, id}` of a grid, alert, incident or device; Esc goes back one step. The address carries it. */

export class Selection {
  #present = null;
  #before = [];
  #listeners = [];

  get present() {
    return this.#present;
  }

  /** Calls `listener(selected, still)` after each change: null when nothing is; `still` where the map should not move. */
  onChange(listener) {
    this.#listeners.push(listener);
  }

  select(selected, still = false) {
    if (this.is(selected)) {
      return;
    }
    if (this.#present) {
      this.#before = [...this.#before.slice(-19), this.#present];
    }
    this.#set(selected, still);
  }

  back() {
    this.#set(this.#before.pop() ?? null);
  }

  clear() {
    this.#before = [];
    if (this.#present) {
      this.#set(null);
    }
  }

  is(selected) {
    return this.#present?.type === selected?.type && String(this.#present?.id) === String(selected?.id);
  }

  #set(selected, still = false) {
    this.#present = selected;
    this.#listeners.forEach((listener) => listener(selected, still));
  }
}

/** `#z/lat/lon&sel=type:id`, read and written. */
export function readAddress() {
  const [place, ...rest] = location.hash.slice(1).split('&');
  const found = new URLSearchParams(rest.join('&')).get('sel') ?? '';
  const at = found.indexOf(':');
  const type = found.slice(0, at);
  return {
    place,
    selected: ['grid', 'alert', 'incident', 'device'].includes(type) ? { type, id: found.slice(at + 1) } : null,
  };
}

export function writeAddress(place, selected) {
  const chosen = selected ? `&sel=${selected.type}:${encodeURIComponent(selected.id)}` : '';
  history.replaceState(null, '', `#${place}${chosen}`);
}
