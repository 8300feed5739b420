/** The integrator's page: formats, trying a message, devices, those nobody registered, quarantine, rules. Reads what is seen. */
import { onSaid, said, say } from './address.js';
import { get, onServerTime, Unauthenticated } from './api.js';
import { Connection } from './connection.js';
import { byId, make, setText, throttled } from './dom.js';
import { FormatList } from './formatlist.js';
import { number, said as inLanguage, t, translate } from './i18n.js';
import { Quarantine } from './quarantine.js';
import { Registry } from './registry.js';
import { Rules } from './rules.js';
import { askForToken } from './session.js';
import { languageAndTheme, linkToPage } from './switches.js';
import { clock, now, setServerTime, setZone } from './time.js';
import { Trial } from './trial.js';
import { Unknown } from './unknown.js';

const EVERY = 3000;
const COUNTS_EVERY = 10000;
const TABS = ['formats', 'try', 'devices', 'unknown', 'quarantine', 'rules'];

onServerTime((time) => {
  // The clock of an answer has whole seconds: set ours only when it is further away than that.
  if (Math.abs(time + 500 - now()) > 1500) {
    setServerTime(new Date(time + 500).toISOString());
  }
});
translate(document);
languageAndTheme();
linkToPage(byId('to-map'), '/');
linkToPage(byId('to-messages'), '/messages');
document.title = `${t('integration')} · Sixgrid`;

const connection = new Connection();
const parts = {
  formats: new FormatList(), try: new Trial(), devices: new Registry(), unknown: new Unknown(), quarantine: new Quarantine(), rules: new Rules(),
};
/** Where each tab was left. */
const left = new Map();
let shown = null;
let readAt = null;
let countedAt = -Infinity;
let timer = null;
const refreshSoon = throttled(100, refresh);

makeTabs();
showTab();
onSaid(() => showTab());
start();

async function start() {
  const city = await get('/api/v1/map').catch(() => null);
  if (city) {
    setZone(city.zone);
    document.title = `${t('integration')} · ${inLanguage(city.scheme.name)}`;
  }
  refresh();
}

function tab() {
  return TABS.includes(said('tab')) ? said('tab') : TABS[0];
}

function makeTabs() {
  byId('tabs').append(...TABS.map((name) => make('a', {
    role: 'tab', id: `tab-${name}`, href: `#tab=${name}`, 'data-testid': `tab-${name}`, 'aria-controls': `panel-${name}`,
    onclick: (event) => {
      event.preventDefault();
      if (name !== tab()) {
        left.set(tab(), location.hash);
        location.hash = left.get(name) ?? `tab=${name}`;
      }
    },
  }, t(`tab_${name}`), make('span', { class: 'n' }))));
  byId('tabs').addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      byId(`tab-${TABS[(TABS.indexOf(tab()) + step + TABS.length) % TABS.length]}`).click();
      byId(`tab-${tab()}`).focus();
    }
  });
  window.addEventListener('keydown', (event) => {
    const open = { formats: 'format', devices: 'device', unknown: 'unknown', rules: 'rule' }[tab()];
    if (event.key === 'Escape' && !byId('session').open && open && said(open) !== null) {
      say({ [open]: null });
    }
  });
}

function showTab() {
  const present = tab();
  if (present === shown) {
    return;
  }
  shown = present;
  for (const name of TABS) {
    byId(`panel-${name}`).hidden = name !== present;
    byId(`tab-${name}`).setAttribute('aria-selected', String(name === present));
    byId(`tab-${name}`).tabIndex = name === present ? 0 : -1;
  }
  refreshSoon();
}

async function refresh() {
  clearTimeout(timer);
  try {
    await parts[tab()].refresh();
    if (performance.now() - countedAt > COUNTS_EVERY) {
      countedAt = performance.now();
      await count();
    }
    readAt = now();
    connection.heard(new Date(readAt).toISOString());
    connection.state(true);
  } catch (failure) {
    if (failure instanceof Unauthenticated) {
      askForToken();
      return;
    }
    console.error(failure);
    connection.failed(problemText(failure));
  }
  clearTimeout(timer);
  timer = setTimeout(refresh, EVERY);
}

/** What waits in tabs that nobody looks at. */
async function count() {
  const others = ['formats', 'unknown'].filter((name) => name !== tab());
  await Promise.all(others.map((name) => parts[name].refresh()));
  const reasons = await get('/api/v1/quarantine/reasons').catch(() => ({ reasons: [] }));
  const waiting = reasons.reasons.reduce((sum, one) => sum + one.waiting, 0);
  badge('formats', parts.formats.problems > 0 ? number(parts.formats.problems) : '', true);
  badge('unknown', parts.unknown.count, false);
  badge('quarantine', waiting > 0 ? number(waiting) : '', false);
}

function badge(name, text, warn) {
  const sign = byId(`tab-${name}`).querySelector('.n');
  setText(sign, text);
  sign.classList.toggle('warn', warn);
}

/** A browser's own words for a service that is away tell nobody what to do. */
function problemText(failure) {
  const why = failure instanceof TypeError ? t('unreachable') : failure.message;
  return readAt === null ? why : t('failedSince', why, clock(readAt));
}
