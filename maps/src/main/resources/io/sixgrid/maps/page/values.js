/** What the sensors in view measure and which devices are offline: read every ten seconds, where devices stand one by one. */
import { all } from './api.js';
import { measured } from './chart.js';
import { throttled } from './dom.js';
import { mainOf } from './readings.js';

const FROM_ZOOM = 16.2;
const EVERY = 10000;
const MOST = 3000;

export class Values {
  #map;
  #devices;
  #asked = 0;

  /** `devices` are told what they say. */
  constructor(map, devices) {
    this.#map = map;
    this.#devices = devices;
    const soon = throttled(400, () => this.refresh());
    map.on('moveend', soon);
    setInterval(soon, EVERY);
  }

  async refresh() {
    if (document.hidden || this.#map.getView().getZoom() < FROM_ZOOM) {
      return;
    }
    this.#asked += 1;
    const asked = this.#asked;
    const extent = ol.proj.transformExtent(this.#map.getView().calculateExtent(this.#map.getSize()), 'EPSG:3857', 'EPSG:4326');
    const bbox = extent.map((degrees) => degrees.toFixed(5)).join(',');
    const read = (path) => all(path, MOST).then(({ items }) => items);
    // What could not be read stays as it is: the bar says when the service is away.
    const found = await Promise.all([
      this.#devices.showsSensors ? read(`/api/v1/readings/latest?bbox=${bbox}&limit=1000`) : [],
      read(`/api/v1/devices?bbox=${bbox}&presence=offline&limit=1000`),
    ]).catch(() => null);
    if (found && asked === this.#asked) {
      this.#devices.tell(statesOf(...found));
    }
  }
}

function statesOf(readings, offline) {
  const byDevice = new Map();
  readings.forEach((item) => byDevice.set(item.device, [...(byDevice.get(item.device) ?? []), item]));
  const gone = new Set(offline.map((device) => device.id));
  const states = new Map([...gone].map((id) => [id, { offline: true }]));
  byDevice.forEach((items, id) => {
    const main = mainOf(items);
    states.set(id, { text: measured(main.value, main.unit), severity: main.state === 'alert' ? main.severity : 0, offline: gone.has(id) });
  });
  return states;
}
