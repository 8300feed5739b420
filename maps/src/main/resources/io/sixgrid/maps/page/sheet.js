/** The sheet that a draft is approved by: what it would change, on paper. */
import { get, Unauthenticated } from './api.js';
import { byId, make, setText } from './dom.js';
import { language, learn, number, said, t, translate } from './i18n.js';
import { askForToken } from './session.js';
import { drawMap } from './sheetmap.js';
import { buildings, codes, grids, handOver, land, metres, onBorders, transfers, untouched } from './sheettables.js';
import { en } from './sheettexts-en.js';
import { zh } from './sheettexts-zh.js';
import { dated, setZone } from './time.js';

learn({ zh, en });
translate(document);
setText(byId('language'), t('otherLanguage'));
byId('language').href = inLanguage(language === 'zh' ? 'en' : 'zh');
byId('print').addEventListener('click', () => print());

start();

async function start() {
  const asked = new URLSearchParams(location.search);
  const draft = asked.get('draft');
  if (!/^\d+$/.test(draft ?? '')) {
    fail(t('sheetMissing'));
    return;
  }
  try {
    const city = await get('/api/v1/map').catch(() => null);
    if (city) {
      setZone(city.zone);
    }
    const level = asked.get('level');
    const path = `/api/v1/drafts/${draft}`;
    const impact = await get(`${path}/impact${level ? `?level=${encodeURIComponent(level)}` : ''}`);
    const { review } = await get(`${path}/review`);
    show(impact, review);
  } catch (failure) {
    if (failure instanceof Unauthenticated) {
      byId('loading').hidden = true;
      askForToken();
      return;
    }
    fail(failure.message);
  }
}

/** This very sheet; its theme is paper's, so theme.js has no say here. */
function inLanguage(other) {
  const query = new URLSearchParams(location.search);
  query.set('lang', other);
  return `?${query}`;
}

function fail(message) {
  byId('loading').hidden = true;
  setText(byId('problem'), message);
  byId('problem').hidden = false;
}

function show(impact, review) {
  const { draft } = impact;
  document.title = `${t('sheet')} ${draft.id} · ${draft.title}`;
  foot(`${t('sheetNumber', draft.id)}　${draft.title}`);
  const sheet = byId('sheet');
  sheet.append(head(impact), facts(impact, review), summary(impact));
  if (impact.grids.length === 0) {
    sheet.append(make('p', { class: 'empty' }, t('sheetEmpty')));
  } else {
    sheet.append(
      section('map', t('sheetMap'), drawMap(impact)),
      section('grids', t('sheetGrids'), ...grids(impact), ...transfers(impact)),
      section('wider', t('sheetWider'), ...wider(impact)),
      section('handover', t('sheetHandOver'), ...handOver(impact)),
      section('borders', t('sheetBorders'), ...onBorders(impact)),
      section('buildings', t('sheetBuildings'), ...buildings(impact)),
      section('codes', t('sheetCodes'), ...codes(impact)),
      section('land', t('sheetLand'), ...land(impact)),
    );
  }
  sheet.append(section('untouched', t('sheetUntouched'), ...untouched(impact)), signatures());
  byId('loading').hidden = true;
  sheet.hidden = false;
  document.documentElement.dataset.ready = 'true';
}

/** What stands at the foot of each printed page; a sheet of rules made by script is no inline style. */
function foot(text) {
  const rules = new CSSStyleSheet();
  rules.replaceSync(`@page { @bottom-left { content: ${JSON.stringify(text)}; } }`);
  document.adoptedStyleSheets = [rules];
}

function section(name, title, ...content) {
  return make('section', { class: `part ${name}`, 'data-testid': `part-${name}` }, make('h2', {}, title), ...content);
}

function head({ draft, scheme }) {
  return make('header', { class: 'head' },
    make('p', { class: 'kind' }, t('sheet')),
    make('p', { class: 'no', 'data-testid': 'number' }, t('sheetNumber', draft.id)),
    make('h1', { 'data-testid': 'title' }, draft.title),
    make('p', { class: 'scheme' }, said(scheme.name)));
}

function facts({ draft }, { submitted, approved, note, revision }) {
  const list = [
    ['sheetReason', draft.reason ?? t('sheetNone'), 'wide'],
    ['sheetDocument', draft.document ?? t('sheetNone')],
    ['sheetEffective', draft.effective ? dated(draft.effective) : t('sheetWhenApproved')],
    ['sheetAuthor', draft.author],
    ['sheetState', t(`state_${draft.state}`)],
    ['sheetSubmitted', step(submitted)],
    ['sheetApproved', step(approved)],
    ['sheetNote', note, 'wide'],
    ['sheetRevision', revision ? t('sheetRevisionSaid', revision) : null],
    ['sheetScope', draft.scope ?? t('sheetWholeCity')],
    ['sheetOperations', t('sheetOperationsSaid', number(draft.applied))],
    ['sheetBase', t('sheetBaseSaid', draft.base.revision, dated(draft.base.at))],
    ['sheetPrinted', dated(new Date().toISOString())],
  ];
  return make('dl', { class: 'facts' }, ...list.filter(([, value]) => value).map(([key, value, kind]) => make('div', { class: kind },
    make('dt', {}, t(key)), make('dd', {}, value))));
}

/** Who did it, and when. */
function step(done) {
  return done ? t('sheetByWhom', done.by, dated(done.at)) : null;
}

function summary({ grids: all, moved, contained, wider: levels }) {
  const handed = (kind) => moved.filter((one) => one.handOver && one.subject === kind).length;
  const numbers = [
    ['sheetSumGrids', all.filter((grid) => grid.tiling).length],
    ['sheetSumIncidents', handed('incident')],
    ['sheetSumVideo', handed('video-point')],
    ['sheetSumSensors', handed('sensor')],
    ['sheetSumHouses', contained.filter((one) => one.moves).length],
    ['sheetSumLevels', levels.length],
  ];
  return make('ul', { class: 'summary', 'data-testid': 'summary' }, ...numbers.map(([key, value]) => make('li', {
    class: value === 0 ? 'zero' : null,
  }, make('b', {}, number(value)), make('span', {}, t(key)))));
}

function wider({ wider: levels, scheme }) {
  if (levels.length === 0) {
    return [make('p', {}, t('sheetWiderNone'))];
  }
  return levels.map((one) => make('p', { class: one.aboveApprover ? 'said above' : 'said' },
    t('sheetWiderSaid', said(scheme.levels[one.level - 1].name), one.grids.map((grid) => grid.name).join(t('listStop')),
      metres(one.metresGone), metres(one.metresNew)),
    one.aboveApprover ? make('strong', {}, ` ${t('sheetWiderAbove')}`) : null));
}

function signatures() {
  const line = (key) => make('div', { class: 'sign' },
    make('span', { class: 'who' }, t(key), t('sheetSignSeal')), make('span', { class: 'when' }, t('sheetSignDate')));
  return make('section', { class: 'part signatures' }, make('h2', {}, t('sheetSign')),
    make('div', { class: 'signs' }, line('sheetSignAuthor'), line('sheetSignChecker'), line('sheetSignApprover')));
}
