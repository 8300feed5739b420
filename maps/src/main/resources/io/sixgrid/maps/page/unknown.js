/** Devices that nobody registered: what they call themselves, how much waits for them, and registering one in place. */
import { onSaid, said, say } from './address.js';
import { get, put, Refused } from './api.js';
import { byId, make, setText, walkWithArrows } from './dom.js';
import { number, t } from './i18n.js';
import { KeyedList } from './keyed.js';
import { titleOf } from './lists.js';
import { deviceInput, DeviceForm } from './register.js';
import { shape } from './symbols.js';
import { ageSince } from './time.js';

const MOST = 1000;

export class Unknown {
  #items = [];
  #complete = true;
  #rows;
  #form;
  #open = null;
  #alias = deviceInput('alias-device');
  #registered = null;

  constructor() {
    this.#form = new DeviceForm(byId('unknown-form'), {
      saved: (device) => this.#done(device.id), cancelled: () => say({ unknown: null }),
    });
    this.#rows = new KeyedList(byId('unknowns'), {
      key: keyOf,
      create: (one) => make('li', { 'data-unknown': one.name }, make('button', { onclick: () => say({ unknown: keyOf(one) }) },
        make('span', { class: 'body' }, make('span', { class: 'title' }, one.name), make('span', { class: 'where' })),
        ...['messages', 'alerts', 'age'].map((part) => make('span', { class: part })))),
      update: (row, one) => {
        row.classList.toggle('selected', keyOf(one) === said('unknown'));
        setText(row.querySelector('.where'), `${one.source} · ${one.topic}`);
        row.firstChild.title = one.topic;
        setText(row.querySelector('.messages'), number(one.messages));
        setText(row.querySelector('.alerts'), one.alerts === 0 ? '–' : number(one.openAlerts));
        row.querySelector('.alerts').classList.toggle('warn', one.openAlerts > 0);
        setText(row.querySelector('.age'), t('ago', ageSince(one.lastSeen)));
      },
    });
    walkWithArrows(byId('unknowns'));
    byId('unknown-filter').addEventListener('input', () => this.#render());
    byId('alias-field').append(make('span', {}, t('registeredDevice')), this.#alias.input, this.#alias.list);
    byId('alias-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#saveAlias();
    });
    onSaid(() => said('tab') === 'unknown' && this.#render());
  }

  /** How many are waiting to be registered, as text. */
  get count() {
    return this.#items.length === 0 ? '' : `${number(this.#items.length)}${this.#complete ? '' : '+'}`;
  }

  async refresh() {
    const answer = await get(`/api/v1/devices/unknown?limit=${MOST}`);
    this.#items = answer.items;
    this.#complete = answer.next === null;
    this.#render();
    if (this.#registered) {
      await this.#showPlaced();
    }
  }

  #render() {
    const wanted = byId('unknown-filter').value.trim().toLowerCase();
    const shown = this.#items.filter((one) => !wanted || `${one.name} ${one.source} ${one.topic}`.toLowerCase().includes(wanted));
    this.#rows.show(shown, make('li', { class: 'empty' }, t(this.#items.length > 0 ? 'emptyFilter' : 'emptyUnknown')));
    const chosen = said('unknown');
    const one = this.#items.find((each) => keyOf(each) === chosen) ?? null;
    if (chosen !== this.#open) {
      this.#open = one || chosen === null ? chosen : this.#open;
      if (one) {
        this.#choose(one);
      }
    }
    byId('unknown-card').hidden = one === null;
    byId('unknown-none').hidden = one !== null || this.#registered !== null;
    byId('registered').hidden = one !== null || this.#registered === null;
  }

  #choose(one) {
    this.#registered = null;
    setText(byId('unknown-title'), one.name);
    setText(byId('unknown-about'), t('unknownAbout', one.source, number(one.messages), number(one.openAlerts)));
    setText(byId('unknown-topic'), one.topic);
    this.#alias.input.value = '';
    this.#sayAlias('', false);
    this.#form.open({ id: one.name, name: '', kind: kindOf(one) }, {
      title: t('registerNew'),
      complete: (body, id) => (id === one.name ? body : { ...body, aliases: { [one.source]: one.name } }),
    });
  }

  get #chosen() {
    return this.#items.find((each) => keyOf(each) === this.#open);
  }

  /** The name becomes what a registered device is called in that format. */
  async #saveAlias() {
    const one = this.#chosen;
    const path = `/api/v1/devices/${encodeURIComponent(this.#alias.input.value.trim())}`;
    try {
      const device = await get(path);
      await put(path, { ...device, aliases: { ...device.aliases, [one.source]: one.name } });
      await this.#done(device.id);
    } catch (failure) {
      this.#sayAlias(failure instanceof Refused ? failure.message : t('saveUnknown'), true);
    }
  }

  #sayAlias(text, problem) {
    setText(byId('alias-status'), text);
    byId('alias-status').classList.toggle('problem', problem);
  }

  /** Registered: what waited for it is placed, which is shown as it happens. */
  async #done(id) {
    this.#registered = id;
    this.#open = null;
    say({ unknown: null });
    await this.refresh();
  }

  async #showPlaced() {
    const id = this.#registered;
    const { items } = await get(`/api/v1/alerts?${new URLSearchParams({ device: id, state: 'open', limit: 20 })}`);
    const placed = items.filter((alert) => !alert.unplaced).length;
    const link = (parts, text) => make('a', { class: 'button', href: parts }, text);
    byId('registered').replaceChildren(
      make('h2', {}, t('isRegistered', id)),
      make('p', { 'data-testid': 'registered-said', role: 'status' }, items.length === 0 ? t('nothingWaited') : t('alertsPlaced', number(placed), number(items.length))),
      make('ol', { class: 'rows' }, ...items.map((alert) => make('li', {}, make('a', { class: 'row', href: `/${location.search}#&sel=alert:${alert.id}` },
        shape(alert.severity), make('span', { class: 'body' }, titleOf(alert)),
        make('span', { class: 'age' }, alert.unplaced ? t(`why_${alert.unplaced.replace('-', '_')}`) : alert.chain.map((grid) => grid.name).join(' › ')))))),
      make('p', {}, link(`#${new URLSearchParams({ tab: 'devices', device: id })}`, t('openDevice'))),
    );
  }
}

function keyOf(one) {
  return `${one.source}/${one.name}`;
}

/** A first guess from the words of its name and topic; the person decides. */
function kindOf(one) {
  const words = `${one.name} ${one.topic} ${one.source}`.toLowerCase();
  const guesses = { camera: /cam|onvif|frigate|isapi|ipc/, manhole: /manhole|well|cover/, 'water-level': /water|level|flood/, smoke: /smoke/, gas: /gas/, bin: /bin|waste/, noise: /noise/ };
  return Object.keys(guesses).find((kind) => guesses[kind].test(words)) ?? '';
}
