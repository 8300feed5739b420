/** Cameras and sensors: clusters from afar, single signs from near, and what a camera sees from nearest. */
import { color, font, scale } from './theme.js';
import { plate } from './symbols.js';

const SECTOR_FROM_ZOOM = 17;
const TILES_KEPT = 400;
/** From further out devices are dots without a number: a texture, not a message. */
const SIGNS_FROM_ZOOM = 15;

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

  constructor(map) {
    this.#map = map;
    map.addLayer(new ol.layer.Vector({
      source: this.#source, zIndex: 30, style: (feature) => this.#style(feature), updateWhileInteracting: false,
    }));
    map.on('moveend', () => this.refresh());
  }

  show(part, visible) {
    this.#shown[part] = visible;
    this.#source.changed();
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
      return this.#signStyle(kind);
    }
    return [sectorStyle(feature), this.#signStyle(kind)];
  }

  #dotStyle(count) {
    const size = Math.round(Math.log2(count));
    return this.#cached(`dot${size}`, () => new ol.style.Style({
      image: new ol.style.Circle({
        radius: (1.2 + 0.35 * size) * Math.sqrt(scale), fill: new ol.style.Fill({ color: color('offline') }),
      }),
    }));
  }

  #signStyle(kind) {
    return this.#cached(kind, () => new ol.style.Style({
      image: new ol.style.Icon({ src: plate(kind, color('line-focus')), scale: SIZE }),
    }));
  }

  #clusterStyle(count) {
    return this.#cached(`n${count}`, () => new ol.style.Style({
      image: new ol.style.Circle({
        radius: (7 + Math.min(6, Math.log2(count))) * Math.sqrt(scale),
        fill: new ol.style.Fill({ color: color('panel') }),
        stroke: new ol.style.Stroke({ color: color('line-focus'), width: 1 }),
      }),
      text: new ol.style.Text({
        text: String(count), font: font(10, 500), fill: new ol.style.Fill({ color: color('muted') }), offsetY: 1,
      }),
    }));
  }

  #cached(key, make) {
    if (!this.#styles.has(key)) {
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
