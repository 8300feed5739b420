/** How the page is shown: wall or desk, dark or light; and the style sheet's roles, for the canvas. */
const asked = new URLSearchParams(location.search);
const root = document.documentElement;

export const wall = asked.has('wall');
export const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)').matches;

function chosenTheme() {
  const theme = asked.get('theme');
  if (theme === 'auto' && !wall) {
    return matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
  }
  return theme === 'light' ? 'light' : 'dark';
}

export const theme = chosenTheme();
root.dataset.theme = theme;
root.dataset.mode = wall ? 'wall' : 'desk';

const known = new Map();

/** The colour of a role, e.g. `severity-1`. */
export function color(role) {
  if (!known.has(role)) {
    known.set(role, getComputedStyle(root).getPropertyValue(`--${role}`).trim());
  }
  return known.get(role);
}

/** How much larger marks and labels are than at a desk: on a wall no text is smaller than 1/60 of the height. */
export const scale = wall ? Math.max(1, innerHeight / 60 / 12) : 1;

/** A canvas font of `px` at a desk. */
export function font(px, weight = 400) {
  const family = getComputedStyle(root).getPropertyValue('--font').trim();
  return `${weight} ${Math.round(px * scale)}px ${family}`;
}

/** This address with one query parameter changed; null takes it away. */
export function withParameter(name, value) {
  const query = new URLSearchParams(location.search);
  if (value === null) {
    query.delete(name);
  } else {
    query.set(name, value);
  }
  const text = query.toString().replace(/=(?=&|$)/g, '');
  return `${location.pathname}${text ? `?${text}` : '?'}${location.hash}`;
}
