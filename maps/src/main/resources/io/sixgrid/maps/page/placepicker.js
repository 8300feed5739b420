/** A small map on which a click says where a device stands. The map's code is loaded when it is wanted first. */
import { get } from './api.js';
import { make, setText } from './dom.js';
import { t } from './i18n.js';

const NEAR = 17;

let library = null;

/** OpenLayers, as the map page has it, and the modules that need it. */
function loadMap() {
  library ??= new Promise((resolve, reject) => {
    document.head.append(
      make('link', { rel: 'stylesheet', href: '/lib/ol/ol.css' }),
      make('link', { rel: 'stylesheet', href: '/page/map.css' }),
      make('script', { src: '/lib/ol/ol.js', onload: resolve, onerror: () => reject(new Error(t('mapMissing'))) }),
    );
  }).then(() => Promise.all([import('./map.js'), import('./grids.js'), import('./devices.js')]))
    .catch((failure) => {
      library = null;
      throw failure;
    });
  return library;
}

export class PlacePicker {
  element = make('div', { class: 'picker', hidden: true });
  #onPick;
  #parts = null;
  #box = make('div', { class: 'picker-map', 'data-testid': 'picker-map', tabindex: 0 });
  #where = make('p', { class: 'muted', role: 'status' }, t('pickHint'));

  constructor(onPick) {
    this.#onPick = onPick;
    this.element.append(this.#box, this.#where);
  }

  close() {
    this.element.hidden = true;
  }

  /** Opens it at `place`, or at the whole land, or closes it. */
  async toggle(place) {
    this.element.hidden = !this.element.hidden;
    if (this.element.hidden) {
      return;
    }
    this.#parts ??= await this.#build();
    const { map, start, showAll } = this.#parts;
    map.updateSize();
    if (place) {
      map.getView().setCenter(ol.proj.fromLonLat([place.lon, place.lat]));
      map.getView().setZoom(NEAR);
      this.#mark(place);
    } else {
      showAll(map, start.bbox);
    }
    this.element.scrollIntoView({ block: 'nearest' });
  }

  async #build() {
    const [{ createMap, baseLayers, showAll }, { Grids }, { Devices }] = await loadMap();
    const start = await get('/api/v1/map');
    const map = createMap(this.#box);
    map.getView().padding = [8, 8, 8, 8];
    baseLayers(start.baseMaps).slice(0, 1).forEach((base) => {
      base.layer.setVisible(true);
      map.addLayer(base.layer);
    });
    const grids = new Grids(map, { levels: start.levels, counts: new Map(), onFocus: () => {} });
    grids.overBase(start.baseMaps.length > 0);
    grids.setEdition(start.edition);
    const devices = new Devices(map);
    devices.refresh();
    const mark = new ol.source.Vector();
    map.addLayer(new ol.layer.Vector({ source: mark, zIndex: 70, style: markStyle() }));
    map.on('singleclick', ({ coordinate }) => {
      const [lon, lat] = ol.proj.toLonLat(coordinate);
      this.#mark({ lon, lat });
      this.#onPick({ lon, lat });
    });
    // For tests and the curious, as the map page's own.
    this.#box.pixelOf = (lon, lat) => map.getPixelFromCoordinate(ol.proj.fromLonLat([lon, lat]));
    return { map, start, showAll, mark };
  }

  async #mark({ lon, lat }) {
    const { mark } = this.#parts;
    mark.clear();
    mark.addFeature(new ol.Feature(new ol.geom.Point(ol.proj.fromLonLat([lon, lat]))));
    const found = await get(`/api/v1/locate?lon=${lon.toFixed(7)}&lat=${lat.toFixed(7)}`).catch(() => null);
    const chain = found?.chain ?? [];
    setText(this.#where, chain.length > 0 ? chain.map((grid) => grid.name).join(' › ') : t('outside'));
  }
}

function markStyle() {
  const colour = getComputedStyle(document.documentElement).getPropertyValue('--accent').trim();
  return new ol.style.Style({
    image: new ol.style.Circle({
      radius: 8, stroke: new ol.style.Stroke({ color: colour, width: 3 }), fill: new ol.style.Fill({ color: 'rgba(124, 212, 255, 0.25)' }),
    }),
  });
}
