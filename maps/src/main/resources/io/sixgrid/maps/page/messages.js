/** The operator's page: does the ledger balance, who works, who floods, and what waits in quarantine. */
import { get, onServerTime, Unauthenticated } from './api.js';
import { Balance, inFlight, missing } from './balance.js';
import { Connection } from './connection.js';
import { byId } from './dom.js';
import { number, said, t, translate } from './i18n.js';
import { Table } from './keyed.js';
import { Quarantine } from './quarantine.js';
import { askForToken } from './session.js';
import { languageAndTheme, linkToPage } from './switches.js';
import { ageSince, clock, moment, now, setServerTime, setZone } from './time.js';

const EVERY = 2000;
const COUNTS = ['received', 'stored', 'duplicate', 'quarantined', 'inFlight', 'events', 'readings', 'alerts', 'returned', 'condensed'];

// The clock of an answer has whole seconds: set ours only when it is further away than that.
onServerTime((time) => {
  if (Math.abs(time + 500 - now()) > 1500) {
    setServerTime(new Date(time + 500).toISOString());
  }
});
translate(document);
languageAndTheme();
linkToPage(byId('to-map'), '/');
linkToPage(byId('to-devices'), '/devices');
document.title = `${t('messages')} · Sixgrid`;

const connection = new Connection();
const balance = new Balance();
const quarantine = new Quarantine();
const tables = {
  sources: new Table(byId('sources'), {
    key: (line) => line.source,
    columns: [
      { name: t('source'), text: (line) => sourceName(line.source), wide: true },
      ...COUNTS.map((name) => ({ name: t(`count_${name}`), number: true, text: (line) => number(line[name] ?? 0) })),
    ],
    mark: (row, line) => row.classList.toggle('off', missing(line) !== 0 || inFlight(line) < 0),
    emptyText: t('emptySources'),
  }),
  workers: new Table(byId('workers'), {
    key: (worker) => `${worker.worker} ${worker.started}`,
    columns: [
      { name: t('worker'), text: (worker) => worker.worker },
      { name: t('since'), text: (worker) => moment(worker.started) },
      { name: t('lastSeen'), text: (worker) => t('ago', ageSince(worker.seen)) },
      { name: t('count_received'), number: true, text: (worker) => number(worker.received) },
      { name: t('inHand'), number: true, text: (worker) => number(worker.inHand ?? worker.inFlight ?? 0) },
      { name: t('problem'), wide: true, text: problemOf },
    ],
    mark: (row, worker) => {
      row.classList.toggle('gone', !worker.live);
      row.classList.toggle('warn', worker.live && Boolean(worker.problem));
    },
    emptyText: t('emptyWorkers'),
  }),
  floods: new Table(byId('floods'), {
    key: (flood) => `${flood.source} ${flood.device}`,
    columns: [
      { name: t('device'), wide: true, text: (flood) => flood.device },
      { name: t('source'), text: (flood) => sourceName(flood.source) },
      { name: t('count_condensed'), number: true, text: (flood) => number(flood.condensed) },
      { name: t('since'), text: (flood) => moment(flood.since) },
      { name: t('lastSeen'), text: (flood) => t('ago', ageSince(flood.last)) },
    ],
    emptyText: t('emptyFloods'),
  }),
};
let readAt = null;

start();

async function start() {
  // Only the city's time zone and name: the page is of use without boundaries too.
  const city = await get('/api/v1/map').catch(() => null);
  if (city) {
    setZone(city.zone);
    document.title = `${t('messages')} · ${said(city.scheme.name)}`;
  }
  poll();
}

async function poll() {
  try {
    const ledger = await get('/api/v1/ledger');
    balance.show(ledger);
    tables.sources.show(ledger.sources);
    tables.workers.show(ledger.workers ?? []);
    tables.floods.show(ledger.floods ?? []);
    await quarantine.refresh();
    readAt = now();
    connection.heard(new Date(readAt).toISOString());
    connection.state(true);
  } catch (failure) {
    if (failure instanceof Unauthenticated) {
      askForToken();
      return;
    }
    balance.stale();
    connection.failed(problemText(failure));
  }
  setTimeout(poll, EVERY);
}

/** A browser's own words for a service that is away tell nobody what to do. */
function problemText(failure) {
  const why = failure instanceof TypeError ? t('unreachable') : failure.message;
  return readAt === null ? why : t('failedSince', why, clock(readAt));
}

function problemOf(worker) {
  if (!worker.live) {
    return t('workerGone');
  }
  return worker.problem ?? (worker.leaving ? t('workerLeaving') : t('noProblem'));
}

function sourceName(source) {
  return source === 'no-format' ? t('noFormat') : source;
}
