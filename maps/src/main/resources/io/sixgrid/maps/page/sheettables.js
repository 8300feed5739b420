/** The tables of the sheet. */
import { make } from './dom.js';
import { kindName, number, said, t } from './i18n.js';

function table(columns, rows, attributes = {}) {
  return make('table', attributes,
    make('thead', {}, make('tr', {}, ...columns.map((column) => make('th', { class: column.class, scope: 'col' }, column.name)))),
    make('tbody', {}, ...rows.map((row) => make('tr', { class: row.class }, ...columns.map((column) => make('td', { class: column.class },
      ...[column.cell(row)].flat()))))));
}

export function metres(value) {
  return value < 1000 ? t('sheetMetres', number(Math.round(value))) : t('sheetKilometres', (value / 1000).toFixed(1));
}

export function area(squareMetres) {
  return squareMetres < 1000
    ? t('sheetSquareMetres', squareMetres < 10 ? squareMetres.toFixed(2) : number(Math.round(squareMetres)))
    : t('sheetHectares', (squareMetres / 10000).toFixed(2));
}

/** The grid's name, its code below it. */
function named(grid) {
  return grid ? [make('b', {}, grid.name), make('span', { class: 'code' }, grid.code)] : [t('sheetNobody')];
}

/** One number where nothing changes, both where something does. */
function pair(before, after, text = number) {
  const has = (value) => value !== undefined && value !== null;
  if (has(before) && has(after) && text(before) !== text(after)) {
    return make('span', { class: 'pair' }, make('s', {}, text(before)), ' → ', make('b', {}, text(after)));
  }
  if (has(before) && !has(after)) {
    return make('s', {}, text(before));
  }
  return has(after) ? make('span', { class: has(before) ? null : 'fresh' }, text(after)) : '—';
}

/** What is counted, with a mark where it is old, or a sum. */
function households(before, after) {
  const value = (side) => side?.households.stated ?? side?.households.summed;
  const mark = after?.households.stale ? '*' : after && after.households.stated === undefined && value(after) !== undefined ? '†' : '';
  const text = pair(value(before), value(after));
  return mark ? [text, make('span', { class: 'mark' }, mark)] : text;
}

function people(before, after) {
  const text = (side) => (side ? side.people.join(t('listStop')) : undefined);
  return pair(text(before) || undefined, text(after) || undefined, (value) => value);
}

export function grids({ grids: all, scheme }) {
  const rows = all.filter((grid) => grid.tiling);
  const others = all.length - rows.length;
  const column = (key, name, text) => ({
    name: t(name), class: 'n', cell: ({ before, after }) => pair(before?.[key], after?.[key], text),
  });
  const columns = [
    { name: t('sheetGrid'), class: 'name', cell: ({ after, before }) => named(after ?? before) },
    { name: t('sheetChange'), class: 'change', cell: ({ changes }) => changes.map((change) => t(`change_${change}`)).join(t('listStop')) },
    { name: t('sheetPeople'), class: 'people', cell: ({ before, after }) => people(before, after) },
    { name: t('sheetHouseholds'), class: 'n', cell: ({ before, after }) => households(before, after) },
    column('incidents', 'sheetIncidents'),
    column('open', 'sheetOpen'),
    column('videoPoints', 'sheetVideo'),
    column('sensors', 'sheetSensors'),
    column('squareMetres', 'sheetArea', (value) => (value / 10000).toFixed(2)),
  ];
  columns.at(-1).name = `${t('sheetArea')} (${t('sheetAreaUnit')})`;
  const parts = [];
  for (const level of scheme.levels) {
    const own = rows.filter((grid) => grid.level === level.level);
    if (own.length > 0) {
      parts.push(make('h3', {}, `${said(level.name)} · ${number(own.length)}`), table(columns, own, { class: 'grids', 'data-testid': 'grids' }));
    }
  }
  const sides = rows.flatMap((grid) => [grid.before, grid.after]).filter(Boolean);
  if (sides.some((side) => side.households.stale)) {
    parts.push(make('p', { class: 'note' }, t('sheetStale')));
  }
  if (sides.some((side) => side.households.stated === undefined && side.households.summed !== undefined)) {
    parts.push(make('p', { class: 'note' }, t('sheetSummed')));
  }
  if (others > 0) {
    parts.push(make('p', { class: 'note' }, t('sheetContainedRows', number(others))));
  }
  return parts;
}

/** Which land goes where, and what goes with it. */
export function transfers({ map, moved, incidentsSince: since }) {
  const rows = map.transfers.features.map((feature) => feature.properties);
  const key = (one) => `${one.from?.code} ${one.to?.code}`;
  const groups = Map.groupBy(moved, key);
  const count = (row, test) => (groups.get(key(row)) ?? []).filter(test).length;
  const column = (name, test) => ({ name: t(name), class: 'n', cell: (row) => number(count(row, test)) });
  return rows.length === 0 ? [] : [make('h3', {}, `${t('sheetTransfers')} · ${number(rows.length)}`), table([
    { name: t('sheetFrom'), class: 'name', cell: (row) => named(row.from) },
    { name: t('sheetTo'), class: 'name', cell: (row) => named(row.to) },
    { name: t('sheetArea'), class: 'n', cell: (row) => area(row.squareMetres) },
    column('sheetIncidents', (one) => one.subject === 'incident' && one.reported >= since),
    column('sheetOpen', (one) => one.subject === 'incident' && one.open),
    column('sheetVideo', (one) => one.subject === 'video-point'),
    column('sheetSensors', (one) => one.subject === 'sensor'),
  ], rows, { 'data-testid': 'transfers' })];
}

function thing(one) {
  const severity = one.severity ? ` · ${t('sheetSeverity', one.severity)}` : '';
  return [make('b', {}, t(`subject_${one.subject}`)), make('span', { class: 'code' }, `${kindName(one.kind)}${severity}`)];
}

function titled(one) {
  return [one.title, make('span', { class: 'code' }, one.subject === 'incident' ? `#${one.id}` : one.id)];
}

function owner(holder) {
  return holder?.people.join(t('listStop')) || '—';
}

export function handOver({ moved }) {
  const rows = moved.filter((one) => one.handOver);
  const closed = moved.length - rows.length;
  const parts = [];
  if (rows.length === 0) {
    parts.push(make('p', {}, t('sheetHandOverNone')));
  } else {
    parts.push(table([
      { name: t('sheetThing'), cell: thing },
      { name: t('sheetWhat'), class: 'name', cell: titled },
      { name: t('sheetFrom'), cell: (one) => named(one.from) },
      { name: t('sheetOldOwner'), class: 'people', cell: (one) => owner(one.from) },
      { name: t('sheetTo'), cell: (one) => (one.to || one.lon !== undefined ? named(one.to) : [t('sheetByHand')]) },
      { name: t('sheetNewOwner'), class: 'people', cell: (one) => owner(one.to) },
    ], rows, { 'data-testid': 'handover' }));
  }
  if (closed > 0) {
    parts.push(make('p', { class: 'note' }, t('sheetClosedToo', number(closed))));
  }
  return parts;
}

export function onBorders({ onBorders: points }) {
  if (points.length === 0) {
    return [make('p', {}, t('sheetBordersNone'))];
  }
  const lies = (one) => t(one.gone && one.new ? 'sheetOnBoth' : one.gone ? 'sheetOnGone' : 'sheetOnNew');
  return [make('p', { class: 'note' }, t('sheetBordersRule')), table([
    { name: t('sheetThing'), cell: thing },
    { name: t('sheetWhat'), class: 'name', cell: titled },
    { name: t('sheetLies'), cell: lies },
    { name: t('sheetBelongs'), cell: (one) => named(one.to) },
    { name: t('sheetTouches'), cell: (one) => one.touches.join(t('listStop')) || '—' },
  ], points)];
}

export function buildings({ contained }) {
  if (contained.length === 0) {
    return [make('p', {}, t('sheetBuildingsNone'))];
  }
  const relation = (one) => [
    one.through ? t('sheetThrough') : null,
    !one.through && one.along.includes('new') ? t('sheetAlongNew') : null,
    one.along.includes('gone') ? t('sheetAlongGone') : null,
  ].filter(Boolean).join(t('listStop')) || '—';
  return [table([
    { name: t('sheetBuilding'), class: 'name', cell: named },
    { name: t('sheetRelation'), cell: relation },
    { name: t('sheetFrom'), cell: (one) => named(one.from) },
    { name: t('sheetTo'), cell: (one) => (one.moves ? named(one.to) : [t('sheetStays')]) },
  ], contained, { 'data-testid': 'buildings' })];
}

export function codes({ codes: { died, born, recoded } }) {
  const gone = new Set(recoded.map((one) => one.from));
  const fresh = new Set(recoded.map((one) => one.to));
  const lists = [
    ['sheetDied', died.filter((one) => !gone.has(one.code)).map((one) => `${one.code} ${one.name}`)],
    ['sheetBorn', born.filter((one) => !fresh.has(one.code)).map((one) => `${one.code} ${one.name}`)],
    ['sheetRecoded', recoded.map((one) => `${one.from} → ${one.to} ${one.name}`)],
  ].filter(([, list]) => list.length > 0);
  if (lists.length === 0) {
    return [make('p', {}, t('sheetCodesNone'))];
  }
  return lists.map(([key, list]) => make('div', { class: 'codes' },
    make('h3', {}, `${t(key)} · ${number(list.length)}`), make('ul', { class: 'columns' }, ...list.map((text) => make('li', {}, text)))));
}

export function land({ unassigned }) {
  const pieces = unassigned.new.features;
  const sum = (features) => features.reduce((total, one) => total + one.properties.squareMetres, 0);
  const parts = [make('p', {}, pieces.length === 0
    ? t(unassigned.squareMetresAfter > 0 ? 'sheetLandNone' : 'sheetLandNowhere', area(unassigned.squareMetresAfter))
    : t('sheetLandNew', pieces.length, area(sum(pieces)), area(unassigned.squareMetresBefore), area(unassigned.squareMetresAfter)))];
  if (unassigned.taken.features.length > 0) {
    parts.push(make('p', {}, t('sheetLandTaken', area(sum(unassigned.taken.features)))));
  }
  return parts;
}

function hash(text) {
  return make('span', { class: 'hash' }, ...text.match(/.{8}/g).map((part) => make('span', {}, part)));
}

export function untouched({ untouched: { equal, levels }, scheme }) {
  return [
    make('p', { class: equal ? 'verdict' : 'verdict off', 'data-testid': 'verdict' }, equal ? t('sheetUntouchedYes') : t('sheetUntouchedNo')),
    table([
      { name: t('sheetLevel'), cell: (one) => said(scheme.levels[one.level - 1].name) },
      { name: t('sheetCount'), class: 'n', cell: (one) => number(one.grids) },
      { name: t('sheetTouchedCount'), class: 'n', cell: (one) => number(one.touched) },
      { name: t('sheetHashBefore'), cell: (one) => hash(one.before) },
      { name: t('sheetHashAfter'), cell: (one) => hash(one.after) },
      { name: '', cell: (one) => t(one.equal ? 'sheetEqual' : 'sheetUnequal') },
    ], levels, { class: 'hashes', 'data-testid': 'untouched' }),
    make('p', { class: 'note' }, t('sheetHashRule')),
  ];
}
