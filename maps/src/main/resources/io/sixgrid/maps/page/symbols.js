/** The project's own signs: a shape for each severity, a glyph for each kind. Drawn on 24 by 24. */
import { color } from './theme.js';

const SHAPES = {
  1: 'M12 2.5 22.5 21h-21z',
  2: 'M12 1 23 12 12 23 1 12z',
  3: 'M3 3h18v18H3z',
  4: 'M12 2a10 10 0 1 0 .01 0z',
};

const GLYPHS = {
  camera: 'M3 8h12v8H3zM15 11l6-3v8l-6-3M7 16v3',
  manhole: 'M12 4a8 8 0 1 0 .01 0zM7 9h10M5.5 12h13M7 15h10',
  'water-level': 'M12 3c3.5 4.5 5.5 7 5.5 10a5.5 5.5 0 0 1-11 0c0-3 2-5.5 5.5-10zM9 14c1-1 2 1 3 0s2 1 3 0',
  bin: 'M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13M10.5 10.500v6M13.5 10.500v6',
  smoke: 'M5 19h14M7 15c-1.5-3 3-4 1.5-7M12 15c-1.5-3 3-4 1.5-7M17 15c-1.5-3 3-4 1.5-7',
  gas: 'M12 3c1 4 5.5 6 5.5 11a5.5 5.5 0 0 1-11 0c0-2 1-3.5 2-4.5 0 1.5.5 2.5 1.5 3C11 9 10.5 6 12 3z',
  noise: 'M8 15c-1.5-1.5-2-3-2-5a6 6 0 0 1 12 0c0 4-4 4.5-4 8a3 3 0 0 1-5.5 1.500M9.5 10a2.5 2.5 0 0 1 5 0c0 1.5-1.5 2-2 3',
  pm25: 'M7 18a4 4 0 0 1 0-8 5 5 0 0 1 9.5-1A4.5 4.5 0 0 1 17 18z',
  hydrant: 'M8 20V9a4 4 0 0 1 8 0v11M6 20h12M6 12h2M16 12h2M5 11v3M19 11v3M10.5 13h3M12 5V3',
  gateway: 'M4 14h16v5H4zM8 14V9M16 14V9M7 16.500h.01M12 9V5M9.5 6.500a3.5 3.5 0 0 1 5 0',
  lift: 'M5 3h14v18H5zM12 3v18M8 10l1-2 1 2M14 14l1 2 1-2',
  person: 'M12 4a3.5 3.5 0 1 0 .01 0zM5 21c0-5 3-7 7-7s7 2 7 7',
  flag: 'M6 21V4M6 4.500h12l-2.5 4 2.5 4H6',
  other: 'M12 6a6 6 0 1 0 .01 0z',
};
const SAME = { fire: 'gas', flame: 'gas', 'fire-alarm': 'gas', 'smoke-alarm': 'smoke', flood: 'water-level', lamp: 'other' };

function svg(className, path, stroked) {
  const picture = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  picture.setAttribute('viewBox', '0 0 24 24');
  picture.setAttribute('class', className);
  picture.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  line.setAttribute('d', path);
  line.setAttribute('fill', stroked ? 'none' : 'currentColor');
  if (stroked) {
    line.setAttribute('stroke', 'currentColor');
    line.setAttribute('stroke-width', '1.8');
    line.setAttribute('stroke-linecap', 'round');
    line.setAttribute('stroke-linejoin', 'round');
  }
  picture.append(line);
  return picture;
}

function glyphPath(kind) {
  return GLYPHS[kind] ?? GLYPHS[SAME[kind]] ?? GLYPHS.other;
}

/** The shape of a severity, as an element in its colour. */
export function shape(severity) {
  return svg(`shape shape-${severity}`, SHAPES[severity], false);
}

/** The glyph of a kind, as an element in the text's colour. */
export function glyph(kind) {
  return svg('glyph', glyphPath(kind), true);
}

/** The glyph of a kind on a round plate, as a picture for the map, 28 units wide. */
export function plate(kind, ring) {
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="56" height="56" viewBox="0 0 28 28">`
    + `<circle cx="14" cy="14" r="12.5" fill="${color('panel')}" stroke="${ring}" stroke-width="1.5"/>`
    + `<path transform="translate(5.6 5.6) scale(.7)" d="${glyphPath(kind)}" fill="none" stroke="${color('glyph')}"`
    + ` stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
  return `data:image/svg+xml;utf8,${encodeURIComponent(text)}`;
}

/** The same of what is offline: grey and hollow. */
export function hollowPlate(kind) {
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="56" height="56" viewBox="0 0 28 28">`
    + `<circle cx="14" cy="14" r="12.5" fill="${color('land')}" fill-opacity="0.5" stroke="${color('offline')}" stroke-width="1.8"`
    + ` stroke-dasharray="4 2.5"/><path transform="translate(5.6 5.6) scale(.7)" d="${glyphPath(kind)}" fill="none"`
    + ` stroke="${color('offline')}" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
  return `data:image/svg+xml;utf8,${encodeURIComponent(text)}`;
}

/** The shape of a severity as a picture for the map, with a dark rim so that it stands on any ground. */
export function markPicture(severity) {
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="56" height="56" viewBox="-2 -2 28 28">`
    + `<path d="${SHAPES[severity]}" fill="${color(`severity-${severity}`)}" stroke="${color('background')}"`
    + ` stroke-width="2" stroke-linejoin="round"/></svg>`;
  return `data:image/svg+xml;utf8,${encodeURIComponent(text)}`;
}

/** An incident: a flag on a squarish plate, rimmed in the colour of its severity. */
export function incidentPicture(severity) {
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="56" height="56" viewBox="0 0 28 28">`
    + `<rect x="2.5" y="2.5" width="23" height="23" rx="6" fill="${color('panel')}" stroke="${color(`severity-${severity}`)}"`
    + ` stroke-width="2"/><path transform="translate(5.6 5.6) scale(.7)" d="${GLYPHS.flag}" fill="none"`
    + ` stroke="${color('text')}" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
  return `data:image/svg+xml;utf8,${encodeURIComponent(text)}`;
}
