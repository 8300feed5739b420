/** Registered devices: how many are online and offline, a list that is filtered, and the card of the chosen one. */
import { onSaid, said, say } from './address.js';
import { get, Refused } from './api.js';
import { DeviceCard } from './devicecard.js';
import { byId, make, setText, walkWithArrows } from './dom.js';
import { kindName, number, t } from './i18n.js';
import { KeyedList } from './keyed.js';
import { presenceSign, seenText, stateOf, STATES } from './presence.js';
import { DeviceForm } from './register.js';
import { glyph } from './symbols.js';
import { Upload } from './upload.js';

const STEP = 100;
const FILTERS = ['presence', 'kind', 'grid', 'q'];
const PAUSE = 300;

export class Registry {
  #rows;
  #limit = STEP;
  #card;
  #form;
  #timer = null;
  #read = 0;

  constructor() {
    this.#form = new DeviceForm(byId('device-form'), {
      saved: (device) => { this.#close(); say({ device: device.id }); this.#again(); },
      cancelled: () => this.#close(),
    });
    this.#card = new DeviceCard(byId('device-card'), { close: () => say({ device: null }), edit: (device) => this.#edit(device) });
    this.#rows = new KeyedList(byId('devices'), {
      key: (device) => device.id,
      create: (device) => make('li', { 'data-device': device.id }, make('button', { onclick: () => this.#choose(device.id) },
        make('span', { class: 'sign' }), glyph(device.kind),
        make('span', { class: 'body' }, make('span', { class: 'title' }), make('span', { class: 'where' })),
        make('span', { class: 'age' }))),
      update: updateRow,
    });
    walkWithArrows(byId('devices'));
    new Upload(byId('upload'), () => this.#again());
    byId('device-new').addEventListener('click', () => this.#edit(null));
    byId('device-upload').addEventListener('click', () => byId('upload').showModal());
    byId('devices-more').addEventListener('click', () => { this.#limit += STEP; this.#again(); });
    this.#filters();
    onSaid(() => said('tab') === 'devices' && this.#again());
  }

  #filters() {
    byId('presence').append(...[null, ...STATES].map((state) => make('button', {
      role: 'tab', 'data-state': state ?? 'all', 'data-testid': `presence-${state ?? 'all'}`, onclick: () => this.#filter({ presence: state }),
    }, state ? presenceSign(state) : null, make('span', {}, t(state ? `presence_${state}` : 'presence_all')), make('b', { class: 'n' }))));
    const inputs = { kind: byId('filter-kind'), grid: byId('filter-grid'), q: byId('filter-text') };
    for (const [name, input] of Object.entries(inputs)) {
      input.value = said(name) ?? '';
      input.addEventListener('input', () => {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#filter({ [name]: input.value.trim() || null }), PAUSE);
      });
    }
    gridsToChoose(byId('grids-known'));
  }

  #filter(parts) {
    this.#limit = STEP;
    say({ tab: 'devices', ...parts });
  }

  #choose(id) {
    this.#close();
    say({ device: id });
  }

  #again() {
    this.refresh().catch((failure) => this.#problem(failure));
  }

  async refresh() {
    this.#read += 1;
    const read = this.#read;
    const filter = new URLSearchParams(FILTERS.map((name) => [name, said(name)]).filter(([, value]) => value !== null));
    const counted = new URLSearchParams(filter);
    counted.delete('presence');
    filter.set('limit', String(Math.min(1000, this.#limit)));
    const [list, counts] = await Promise.all([
      get(`/api/v1/devices?${filter}`).catch(unlessRefused), get(`/api/v1/devices/counts?${counted}`).catch(unlessRefused)]);
    if (read !== this.#read) {
      return;
    }
    this.#show(list, counts);
    byId('device-none').hidden = !byId('device-form').hidden || said('device') !== null;
    await this.#card.show(byId('device-form').hidden ? said('device') : null);
  }

  #show(list, counts) {
    const refused = list instanceof Refused ? list : null;
    const narrow = FILTERS.some((name) => said(name) !== null);
    this.#rows.show(refused ? [] : list.items, make('li', { class: 'empty' }, refused ? refused.message : t(narrow ? 'emptyFilter' : 'emptyDevices')));
    byId('devices-more').hidden = refused !== null || list.next === null;
    setText(byId('devices-more'), t('more100', number(refused ? 0 : list.items.length)));
    const all = counts instanceof Refused ? null : counts;
    for (const button of byId('presence').children) {
      const state = button.dataset.state;
      button.setAttribute('aria-selected', String((said('presence') ?? 'all') === state));
      const n = state === 'all' ? STATES.reduce((sum, one) => sum + (all?.[one] ?? 0), 0) : all?.[state] ?? 0;
      setText(button.querySelector('.n'), all ? number(n) : '');
    }
    for (const row of byId('devices').children) {
      row.classList.toggle('selected', row.dataset.device === said('device'));
    }
  }

  #edit(device) {
    byId('device-card').hidden = true;
    byId('device-none').hidden = true;
    this.#form.open(device ?? {}, { title: device ? t('editDevice', device.name) : t('newDevice'), fixedId: device !== null });
  }

  #close() {
    byId('device-form').hidden = true;
  }

  #problem(failure) {
    this.#rows.show([], make('li', { class: 'empty' }, failure.message));
  }
}

/** A filter that is refused, as of a grid that does not exist, is said where the list would be. */
function unlessRefused(failure) {
  if (failure instanceof Refused) {
    return failure;
  }
  throw failure;
}

function updateRow(row, device) {
  const state = stateOf(device);
  if (row.dataset.state !== state) {
    row.dataset.state = state;
    row.querySelector('.sign').replaceChildren(presenceSign(state));
  }
  setText(row.querySelector('.title'), device.name);
  const deepest = device.chain?.[device.chain.length - 1];
  setText(row.querySelector('.where'), [kindName(device.kind), device.id, deepest?.name ?? t(device.lon === undefined ? 'noPosition' : 'outside')].join(' · '));
  setText(row.querySelector('.age'), seenText(device));
}

/** The wide grids by name; the code of any other may be typed. */
async function gridsToChoose(list) {
  const levels = await Promise.all([1, 2].map((level) => get(`/api/v1/grids?level=${level}&limit=1000`).catch(() => ({ items: [] }))));
  list.replaceChildren(...levels.flatMap(({ items }) => items.map((grid) => make('option', { value: grid.code, label: grid.name }))));
}
