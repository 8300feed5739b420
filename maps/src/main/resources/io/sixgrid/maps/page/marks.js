/** Open alerts and incidents on the map. Where many stand close together, the worst stands for them with their number. */
import { throttled } from './dom.js';
import { incidentPicture, markPicture } from './symbols.js';
import { color, font, reducedMotion, scale } from './theme.js';
import { worstFirst } from './things.js';
import { ageSince } from './time.js';

/** Marks nearer to each other than this, in px, are one. */
const TOGETHER = 34 * scale;
const TOGETHER_FROM_AFAR = 46 * scale;
const AFAR = 14.5;
const TOGETHER_UNTIL_ZOOM = 19;
/** Rings at once; more would cost smoothness and tell nothing. */
const RINGS = 24;
/** From afar, ages of more things than this would be a thicket. */
const AGES_UP_TO = 12;

export class Marks {
  #map;
  #things;
  #picture;
  #source = new ol.source.Vector();
  #layer;
  #drawn = new Map();
  #rings = new Map();
  #selected = null;
  #textOffset;
  #redraw;

  /** `type` is alert or incident. */
  constructor(map, things, type) {
    this.#map = map;
    this.#things = things;
    this.#picture = type === 'alert' ? markPicture : incidentPicture;
    this.#textOffset = type === 'alert' ? 1.5 : 0;
    this.type = type;
    this.#layer = new ol.layer.Vector({ source: this.#source, zIndex: type === 'alert' ? 60 : 50 });
    map.addLayer(this.#layer);
    this.#redraw = throttled(250, () => this.#draw());
    map.getView().on('change:resolution', this.#redraw);
    map.on('moveend', this.#redraw);
    things.onChange((fresh) => {
      this.#draw();
      fresh.forEach((thing) => this.#pulse(thing));
    });
    setInterval(this.#redraw, 20000);
  }

  show(visible) {
    this.#layer.setVisible(visible);
  }

  select(id) {
    this.#selected = id;
    this.#draw();
  }

  /** Where the thing's mark is: its own, or the one that stands for it. Empty when it is not drawn. */
  markOf(id) {
    const mark = this.#drawn.get(Number(id));
    if (!mark || !this.#layer.getVisible()) {
      return null;
    }
    const [lon, lat] = ol.proj.toLonLat(mark.coordinate);
    return { lon, lat, severity: mark.worst.severity, count: mark.things.length };
  }

  /** Where marks stand, in map coordinates: what names should not be written over. */
  places() {
    return this.#layer.getVisible() ? this.#source.getFeatures().map((feature) => feature.get('mark').coordinate) : [];
  }

  #draw() {
    this.#drawn.clear();
    const marks = this.#together();
    const ages = this.#zoom() >= AFAR || this.#things.size <= AGES_UP_TO;
    this.#source.clear(true);
    this.#source.addFeatures(marks.map((mark) => {
      mark.things.forEach((thing) => this.#drawn.set(thing.id, mark));
      const feature = new ol.Feature({ geometry: new ol.geom.Point(mark.coordinate), mark, type: this.type });
      feature.setStyle(this.#style(mark, ages));
      return feature;
    }));
  }

  /** As at a desk: on a wall everything is larger, as if seen from further out. */
  #zoom() {
    return this.#map.getView().getZoom() - Math.log2(scale);
  }

  /** Worst first, each takes in what stands near it. */
  #together() {
    const resolution = this.#map.getView().getResolution();
    const zoom = this.#zoom();
    const near = zoom >= TOGETHER_UNTIL_ZOOM ? 1 : zoom < AFAR ? TOGETHER_FROM_AFAR : TOGETHER;
    const size = near * resolution;
    const cells = new Map();
    const marks = [];
    for (const thing of [...this.#things.values()].filter((each) => each.lon !== undefined).sort(worstFirst)) {
      const coordinate = ol.proj.fromLonLat([thing.lon, thing.lat]);
      const x = Math.floor(coordinate[0] / size);
      const y = Math.floor(coordinate[1] / size);
      const mark = neighbour(cells, [x, y], coordinate, size);
      if (mark) {
        mark.things.push(thing);
      } else {
        const made = { coordinate, worst: thing, things: [thing] };
        marks.push(made);
        cells.set(`${x}/${y}`, [...(cells.get(`${x}/${y}`) ?? []), made]);
      }
    }
    return marks;
  }

  #style(mark, ages) {
    const many = mark.things.length > 1;
    const severity = mark.worst.severity;
    const size = (many ? (severity === 1 ? 0.56 : 0.5) + Math.min(0.16, Math.log10(mark.things.length) * 0.08) : 0.4) * scale;
    const style = new ol.style.Style({
      zIndex: 10 - severity,
      image: new ol.style.Icon({ src: this.#picture(severity), scale: size }),
    });
    if (many) {
      style.setText(new ol.style.Text({
        text: String(mark.things.length),
        font: font(mark.things.length > 99 ? 10 : 11, 700),
        fill: new ol.style.Fill({ color: color(this.type === 'alert' ? 'on-severity' : 'text') }),
        offsetY: (severity === 1 ? 3 : this.#textOffset) * scale,
      }));
    } else if (ages) {
      style.setText(new ol.style.Text({
        text: ageSince(mark.worst.opened ?? mark.worst.occurred),
        font: font(11),
        fill: new ol.style.Fill({ color: color('text') }),
        stroke: new ol.style.Stroke({ color: color('background'), width: 3 * scale }),
        offsetY: 18 * scale,
      }));
    }
    return mark.things.some((thing) => thing.id === this.#selected) ? [ringStyle(), style] : style;
  }

  /** Three rings in two seconds; several in one place pulse as one. */
  #pulse(thing) {
    const mark = this.#drawn.get(thing.id);
    if (reducedMotion || !mark || !this.#layer.getVisible() || document.hidden) {
      return;
    }
    const place = mark.coordinate.join();
    if (this.#rings.has(place) || this.#rings.size >= RINGS) {
      return;
    }
    const element = document.createElement('div');
    element.className = `pulse pulse-${thing.severity}`;
    const ring = new ol.Overlay({ element, position: mark.coordinate, positioning: 'center-center', stopEvent: false });
    this.#rings.set(place, ring);
    this.#map.addOverlay(ring);
    setTimeout(() => {
      this.#map.removeOverlay(ring);
      this.#rings.delete(place);
    }, 2000);
  }
}

function neighbour(cells, [x, y], coordinate, size) {
  for (let dx = -1; dx <= 1; dx += 1) {
    for (let dy = -1; dy <= 1; dy += 1) {
      for (const mark of cells.get(`${x + dx}/${y + dy}`) ?? []) {
        if (Math.hypot(mark.coordinate[0] - coordinate[0], mark.coordinate[1] - coordinate[1]) < size) {
          return mark;
        }
      }
    }
  }
  return null;
}

function ringStyle() {
  return new ol.style.Style({
    zIndex: 20,
    image: new ol.style.Circle({
      radius: 17 * scale, stroke: new ol.style.Stroke({ color: color('accent'), width: 2.5 * scale }),
    }),
  });
}
