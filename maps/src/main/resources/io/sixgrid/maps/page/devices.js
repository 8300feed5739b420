/** Cameras and sensors: clusters from afar, single signs from near, and what a camera sees from nearest. */
import { color, font, scale } from './theme.js';
import { hollowPlate, markPicture, plate } from './symbols.js';

const SECTOR_FROM_ZOOM = 17;
const TILES_KEPT = 400;
/** From further out devices are dots without a number: a texture, not a message. */
const SIGNS_FROM_ZOOM = 15;

/** How many pictures with their values are kept. */
const STYLES_KEPT = 2000;

/** Signs are a little smaller than what is alarming; on a wall they do not grow as fast as text does. */
const SIZE = 0.36 * Math.sqrt(scale);

export class Devices {
  #map;
  #source = new ol.source.Vector();
  #format = new ol.format.MVT({ featureClass: ol.Feature });
  #tileGrid = ol.tilegrid.createXYZ({ tileSize: 512, maxZoom: 17 });
  #tiles = new Map();
  #wanted = [];
  #shown = { cameras: true, sensors: true };
  #styles = new Map();
  #states = new Map();

  constructor(map) {
    this.#map = map;
    map.addLayer(new ol.layer.Vector({
      source: this.#source, zIndex: 30, declutter: 'values', style: (feature) => this.#style(feature), updateWhileInteracting: false,
    }));
    map.on('moveend', () => this.refresh());
  }

  show(part, visible) {
    this.#shown[part] = visible;
    this.#source.changed();
  }

  get showsSensors() {
    return this.#shown.sensors;
  }

  /** What single devices say beside their signs, by id: `{text, severity, offline}`; the others are as they are. */
  tell(states) {
    this.#states = states;
    this.#source.changed();
  }

  /** For tests: what is said of the device called so. */
  stateOf(id) {
    return this.#states.get(id) ?? null;
  }

  /** Devices changed: what was read is old. */
  forget() {
    this.#tiles.clear();
    this.refresh();
  }

  /** Reads what the map shows now; what it showed stays until then. */
  async refresh() {
    const view = this.#map.getView();
    const zoom = Math.min(17, Math.max(3, Math.round(view.getZoom() - 0.7)));
    const extent = view.calculateExtent(this.#map.getSize());
    const keys = [];
    this.#tileGrid.forEachTileCoord(extent, zoom, (coord) => keys.push(coord.join('/')));
    this.#wanted = keys;
    await Promise.all(keys.map((key) => this.#tile(key)));
    if (this.#wanted === keys) {
      this.#source.clear(true);
      this.#source.addFeatures(keys.flatMap((key) => this.#tiles.get(key)?.features ?? []));
    }
  }

  #tile(key) {
    let tile = this.#tiles.get(key);
    if (!tile) {
      tile = { features: [] };
      tile.loaded = this.#load(key).then((features) => { tile.features = features; }, () => this.#tiles.delete(key));
      this.#tiles.set(key, tile);
      if (this.#tiles.size > TILES_KEPT) {
        this.#tiles.delete(this.#tiles.keys().next().value);
      }
    }
    return tile.loaded;
  }

  async #load(key) {
    const [z, x, y] = key.split('/').map(Number);
    const answer = await fetch(`/ogc/collections/devices/tiles/WebMercatorQuad/${z}/${y}/${x}`);
    if (!answer.ok) {
      throw new Error(`devices: HTTP ${answer.status}`);
    }
    return this.#format.readFeatures(await answer.arrayBuffer(), {
      extent: this.#tileGrid.getTileCoordExtent([z, x, y]), featureProjection: 'EPSG:3857',
    });
  }

  /** How many of a cluster are shown. */
  #count(feature) {
    const kinds = feature.get('kinds') ? JSON.parse(feature.get('kinds')) : { [feature.get('kind')]: 1 };
    return Object.entries(kinds)
      .filter(([kind]) => (kind === 'camera' ? this.#shown.cameras : this.#shown.sensors))
      .reduce((sum, [, n]) => sum + n, 0);
  }

  #style(feature) {
    const count = this.#count(feature);
    if (count === 0) {
      return undefined;
    }
    if (this.#map.getView().getZoom() - Math.log2(scale) < SIGNS_FROM_ZOOM) {
      return this.#dotStyle(count);
    }
    const kind = feature.get('kind');
    if (!kind) {
      return this.#clusterStyle(count);
    }
    if (kind !== 'camera' || this.#map.getView().getZoom() < SECTOR_FROM_ZOOM || feature.get('heading') === undefined) {
      return this.#signStyles(feature);
    }
    return [sectorStyle(feature), ...this.#signStyles(feature)];
  }

  #dotStyle(count) {
    const size = Math.round(Math.log2(count));
    return this.#cached(`dot${size}`, () => new ol.style.Style({
      image: new ol.style.Circle({
        radius: (1.2 + 0.35 * size) * Math.sqrt(scale), fill: new ol.style.Fill({ color: color('offline') }), declutterMode: 'none',
      }),
    }));
  }

  /** The sign; its value beside it, and where that is alarming the shape and colour of how much. */
  #signStyles(feature) {
    const kind = feature.get('kind');
    const { text = '', severity = 0, offline = false } = this.#states.get(feature.get('id')) ?? {};
    return this.#cached(`${kind} ${text} ${severity} ${offline}`, () => {
      const picture = offline ? hollowPlate(kind) : plate(kind, color(severity ? `severity-${severity}` : 'line-focus'));
      const sign = new ol.style.Style({ image: new ol.style.Icon({ src: picture, scale: SIZE, declutterMode: 'none' }) });
      if (text) {
        sign.setText(new ol.style.Text({
          text, font: font(11, 600), textAlign: 'left', offsetX: (severity ? 21 : 16) * scale, offsetY: 1,
          fill: new ol.style.Fill({ color: color(offline ? 'muted' : severity ? `severity-${severity}` : 'text') }),
          stroke: new ol.style.Stroke({ color: color('land'), width: 3 * scale }),
        }));
      }
      return severity ? [sign, new ol.style.Style({
        image: new ol.style.Icon({ src: markPicture(severity), scale: 0.2 * scale, displacement: [9 * scale, 7 * scale], declutterMode: 'none' }),
      })] : [sign];
    });
  }

  #clusterStyle(count) {
    return this.#cached(`n${count}`, () => new ol.style.Style({
      image: new ol.style.Circle({
        radius: (7 + Math.min(6, Math.log2(count))) * Math.sqrt(scale),
        fill: new ol.style.Fill({ color: color('panel') }),
        stroke: new ol.style.Stroke({ color: color('line-focus'), width: 1 }),
        declutterMode: 'none',
      }),
      text: new ol.style.Text({
        text: String(count), font: font(10, 500), fill: new ol.style.Fill({ color: color('muted') }), offsetY: 1, declutterMode: 'none',
      }),
    }));
  }

  #cached(key, make) {
    if (!this.#styles.has(key)) {
      if (this.#styles.size >= STYLES_KEPT) {
        this.#styles.clear();
      }
      this.#styles.set(key, make());
    }
    return this.#styles.get(key);
  }
}

/** What a camera sees: a sector around its heading, its range in metres on the ground. */
function sectorStyle(feature) {
  const [x, y] = feature.getGeometry().getCoordinates();
  const [, lat] = ol.proj.toLonLat([x, y]);
  const radius = feature.get('range') / Math.cos((lat * Math.PI) / 180);
  const half = feature.get('angle') / 2;
  const ring = [[x, y]];
  for (let degrees = -half; degrees <= half; degrees += half / 12) {
    const azimuth = ((feature.get('heading') + degrees) * Math.PI) / 180;
    ring.push([x + radius * Math.sin(azimuth), y + radius * Math.cos(azimuth)]);
  }
  ring.push([x, y]);
  return new ol.style.Style({
    geometry: new ol.geom.Polygon([ring]),
    fill: new ol.style.Fill({ color: color('sector') }),
    stroke: new ol.style.Stroke({ color: color('sector'), width: 1 }),
  });
}
