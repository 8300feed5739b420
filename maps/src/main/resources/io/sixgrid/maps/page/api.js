/** The service's JSON, and its failures in its own words. */

/** The service wants to know who is asking. */
export class Unauthenticated extends Error {}

/** A failure that the service explained. */
export class Refused extends Error {
  /** `field` is the parameter or member at fault, where there is one. */
  constructor(status, message, field) {
    super(message);
    this.status = status;
    this.field = field;
  }
}

let hearTime = () => {};

/** Tells `listener` with every answer what the service's clock said, in milliseconds of the epoch, to the second. */
export function onServerTime(listener) {
  hearTime = listener;
}

async function answer(response) {
  const date = Date.parse(response.headers.get('Date'));
  if (!Number.isNaN(date)) {
    hearTime(date);
  }
  if (response.status === 401) {
    throw new Unauthenticated();
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Refused(response.status, problem.detail ?? problem.title ?? `HTTP ${response.status}`, problem.field);
  }
  return response.status === 204 ? null : response.json();
}

/** One answer; a value in the path must have been encoded. */
export async function get(path) {
  return answer(await fetch(path, { headers: { Accept: 'application/json' } }));
}

export function post(path, body) {
  return change('POST', path, body);
}

export function put(path, body) {
  return change('PUT', path, body);
}

async function change(method, path, body) {
  return answer(await fetch(path, {
    method,
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify(body),
  }));
}

/** Sends a text or a file as it is. */
export async function send(path, type, body) {
  return answer(await fetch(path, { method: 'POST', headers: { 'Content-Type': type, Accept: 'application/json' }, body }));
}

/** All items of a list, page after page, at most about `bound`; `complete` when no more are there. */
export async function all(path, bound) {
  const items = [];
  let next = path;
  while (next && items.length < bound) {
    const page = await get(next);
    items.push(...page.items);
    // Behind a proxy the service may not know the address it is called by: only path and query count.
    const url = page.next ? new URL(page.next, location.href) : null;
    next = url ? url.pathname + url.search : null;
  }
  return { items, complete: next === null };
}
