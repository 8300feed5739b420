/** Boundaries and names: one level in focus by zoom, its parent stronger, its children fainter. */
import { classOf, lowerBounds } from './heat.js';
import { color, font, scale } from './theme.js';

const WIDTHS = [3, 2, 1.5, 1, 0.75, 0.5];
/** How many zooms before their own focus children are shown. */
const CHILDREN_EARLY = 1.1;
/**
 * How often a fill is drawn. A tile is cut off where it ends, mostly within a pixel, of which each of two neighbours covers
 * a part: what lies below shines through by up to a quarter after one coat, by 1/64 after three.
 */
const COATS = 3;

export class Grids {
  #map;
  #levels;
  #counts;
  #shapes = [];
  #labels = [];
  #land;
  #overBase = false;
  #focus = 0;
  #bounds = lowerBounds(1);
  #shown = { boundaries: true, labels: true, heat: true };
  #onFocus;
  #places = () => [];
  #taken = [];

  /** `levels` as the service says; `counts` by code; `onFocus` is told of another level in focus, or other classes. */
  constructor(map, { levels, counts, onFocus }) {
    this.#map = map;
    this.#levels = levels;
    this.#counts = counts;
    this.#onFocus = onFocus;
    this.#land = tileLayer('outline', 1, () => coated(new ol.style.Style({
      fill: this.#overBase ? undefined : new ol.style.Fill({ color: color('land') }),
      stroke: new ol.style.Stroke({ color: color('coast'), width: 2 * scale }),
    })));
    levels.forEach((level, index) => {
      const shapes = tileLayer(`grids-${level.level}`, 20 - level.level, (feature) => this.#shapeStyle(feature, index));
      const labels = new ol.layer.VectorTile({
        source: shapes.getSource(), declutter: 'labels', zIndex: 40, visible: false, updateWhileAnimating: false,
        style: (feature, resolution) => this.#labelStyle(feature, resolution),
      });
      this.#shapes.push(shapes);
      this.#labels.push(labels);
    });
    [this.#land, ...this.#shapes, ...this.#labels].forEach((layer) => map.addLayer(layer));
    map.getView().on('change:resolution', () => this.#arrange());
    this.#arrange(true);
  }

  /** Over a base map the land has no colour of its own. */
  overBase(on) {
    this.#overBase = on;
    this.#land.changed();
  }

  /** Names are not written over what `places()` answers, where they can step aside. */
  avoid(places) {
    this.#places = places;
  }

  /** The level in focus. */
  get focus() {
    return this.#levels[this.#focus];
  }

  /** Lower bounds of the classes of colour. */
  get bounds() {
    return this.#bounds;
  }

  /** Shows the boundaries of `edition`; tiles of one edition never change. */
  setEdition(edition) {
    [this.#land, ...this.#shapes].forEach((layer, index) => {
      const id = index === 0 ? 'outline' : `grids-${this.#levels[index - 1].level}`;
      layer.getSource().setUrl(`/ogc/collections/${id}/tiles/WebMercatorQuad/{z}/{y}/{x}?v=${edition}`);
    });
  }

  show(part, visible) {
    this.#shown[part] = visible;
    this.#arrange(true);
  }

  /** Draws the counts anew. */
  recount() {
    const level = this.focus.level;
    let max = 1;
    for (const [, count] of this.#counts) {
      if (count.level === level) {
        max = Math.max(max, count.n);
      }
    }
    this.#bounds = lowerBounds(max);
    this.#taken = this.#places();
    this.#shapes[this.#focus].changed();
    this.#labels[this.#focus].changed();
    this.#onFocus(this);
  }

  /** How far below its point a name stands so that no mark covers it, or the least of it, in px. */
  #aside(feature, resolution) {
    const [x, y] = feature.getFlatCoordinates();
    const half = (feature.get('short').length * 6.5 + 22) * scale;
    // From 1 on, the nearest mark is beside the name, or above or below it.
    const clearance = (offset) => this.#taken.reduce((least, [markX, markY]) => Math.min(least, Math.max(
      Math.abs(markX - x) / resolution / half,
      Math.abs((y - markY) / resolution - offset) / (19 * scale))), 1);
    let best = { offset: 0, clear: 0 };
    for (const offset of [0, 22, -22, 36, -36].map((px) => px * scale)) {
      const clear = clearance(offset);
      best = clear > best.clear ? { offset, clear } : best;
      if (clear === 1) {
        break;
      }
    }
    return best.offset;
  }

  #arrange(anyway = false) {
    // Larger labels need larger grids.
    const zoom = this.#map.getView().getZoom() - Math.log2(scale);
    let focus = 0;
    this.#levels.forEach((level, index) => {
      focus = level.grids > 0 && zoom >= level.zoom ? index : focus;
    });
    this.#shapes.forEach((layer, index) => {
      const child = index === focus + 1 && zoom >= this.#levels[index].zoom - CHILDREN_EARLY;
      layer.setVisible(this.#levels[index].grids > 0 && (index <= focus || child)
        && (this.#shown.boundaries || (index === focus && this.#shown.heat)));
    });
    this.#labels.forEach((layer, index) => layer.setVisible(this.#shown.labels && index === focus));
    if (focus !== this.#focus || anyway) {
      this.#focus = focus;
      this.#shapes.forEach((layer) => layer.changed());
      this.recount();
    }
  }

  #shapeStyle(feature, index) {
    if (feature.get('layer') !== 'grid') {
      return undefined;
    }
    const style = new ol.style.Style();
    if (this.#shown.boundaries) {
      const role = index < this.#focus ? 'line-parent' : index === this.#focus ? 'line-focus' : 'line-child';
      style.setStroke(new ol.style.Stroke({ color: color(role), width: WIDTHS[Math.min(index, 5)] * scale }));
    }
    if (index === this.#focus && this.#shown.heat) {
      const heat = classOf(this.#counts.get(feature.get('code'))?.n ?? 0, this.#bounds);
      if (heat > 0) {
        style.setFill(new ol.style.Fill({ color: color(`heat-${heat}`) }));
      }
    }
    return coated(style);
  }

  #labelStyle(feature, resolution) {
    if (feature.get('layer') !== 'label') {
      return undefined;
    }
    const count = this.#counts.get(feature.get('code'))?.n ?? 0;
    const plain = font(12);
    const text = count > 0 && this.#shown.heat
      ? [feature.get('short'), plain, `\u2009 ${count}`, font(13, 700)]
      : [feature.get('short'), plain];
    return new ol.style.Style({
      // Where two names do not both fit, the grid with more to tell keeps its own.
      zIndex: count,
      text: new ol.style.Text({
        text,
        font: plain,
        offsetY: this.#aside(feature, resolution),
        padding: [3, 4, 3, 4],
        fill: new ol.style.Fill({ color: color('text') }),
        stroke: new ol.style.Stroke({ color: color('land'), width: 3 * scale }),
      }),
    });
  }
}

/** The style, and before it the coats of its fill. */
function coated(style) {
  const fill = style.getFill();
  return fill ? [...Array(COATS - 1).fill(new ol.style.Style({ fill })), style] : style;
}

function tileLayer(id, zIndex, style) {
  return new ol.layer.VectorTile({
    source: new ol.source.VectorTile({
      format: new ol.format.MVT(),
      tileGrid: ol.tilegrid.createXYZ({ tileSize: 512, maxZoom: 19 }),
      cacheSize: 256,
    }),
    zIndex,
    // Drawn anew each frame: pictures of tiles would keep colours of a moment ago here and there.
    renderMode: 'vector',
    visible: id === 'outline',
    style,
  });
}
