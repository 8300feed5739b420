/** What a device measures: its latest values, each with its state, and the last day of the chosen one as a chart. */
import { get } from './api.js';
import { chart, measured } from './chart.js';
import { make } from './dom.js';
import { readingName, t } from './i18n.js';
import { limitsOf } from './limits.js';
import { shape } from './symbols.js';
import { ageSince, now } from './time.js';

const DAY = 86400000;
const BUCKET = 900000;
/** What says how a device fares, and not what it is for. */
const BESIDES = /battery|rssi|snr|signal|link|margin|voltage|lqi|uptime|humidity_battery/i;

/** The reading that stands for a device: the worst that is in alert, else the first it is for. */
export function mainOf(items) {
  return [...items].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))[0];
}

function rank(item) {
  return item.state === 'alert' ? item.severity : BESIDES.test(item.name) ? 20 : 10;
}

export class Readings {
  element = make('section', { class: 'readings', 'data-testid': 'readings' });
  #chosen = null;
  #list = make('div', { class: 'readings-list', role: 'radiogroup', 'aria-label': t('readings') });
  #chart = make('div', { class: 'readings-chart' });
  #drawn = null;
  #data = null;
  #width = 0;

  /** Of the device called so. */
  constructor(device) {
    this.device = device;
    this.element.append(this.#list, this.#chart);
    new ResizeObserver(() => this.#picture()).observe(this.#chart);
  }

  /** Reads what is latest, and the chart when a value has come since it was drawn; answers whether there is anything. */
  async refresh() {
    const { items } = await get(`/api/v1/readings/latest?device=${encodeURIComponent(this.device)}&limit=100`);
    const sorted = [...items].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
    this.element.hidden = items.length === 0;
    if (items.length === 0) {
      return false;
    }
    if (!sorted.some((item) => item.name === this.#chosen)) {
      this.#chosen = sorted[0].name;
    }
    this.#show(sorted);
    await this.#draw(sorted.find((item) => item.name === this.#chosen));
    return true;
  }

  #show(items) {
    const focused = this.#list.contains(document.activeElement) ? document.activeElement.dataset.name : null;
    this.#list.replaceChildren(...items.map((item) => make('button', {
      type: 'button', role: 'radio', class: 'reading', 'aria-checked': String(item.name === this.#chosen), 'data-name': item.name,
      onclick: () => {
        this.#chosen = item.name;
        this.#drawn = null;
        this.refresh().catch((failure) => this.#problem(failure.message));
      },
    },
    item.state === 'alert' ? shape(item.severity) : null,
    make('span', { class: 'reading-name' }, readingName(item.name)),
    make('b', { class: item.state === 'alert' ? `shape-${item.severity}` : null }, measured(item.value, item.unit)),
    make('span', { class: 'reading-age' }, t('ago', ageSince(item.at))))));
    if (focused) {
      [...this.#list.children].find((button) => button.dataset.name === focused)?.focus();
    }
  }

  async #draw(latest) {
    const key = `${latest.name} ${latest.at} ${Math.floor(now() / BUCKET)}`;
    if (key === this.#drawn) {
      return;
    }
    const to = Math.ceil(now() / BUCKET) * BUCKET;
    const from = to - DAY;
    const query = new URLSearchParams({
      device: this.device, name: latest.name, from: new Date(from).toISOString(), to: new Date(to).toISOString(), bucket: 'PT15M',
    });
    const [series, limits] = await Promise.all([get(`/api/v1/readings?${query}`), limitsOf(this.device, latest.name, latest.unit)]);
    if (latest.name !== this.#chosen) {
      return;
    }
    this.#drawn = key;
    this.#data = { latest, limits, items: series.items, from, to, unit: series.unit ?? latest.unit };
    this.#width = 0;
    this.#picture();
  }

  /** Draws as wide as there is room, anew when that changes. */
  #picture() {
    const width = Math.floor(this.#chart.clientWidth);
    if (this.#data === null || width === 0 || width === this.#width) {
      return;
    }
    this.#width = width;
    const { latest, limits, ...series } = this.#data;
    if (series.items.length === 0) {
      this.#chart.replaceChildren(make('p', { class: 'empty' }, t('chartEmpty', readingName(latest.name), t('ago', ageSince(latest.at)))));
      return;
    }
    this.#chart.replaceChildren(
      chart({ ...series, width, bucket: BUCKET, thresholds: limits, label: t('chartLabel', readingName(latest.name)) }),
      make('ul', { class: 'chart-limits' }, ...limits.map((limit) => make('li', {}, shape(limit.severity), ' ',
        t(limit.above ? 'limitAbove' : 'limitBelow', measured(limit.value, series.unit))))));
  }

  #problem(text) {
    this.#chart.replaceChildren(make('p', { class: 'problem' }, text));
  }
}
