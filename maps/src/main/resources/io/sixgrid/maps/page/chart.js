/** A series through time as a picture: the band between least and most, the mean as a line, thresholds, a value under the hand. */
import { make, setText } from './dom.js';
import { t } from './i18n.js';
import { clockMinutes, hourOfDay, moment } from './time.js';

const HEIGHT = 168;
const LEFT = 42;
const RIGHT = 8;
const TOP = 8;
const BOTTOM = 20;
const HOUR = 3600000;
/** A threshold further away than this many times the range of the values would flatten them: it is said in words only. */
const NEAR = 1.5;

/**
 * Draws `items` (`{at, min, mean, max}`, ascending) from `from` to `to` (milliseconds); `bucket` is how long one of them
 * is; `width` in px. `thresholds` are `{value, severity}`. Answers an element.
 */
export function chart({ items, from, to, bucket, unit, thresholds = [], label, width }) {
  const right = width - RIGHT;
  const values = domain(items, thresholds);
  const x = (at) => LEFT + ((at - from) / (to - from)) * (right - LEFT);
  const y = (value) => TOP + ((values.most - value) / (values.most - values.least)) * (HEIGHT - TOP - BOTTOM);
  const picture = svg('svg', { viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, class: 'chart-picture', role: 'img', tabindex: 0, 'aria-label': label });
  picture.append(...valueAxis(values, y, right), ...timeAxis(from, to, x, right));
  const points = items.map((item) => ({ ...item, middle: Math.min(to, Date.parse(item.at) + bucket / 2) }));
  for (const run of runs(points, bucket)) {
    picture.append(svg('path', { class: 'chart-band', d: bandPath(run, x, y) }));
    picture.append(run.length > 1 ? svg('path', { class: 'chart-line', d: linePath(run, x, y) })
      : svg('circle', { class: 'chart-dot', cx: x(run[0].middle), cy: y(run[0].mean), r: 2 }));
  }
  for (const { value, severity } of thresholds.filter((one) => one.value > values.least && one.value < values.most)) {
    picture.append(svg('path', { class: `chart-threshold shape-${severity}`, d: `M${LEFT} ${y(value)}H${right}` }));
  }
  const said = make('p', { class: 'chart-said', role: 'status', 'data-testid': 'chart-said' });
  hover(picture, said, { points, x, y, bucket, unit, width });
  return make('div', { class: 'chart', 'data-testid': 'chart', 'data-points': points.length }, picture, said);
}

/** A value as people read it: three digits that matter, and its unit. */
export function measured(value, unit) {
  const size = Math.abs(value);
  const digits = size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : 2;
  return `${Number(value.toFixed(digits))}${unit ? `\u2009${unit}` : ''}`;
}

function domain(items, thresholds) {
  const least = Math.min(...items.map((item) => item.min));
  const most = Math.max(...items.map((item) => item.max));
  const room = Math.max(most - least, Math.abs(most) * 0.02, 1e-6);
  const lines = thresholds.map((one) => one.value)
    .filter((value) => value > least - NEAR * room && value < most + NEAR * room);
  const low = Math.min(least, ...lines);
  const high = Math.max(most, ...lines);
  const step = niceStep((high - low || room) / 3);
  return { least: Math.floor(low / step - 0.1) * step, most: Math.ceil(high / step + 0.1) * step, step };
}

function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 2.5, 5, 10].map((part) => part * power).find((step) => step >= rough);
}

function valueAxis({ least, most, step }, y, right) {
  const parts = [];
  const digits = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9) + (String(step / 10 ** Math.floor(Math.log10(step))).startsWith('2.5') ? 1 : 0));
  for (let i = 0; least + i * step <= most + step / 2; i += 1) {
    const value = least + i * step;
    parts.push(svg('path', { class: 'chart-grid', d: `M${LEFT} ${y(value)}H${right}` }));
    const text = svg('text', { class: 'chart-tick', x: LEFT - 5, y: y(value) + 3.5, 'text-anchor': 'end' });
    text.textContent = value.toFixed(Math.min(4, digits)).replace('-', '\u2212');
    parts.push(text);
  }
  return parts;
}

function timeAxis(from, to, x, right) {
  const parts = [];
  const every = to - from > 12 * HOUR ? 6 : to - from > 4 * HOUR ? 2 : 1;
  // Cities whose hours begin at half past ours exist.
  for (let at = Math.ceil(from / (HOUR / 4)) * (HOUR / 4); at <= to; at += HOUR / 4) {
    const { hour, minute } = hourOfDay(at);
    if (minute === 0 && hour % every === 0) {
      parts.push(svg('path', { class: 'chart-grid', d: `M${x(at)} ${TOP}V${HEIGHT - BOTTOM}` }));
      const edge = x(at) > right - 14 ? 'end' : x(at) < LEFT + 12 ? 'start' : 'middle';
      const text = svg('text', { class: 'chart-tick', x: x(at), y: HEIGHT - 6, 'text-anchor': edge });
      text.textContent = clockMinutes(at);
      parts.push(text);
    }
  }
  return parts;
}

/** What was measured without a break: a line over hours of silence would claim what nobody knows. */
function runs(points, bucket) {
  const found = [];
  for (const point of points) {
    const run = found[found.length - 1];
    if (run && point.middle - run[run.length - 1].middle <= bucket * 2.5) {
      run.push(point);
    } else {
      found.push([point]);
    }
  }
  return found;
}

function bandPath(run, x, y) {
  const above = run.map((point) => `${x(point.middle).toFixed(1)} ${y(point.max).toFixed(1)}`);
  const below = run.map((point) => `${x(point.middle).toFixed(1)} ${y(point.min).toFixed(1)}`).reverse();
  return `M${[...above, ...below].join('L')}Z`;
}

function linePath(run, x, y) {
  return `M${run.map((point) => `${x(point.middle).toFixed(1)} ${y(point.mean).toFixed(1)}`).join('L')}`;
}

/** The value under the mouse, or under the arrow keys; the newest while nobody asks. */
function hover(picture, said, { points, x, y, bucket, unit, width }) {
  const mark = svg('g', { class: 'chart-mark' });
  const line = svg('path', {});
  const dot = svg('circle', { r: 3.5 });
  mark.append(line, dot);
  picture.append(mark);
  let shown = points.length - 1;
  const show = (index) => {
    shown = Math.max(0, Math.min(points.length - 1, index));
    const point = points[shown];
    line.setAttribute('d', `M${x(point.middle)} ${TOP}V${HEIGHT - BOTTOM}`);
    dot.setAttribute('cx', x(point.middle));
    dot.setAttribute('cy', y(point.mean));
    const start = Date.parse(point.at);
    const range = point.min === point.max ? '' : t('chartRange', measured(point.min), measured(point.max));
    setText(said, `${moment(point.at).replace(/:\d\d$/, '')}–${clockMinutes(start + bucket)}  ${measured(point.mean, unit)}${range}`);
  };
  const leave = () => {
    mark.classList.remove('on');
    show(points.length - 1);
  };
  picture.addEventListener('pointermove', (event) => {
    const box = picture.getBoundingClientRect();
    const at = ((event.clientX - box.left) / box.width) * width;
    const nearest = points.reduce((best, point, i) => (Math.abs(x(point.middle) - at) < Math.abs(x(points[best].middle) - at) ? i : best), 0);
    mark.classList.add('on');
    show(nearest);
  });
  picture.addEventListener('pointerleave', leave);
  picture.addEventListener('blur', leave);
  picture.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) {
      event.preventDefault();
      mark.classList.add('on');
      show(shown + step);
    }
  });
  show(shown);
}

function svg(name, attributes) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  return element;
}
