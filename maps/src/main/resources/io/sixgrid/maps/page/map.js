/** The map itself: its view, its background, and where it flies. */
import { byId } from './dom.js';
import { said, t } from './i18n.js';
import { wall } from './theme.js';

const { fromLonLat, toLonLat, transformExtent } = ol.proj;

/** In `target`, which fills the stage where nothing else is said. */
export function createMap(target = byId('map')) {
  const map = new ol.Map({
    target,
    controls: ol.control.defaults.defaults({
      rotate: false,
      attributionOptions: { collapsible: false },
      zoomOptions: { zoomInTipLabel: t('zoomIn'), zoomOutTipLabel: t('zoomOut') },
    }),
    interactions: ol.interaction.defaults.defaults({ altShiftDragRotate: false, pinchRotate: false }),
    view: new ol.View({ center: fromLonLat([105, 35]), zoom: 4, minZoom: 3, maxZoom: 21.5, enableRotation: false }),
  });
  map.getView().padding = wall ? [24, 24, 24, 24] : [56, 24, 24, 24];
  return map;
}

/** Shows the whole land. */
export function showAll(map, bbox) {
  if (bbox) {
    map.getView().fit(transformExtent(bbox, 'EPSG:4326', 'EPSG:3857'), { maxZoom: 18 });
  }
}

/** Flies to a place, no further out than `zoom`. */
export function flyTo(map, lon, lat, zoom) {
  const view = map.getView();
  view.cancelAnimations();
  view.animate({ center: fromLonLat([lon, lat]), zoom: Math.max(zoom, view.getZoom()), duration: 600 });
}

/** Flies so that a shape (in map coordinates) is seen whole. */
export function flyToShape(map, shape) {
  map.getView().fit(shape, { duration: 600, maxZoom: 20, padding: [70, 60, 60, 60] });
}

/** Where the map looks: `z/lat/lon` as an address carries it. */
export function placeOf(map) {
  const view = map.getView();
  const [lon, lat] = toLonLat(view.getCenter());
  return `${view.getZoom().toFixed(2)}/${lat.toFixed(5)}/${lon.toFixed(5)}`;
}

/** Looks where `z/lat/lon` says; answers whether it says anything. */
export function goTo(map, place) {
  const [zoom, lat, lon] = place.split('/').map(Number);
  if (![zoom, lat, lon].every(Number.isFinite)) {
    return false;
  }
  map.getView().setCenter(fromLonLat([lon, lat]));
  map.getView().setZoom(zoom);
  return true;
}

/**
 * Base maps as hidden layers, below all else. EPSG:4490 counts as equal to EPSG:4326, and its matrices are numbered as
 * Chinese base maps do: matrix 1 has two tiles beside each other.
 */
export function baseLayers(baseMaps) {
  return baseMaps.map((base) => ({ id: base.id, name: said(base.name), layer: baseLayer(base) }));
}

function baseLayer(base) {
  const geographic = base.projection === 'EPSG:4490';
  const projection = geographic ? 'EPSG:4326' : base.projection;
  const zooms = [...Array(base.credit.maxZoom + 1).keys()];
  const tileGrid = geographic
    ? new ol.tilegrid.TileGrid({ origin: [-180, 90], resolutions: zooms.map((z) => 360 / 256 / 2 ** z), tileSize: 256 })
    : ol.tilegrid.createXYZ({ maxZoom: base.credit.maxZoom });
  return new ol.layer.Tile({
    visible: false,
    zIndex: 0,
    className: 'base',
    source: new ol.source.XYZ({ url: base.url, attributions: base.credit.text, projection, tileGrid }),
  });
}
