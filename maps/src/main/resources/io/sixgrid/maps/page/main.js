/** Puts the page together. Read it to know what depends on what. */
import { all, get, Unauthenticated } from './api.js';
import { Cards } from './cards.js';
import { Chain } from './chain.js';
import { Connection } from './connection.js';
import { Devices } from './devices.js';
import { byId, setText, throttled } from './dom.js';
import { Follower } from './follower.js';
import { forgetGrids } from './gridinfo.js';
import { Grids } from './grids.js';
import { Hierarchy } from './hierarchy.js';
import { number, t, translate } from './i18n.js';
import { Lists } from './lists.js';
import { Live } from './live.js';
import { baseLayers, createMap, goTo, placeOf, showAll } from './map.js';
import { Marks } from './marks.js';
import { Numbers } from './numbers.js';
import { foldButtons, layerSwitches, schemeTexts, showLegend } from './panels.js';
import { readAddress, Selection, writeAddress } from './selection.js';
import { askForToken } from './session.js';
import { languageAndTheme, linkToPage } from './switches.js';
import { Things } from './things.js';
import { setZone } from './time.js';
import { Values } from './values.js';

const ALERTS_AT_MOST = 5000;
const INCIDENTS_AT_MOST = 2000;
const RETRY = 3000;

const alerts = new Things();
const incidents = new Things();
const selection = new Selection();
const connection = new Connection();
let edition = -1;
let city = null;
const devicesChanged = throttled(2000, () => city.devices.forget());

const live = new Live({
  changes: hearChanges,
  beat: hearBeat,
  reload: () => load(),
  state: (connected) => {
    connection.state(connected);
    if (!connected) {
      askWhy();
    }
  },
});

translate(document);
languageAndTheme();
linkToPage(byId('to-messages'), '/messages');
linkToPage(byId('to-devices'), '/devices');
load();

/** An event source does not say why it broke; a session that has ended will not heal by itself. */
async function askWhy() {
  const failure = await get('/api/v1/map').catch((reason) => reason);
  if (failure instanceof Unauthenticated) {
    askForToken();
  }
}

/** A snapshot, then the stream from the number taken before it: nothing falls between the two. */
async function load() {
  const slow = setTimeout(() => { byId('progress').hidden = false; }, 300);
  try {
    const start = await get('/api/v1/map');
    city ??= build(start);
    showEdition(start.edition);
    const [openAlerts, openIncidents] = await Promise.all([
      all('/api/v1/alerts?state=open&limit=500', ALERTS_AT_MOST),
      all('/api/v1/incidents?state=open&limit=500', INCIDENTS_AT_MOST),
    ]);
    alerts.reset(openAlerts.items);
    incidents.reset(openIncidents.items);
    showPartial(openAlerts, openIncidents);
    city.lists.loaded();
    live.follow(start.head);
  } catch (failure) {
    if (failure instanceof Unauthenticated) {
      askForToken();
      return;
    }
    console.error(failure);
    connection.failed(failure.message);
    setTimeout(load, RETRY);
  } finally {
    clearTimeout(slow);
    byId('progress').hidden = true;
  }
}

/** Past a bound not all is loaded: whoever reads the counts must know that they are low. */
function showPartial(openAlerts, openIncidents) {
  const said = [['partialAlerts', openAlerts], ['partialIncidents', openIncidents]]
    .filter(([, list]) => !list.complete)
    .map(([key, list]) => t(key, number(list.items.length)));
  byId('partial').hidden = said.length === 0;
  setText(byId('partial'), said.join(' '));
}

function build(start) {
  setZone(start.zone);
  schemeTexts(start.scheme);
  const map = createMap();
  const bases = baseLayers(start.baseMaps);
  bases.forEach((base) => map.addLayer(base.layer));
  const grids = new Grids(map, { levels: start.levels, counts: alerts.counts, onFocus: legend });
  const devices = new Devices(map);
  const values = new Values(map, devices);
  const marks = { alert: new Marks(map, alerts, 'alert'), incident: new Marks(map, incidents, 'incident') };
  grids.avoid(() => [...marks.alert.places(), ...marks.incident.places()]);
  const recount = throttled(1000, () => grids.recount());
  alerts.onChange(recount);
  map.on('moveend', recount);
  const lists = new Lists({ alerts, incidents, selection });
  const chain = new Chain(selection);
  const cards = new Cards(selection, start.levels);
  const follower = new Follower({ map, selection, grids, marks, chain, cards, alerts, incidents });
  const hierarchy = new Hierarchy(selection, alerts);
  layerSwitches([
    { id: 'boundaries', name: t('layerBoundaries'), show: (on) => grids.show('boundaries', on) },
    { id: 'labels', name: t('layerLabels'), show: (on) => grids.show('labels', on) },
    { id: 'heat', name: t('layerHeat'), show: (on) => grids.show('heat', on) },
    { id: 'alerts', name: t('layerAlerts'), show: (on) => marks.alert.show(on) },
    { id: 'incidents', name: t('layerIncidents'), show: (on) => marks.incident.show(on) },
    { id: 'cameras', name: t('layerCameras'), show: (on) => devices.show('cameras', on) },
    { id: 'sensors', name: t('layerSensors'), show: (on) => { devices.show('sensors', on); values.refresh(); } },
  ], bases, (on) => grids.overBase(on));
  foldButtons(map);
  new Numbers(alerts);
  address(map, start.bbox);
  hierarchy.refresh();
  inspection(map, grids, marks, chain, devices);
  return { map, grids, devices, lists, hierarchy, follower };
}

function legend(grids) {
  showLegend({ level: grids.focus, bounds: grids.bounds, any: alerts.size > 0 });
}

/** The address says where the map looks and what is selected, and is kept up to date. */
function address(map, bbox) {
  const { place, selected } = readAddress();
  const placed = goTo(map, place);
  if (!placed) {
    showAll(map, bbox);
  }
  const write = () => writeAddress(placeOf(map), selection.present);
  map.on('moveend', write);
  selection.onChange(write);
  if (selected) {
    selection.select(selected, placed);
  }
  window.addEventListener('hashchange', () => {
    const asked = readAddress();
    const moved = goTo(map, asked.place);
    if (asked.selected) {
      selection.select(asked.selected, moved);
    } else {
      selection.clear();
    }
  });
  window.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !byId('session').open) {
      selection.back();
    }
  });
}

function hearChanges(data) {
  connection.heard(data.time);
  alerts.apply(data.alerts, data.gone);
  incidents.apply(data.incidents, data.goneIncidents);
  if (data.devices.length > 0) {
    devicesChanged();
  }
  if (data.revision !== undefined) {
    boundariesChanged();
  }
}

function hearBeat(data) {
  connection.heard(data.time);
  if (data.edition !== edition) {
    boundariesChanged();
  }
}

/** Other boundaries are in force: the tiles have another address, and what was read of grids is old. */
async function boundariesChanged() {
  const start = await get('/api/v1/map').catch(() => null);
  if (start && start.edition !== edition) {
    showEdition(start.edition);
    city.hierarchy.refresh();
  }
}

function showEdition(present) {
  if (present !== edition) {
    edition = present;
    forgetGrids();
    city.grids.setEdition(present);
  }
}

/** For tests and the curious: what the page knows, not to be changed. */
function inspection(map, grids, marks, chain, devices) {
  window.sixgrid = Object.freeze({
    get alerts() { return alerts.size; },
    get incidents() { return incidents.size; },
    get seq() { return live.seq; },
    get connected() { return live.connected; },
    get edition() { return edition; },
    get focus() { return grids.focus.level; },
    get chain() { return chain.codes; },
    get selected() { return selection.present; },
    get zoom() { return map.getView().getZoom(); },
    alert: (id) => alerts.get(id) ?? null,
    countOf: (code) => alerts.counts.get(code)?.n ?? 0,
    markOf: (id) => marks.alert.markOf(id),
    incidentMarkOf: (id) => marks.incident.markOf(id),
    valueOf: (id) => devices.stateOf(id),
    pixelOf: (lon, lat) => map.getPixelFromCoordinate(ol.proj.fromLonLat([lon, lat])),
    goTo: (place) => goTo(map, place),
  });
}
