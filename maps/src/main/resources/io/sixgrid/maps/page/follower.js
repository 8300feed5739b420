/** Follows the selection: flies there, outlines it, shows its card and its chain. And turns clicks into selections. */
import { get, Refused } from './api.js';
import { t } from './i18n.js';
import { chainOf, gridOf } from './gridinfo.js';
import { flyTo, flyToShape } from './map.js';
import { Readings } from './readings.js';
import { color, scale } from './theme.js';

const NEAR = 16.5;
/** How often what a device measures and whether it is there is read again. */
const EVERY = 10000;
const WORLD = [[-2e7, -2e7], [2e7, -2e7], [2e7, 2e7], [-2e7, 2e7], [-2e7, -2e7]];

export class Follower {
  #parts;
  #outline = new ol.source.Vector();
  #readings = null;
  #format = new ol.format.GeoJSON({ featureProjection: 'EPSG:3857' });

  /** `parts`: map, selection, grids, marks, chain, cards, alerts, incidents. */
  constructor(parts) {
    this.#parts = parts;
    const { map, selection } = parts;
    map.addLayer(new ol.layer.Vector({ source: this.#outline, zIndex: 35 }));
    map.on('singleclick', (event) => this.#click(event));
    map.on('pointermove', (event) => {
      if (!event.dragging) {
        map.getTargetElement().style.cursor = this.#thingAt(event.pixel) ? 'pointer' : '';
      }
    });
    selection.onChange((selected, still) => this.#show(selected, still));
    const again = () => this.#refreshCard();
    parts.alerts.onChange(again);
    parts.incidents.onChange(again);
    setInterval(() => this.#refreshDevice(), EVERY);
  }

  async #show(selected, still) {
    const { cards, chain, marks } = this.#parts;
    this.#outline.clear();
    marks.alert.select(selected?.type === 'alert' ? Number(selected.id) : null);
    marks.incident.select(selected?.type === 'incident' ? Number(selected.id) : null);
    if (!selected) {
      cards.hide();
      chain.hide();
      return;
    }
    try {
      await { alert: this.#showThing, incident: this.#showThing, device: this.#showDevice, grid: this.#showGrid }[
        selected.type].call(this, selected, still);
    } catch (failure) {
      if (this.#parts.selection.is(selected)) {
        cards.problem(failure instanceof Refused && failure.status === 404 ? t('notFound', selected.id) : failure.message);
      }
    }
  }

  async #showThing(selected, still) {
    const { cards, chain, map, selection } = this.#parts;
    const open = this.#parts[`${selected.type}s`].get(selected.id);
    const thing = open ?? await get(`/api/v1/${selected.type}s/${encodeURIComponent(selected.id)}`);
    if (!selection.is(selected)) {
      return;
    }
    cards[selected.type](thing, selected.type === 'alert' ? this.#measures(thing.device) : null);
    chain.show(thing.chain);
    if (thing.lon !== undefined && !still) {
      flyTo(map, thing.lon, thing.lat, NEAR);
    }
  }

  async #showDevice(selected, still) {
    const { cards, chain, map, selection } = this.#parts;
    const device = await get(`/api/v1/devices/${encodeURIComponent(selected.id)}`);
    if (!selection.is(selected)) {
      return;
    }
    cards.device(device, this.#measures(device.id));
    chain.show(device.chain ?? []);
    if (device.lon !== undefined) {
      this.#outline.addFeature(ring(device.lon, device.lat));
      if (!still) {
        flyTo(map, device.lon, device.lat, NEAR);
      }
    }
  }

  async #showGrid(selected, still) {
    const { alerts, cards, chain, map, selection } = this.#parts;
    const grid = await gridOf(selected.id);
    const above = await chainOf(grid);
    if (!selection.is(selected)) {
      return;
    }
    cards.grid(grid, alerts.counts.get(grid.code)?.n ?? 0);
    chain.show(above, { current: grid.code });
    if (grid.geometry) {
      const shape = this.#format.readGeometry(grid.geometry);
      this.#outline.addFeatures([shade(shape), edge(shape)]);
      if (!still) {
        flyToShape(map, shape);
      }
    }
  }

  /** An open card tells the present state. */
  #refreshCard() {
    const { alerts, cards, incidents, selection } = this.#parts;
    const selected = selection.present;
    const thing = { alert: alerts, incident: incidents }[selected?.type]?.get(selected.id);
    if (thing) {
      cards[selected.type](thing, selected.type === 'alert' ? this.#measures(thing.device) : null);
    }
  }

  /** What the device measures, in an element that stays the same while its card is shown anew. */
  #measures(device) {
    if (this.#readings?.device !== device) {
      this.#readings = new Readings(device);
      this.#readings.element.hidden = true;
      this.#readings.refresh().catch(() => {});
    }
    return this.#readings.element;
  }

  async #refreshDevice() {
    const { cards, selection } = this.#parts;
    const selected = selection.present;
    if (!this.#readings || document.hidden || !['alert', 'device'].includes(selected?.type)) {
      return;
    }
    await this.#readings.refresh().catch(() => {});
    if (selected.type === 'device') {
      const device = await get(`/api/v1/devices/${encodeURIComponent(selected.id)}`).catch(() => null);
      if (device && selection.is(selected)) {
        cards.device(device, this.#measures(device.id));
      }
    }
  }

  #thingAt(pixel) {
    return this.#parts.map.forEachFeatureAtPixel(pixel, (feature) => {
      const pickable = feature.get('mark') || feature.get('id') !== undefined && feature.get('kind')
        || feature.get('count') > 1;
      return pickable ? feature : undefined;
    }, { hitTolerance: 4, layerFilter: (layer) => layer instanceof ol.layer.Vector });
  }

  async #click(event) {
    const { map, selection } = this.#parts;
    const feature = this.#thingAt(event.pixel);
    if (!feature) {
      await this.#locate(event.coordinate);
      return;
    }
    const mark = feature.get('mark');
    const many = mark ? mark.things.length > 1 : feature.get('count') > 1;
    if (many && map.getView().getZoom() < 19) {
      map.getView().animate({ center: feature.getGeometry().getCoordinates(), zoom: map.getView().getZoom() + 2, duration: 400 });
      return;
    }
    selection.select(mark
      ? { type: feature.get('type'), id: mark.worst.id }
      : { type: 'device', id: feature.get('id') }, true);
  }

  /** Selects the grid under a click: the deepest that is no finer than the level in focus. */
  async #locate(coordinate) {
    const { cards, chain, grids, selection } = this.#parts;
    const [lon, lat] = ol.proj.toLonLat(coordinate);
    const found = await get(`/api/v1/locate?lon=${lon.toFixed(7)}&lat=${lat.toFixed(7)}`)
      .catch((failure) => cards.problem(failure.message));
    if (!found) {
      return;
    }
    const grid = found.chain.filter((each) => each.level <= grids.focus.level).pop();
    if (!grid) {
      selection.clear();
      return;
    }
    chain.show(found.chain, { current: grid.code, touching: found.touching ?? [] });
    selection.select({ type: 'grid', id: grid.code }, true);
  }
}

function edge(shape) {
  const feature = new ol.Feature(shape);
  feature.setStyle(new ol.style.Style({ stroke: new ol.style.Stroke({ color: color('accent'), width: 3 * scale }) }));
  return feature;
}

/** Everything but the shape, dimmed a little. */
function shade(shape) {
  const polygons = shape.getType() === 'MultiPolygon' ? shape.getPolygons() : [shape];
  const holes = polygons.map((polygon) => polygon.getLinearRing(0).getCoordinates());
  const feature = new ol.Feature(new ol.geom.Polygon([WORLD, ...holes]));
  feature.setStyle(new ol.style.Style({ fill: new ol.style.Fill({ color: color('dim') }) }));
  return feature;
}

function ring(lon, lat) {
  const feature = new ol.Feature(new ol.geom.Point(ol.proj.fromLonLat([lon, lat])));
  feature.setStyle(new ol.style.Style({
    image: new ol.style.Circle({ radius: 14 * scale, stroke: new ol.style.Stroke({ color: color('accent'), width: 2.5 * scale }) }),
  }));
  return feature;
}
