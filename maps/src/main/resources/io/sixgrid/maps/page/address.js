/** The address is the state: names and values after the #. */

/** What the address says of `name`; null when it says nothing. */
export function said(name) {
  return new URLSearchParams(location.hash.slice(1)).get(name);
}

/** Says some names otherwise; null or '' takes one away. `quietly` leaves no step to go back to, and tells nobody. */
export function say(parts, quietly = false) {
  const hash = new URLSearchParams(location.hash.slice(1));
  for (const [name, value] of Object.entries(parts)) {
    if (value === null || value === undefined || value === '') {
      hash.delete(name);
    } else {
      hash.set(name, value);
    }
  }
  const text = hash.toString();
  if (text === location.hash.slice(1)) {
    return false;
  }
  if (quietly) {
    history.replaceState(null, '', `#${text}`);
  } else {
    location.hash = text;
  }
  return true;
}

/** Calls `listener` whenever the address says something else. */
export function onSaid(listener) {
  window.addEventListener('hashchange', () => listener());
}
