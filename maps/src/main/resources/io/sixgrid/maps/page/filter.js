/** What of quarantine is wanted: the address is the state. */
import { onSaid, say } from './address.js';

export class Filter {
  #onChange;

  constructor(onChange) {
    this.#onChange = onChange;
    onSaid(onChange);
  }

  get wanted() {
    const hash = new URLSearchParams(location.hash.slice(1));
    const id = Number(hash.get('message'));
    return {
      reason: hash.get('reason'),
      source: hash.get('source'),
      state: hash.get('state') === 'replayed' ? 'replayed' : 'waiting',
      id: Number.isInteger(id) && id > 0 ? id : null,
    };
  }

  /** Whether it wants less than everything. */
  get narrow() {
    return this.wanted.reason !== null || this.wanted.source !== null;
  }

  /** Whether it wants the messages of this count. */
  fits({ reason, source }) {
    const { reason: wantedReason, source: wantedSource } = this.wanted;
    return (wantedReason === null || reason === wantedReason) && (wantedSource === null || source === wantedSource);
  }

  /** The same for the service, with `more` parameters. */
  query(more = {}) {
    const { reason, source } = this.wanted;
    const parts = Object.entries({ ...more, reason, source }).filter(([, value]) => value !== null);
    return parts.length === 0 ? '' : `?${new URLSearchParams(parts)}`;
  }

  change(parts) {
    const { id, state, ...rest } = { ...this.wanted, ...parts };
    if (!say({ ...rest, state: state === 'waiting' ? null : state, message: id })) {
      this.#onChange();
    }
  }

  /** One step back: from a message to its list, from a reason to all of them. */
  back() {
    if (this.wanted.id !== null) {
      this.change({ id: null });
    } else if (this.narrow) {
      this.change({ reason: null, source: null });
    }
  }
}
