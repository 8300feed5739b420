/** The map of the sheet: one picture in millimetres, of lines and few words, that black and white print shows too. */
import { make } from './dom.js';
import { t } from './i18n.js';
import { metres } from './sheettables.js';

const NS = 'http://www.w3.org/2000/svg';
const WIDTH = 182;
const MOST_HEIGHT = 150;
const LEAST_HEIGHT = 70;
const MARGIN = 0.08;
const BAR_SHARE = 0.28;

function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

/** All lines of a geometry: rings of polygons, lines as they are. */
function lines({ type, coordinates }) {
  return {
    LineString: () => [coordinates],
    MultiLineString: () => coordinates,
    Polygon: () => coordinates,
    MultiPolygon: () => coordinates.flat(),
  }[type]();
}

/** From degrees to millimetres: the middle's parallel is as long as it is. */
class Frame {
  constructor(features) {
    const points = features.flatMap((feature) => lines(feature.geometry)).flat();
    const lons = points.map(([lon]) => lon);
    const lats = points.map(([, lat]) => lat);
    const [west, east] = [min(lons), max(lons)];
    const [south, north] = [min(lats), max(lats)];
    this.squeeze = Math.cos(((south + north) / 2) * Math.PI / 180);
    const wide = Math.max((east - west) * this.squeeze, 1e-6) * (1 + 2 * MARGIN);
    const high = Math.max(north - south, 1e-6) * (1 + 2 * MARGIN);
    this.height = Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, WIDTH * high / wide));
    this.scale = Math.min(WIDTH / wide, this.height / high);
    this.middle = [(west + east) / 2, (south + north) / 2];
  }

  at([lon, lat]) {
    return [
      WIDTH / 2 + (lon - this.middle[0]) * this.squeeze * this.scale,
      this.height / 2 - (lat - this.middle[1]) * this.scale,
    ];
  }

  path(geometry) {
    const closed = geometry.type.endsWith('Polygon') ? 'Z' : '';
    return lines(geometry).map((line) => `M${line.map((point) => this.at(point).map((n) => n.toFixed(2)).join(' ')).join('L')}${closed}`).join('');
  }

  /** Whether any of it can be seen. */
  shows(geometry) {
    const points = lines(geometry).flat().map((point) => this.at(point));
    const xs = points.map(([x]) => x);
    const ys = points.map(([, y]) => y);
    return max(xs) > 0 && min(xs) < WIDTH && max(ys) > 0 && min(ys) < this.height;
  }

  metresPerMillimetre() {
    return 111_132 / this.scale;
  }
}

function min(values) {
  return values.reduce((least, value) => Math.min(least, value), Infinity);
}

function max(values) {
  return values.reduce((most, value) => Math.max(most, value), -Infinity);
}

export function drawMap({ map, moved, scheme }) {
  const leaves = (collection) => collection.features.filter((feature) => feature.properties.leaf);
  const changed = [...leaves(map.before), ...leaves(map.after)];
  const frame = new Frame(changed.length > 0 ? changed : [...map.before.features, ...map.after.features]);
  const deepest = scheme.levels.filter((level) => level.tiling).length;
  const draw = (features, name) => features.filter((feature) => frame.shows(feature.geometry))
    .map((feature) => svg('path', { class: `${name} up-${Math.min(3, deepest - (feature.properties.level ?? deepest))}`, d: frame.path(feature.geometry) }));
  const borders = (state) => map.borders.features.filter((feature) => feature.properties.state === state);
  const picture = svg('svg', { class: 'map', viewBox: `0 0 ${WIDTH} ${frame.height.toFixed(1)}`, role: 'img', 'aria-label': t('sheetMap') },
    hatch(),
    svg('g', {}, ...draw(map.around.features, 'around')),
    svg('g', {}, ...draw(leaves(map.after), 'after')),
    svg('g', {}, ...draw(map.transfers.features, 'moved')),
    svg('g', {}, ...draw(map.after.features.filter((feature) => !feature.properties.leaf), 'wide')),
    svg('g', {}, ...draw(borders('gone').reverse(), 'gone')),
    svg('g', {}, ...draw(borders('new').reverse(), 'new')),
    svg('g', {}, ...labels(frame, map)),
    svg('g', {}, ...points(frame, moved)),
    north(), bar(frame), svg('rect', { class: 'frame', x: 0.15, y: 0.15, width: WIDTH - 0.3, height: (frame.height - 0.3).toFixed(2) }));
  return make('figure', {}, picture, legend(moved.some((one) => one.handOver)));
}

function hatch() {
  return svg('defs', {}, svg('pattern', { id: 'hatch', width: 1.6, height: 1.6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    svg('path', { class: 'hatch', d: 'M0 0V1.6' })));
}

/** Short names where they fit, those of changed grids first, none over another. */
function labels(frame, { after, around }) {
  const taken = [];
  const all = [
    ...after.features.filter((feature) => feature.properties.leaf).map((feature) => ({ feature, name: 'label', size: 2.9 })),
    ...around.features.map((feature) => ({ feature, name: 'label faint', size: 2.4 })),
  ];
  return all.flatMap(({ feature, name, size }) => {
    const { label, shortName } = feature.properties;
    const [x, y] = frame.at(label);
    const half = [...shortName].reduce((sum, sign) => sum + (sign > '\u2e80' ? 1 : 0.56), 0) * size / 2 + 0.4;
    const box = [x - half, y - size * 0.7, x + half, y + size * 0.7];
    const inside = box[0] > 1 && box[2] < WIDTH - 1 && box[1] > 1 && box[3] < frame.height - 1;
    const free = taken.every((other) => box[2] < other[0] || box[0] > other[2] || box[3] < other[1] || box[1] > other[3]);
    if (!inside || !free) {
      return [];
    }
    taken.push(box);
    return [svg('text', { class: name, x: x.toFixed(2), y: (y + size * 0.35).toFixed(2), 'font-size': size }, shortName)];
  });
}

const SIGNS = {
  incident: (x, y) => svg('circle', { class: 'point incident', cx: x, cy: y, r: 1 }),
  alert: (x, y) => svg('circle', { class: 'point incident', cx: x, cy: y, r: 1 }),
  'video-point': (x, y) => svg('path', { class: 'point video', d: `M${x} ${y - 1.2}l1.2 2.2h-2.4z` }),
};

function device(x, y) {
  return svg('rect', { class: 'point sensor', x: x - 0.85, y: y - 0.85, width: 1.7, height: 1.7 });
}

function points(frame, moved) {
  return moved.filter((one) => one.handOver && one.lon !== undefined).map((one) => {
    const [x, y] = frame.at([one.lon, one.lat]).map((n) => Number(n.toFixed(2)));
    return (SIGNS[one.subject] ?? device)(x, y);
  });
}

function north() {
  return svg('g', { class: 'north', transform: `translate(${WIDTH - 8} 12)` },
    svg('path', { d: 'M0-7 2.6 3 0 1.2-2.600 3z' }), svg('text', { x: 0, y: 6.600, 'font-size': 3 }, t('sheetNorth')));
}

/** The longest round length that fits. */
function bar(frame) {
  const most = WIDTH * BAR_SHARE * frame.metresPerMillimetre();
  const power = 10 ** Math.floor(Math.log10(most));
  const length = [5, 2, 1].map((digit) => digit * power).find((metresLong) => metresLong <= most);
  const long = length / frame.metresPerMillimetre();
  const half = (long / 2).toFixed(2);
  return svg('g', { class: 'scale', transform: `translate(4 ${(frame.height - 5).toFixed(2)})` },
    svg('rect', { class: 'back', x: -1.5, y: -4.2, width: (long + 9).toFixed(2), height: 6.4 }),
    svg('path', { d: `M0 0H${half}V1.2H0z` }), svg('path', { class: 'half', d: `M${half} 0H${long.toFixed(2)}V1.200H${half}z` }),
    svg('text', { x: 0, y: -1, 'font-size': 2.4 }, '0'), svg('text', { x: long.toFixed(2), y: -1, 'font-size': 2.4 }, metres(length)));
}

function legend(signs) {
  const key = (name, draw) => make('li', {}, svg('svg', { class: 'map key', viewBox: '0 0 9 4' }, draw), t(name));
  return make('figcaption', {}, make('ul', { class: 'legend' },
    key('sheetLegendBefore', svg('path', { class: 'gone up-0', d: 'M0 2H9' })),
    key('sheetLegendAfter', svg('path', { class: 'new up-0', d: 'M0 2H9' })),
    key('sheetLegendWide', svg('path', { class: 'wide up-1', d: 'M0 2H9' })),
    key('sheetLegendMoved', svg('rect', { class: 'moved', x: 0.3, y: 0.3, width: 8.4, height: 3.4 })),
    key('sheetLegendAround', svg('rect', { class: 'around', x: 0.3, y: 0.3, width: 8.4, height: 3.4 })),
    ...(signs ? [
      make('li', { class: 'apart' }, t('sheetLegendTitle')),
      key('sheetLegendIncident', SIGNS.incident(4.5, 2)),
      key('sheetLegendVideo', SIGNS['video-point'](4.5, 2)),
      key('sheetLegendSensor', device(4.5, 2)),
    ] : [])));
}
