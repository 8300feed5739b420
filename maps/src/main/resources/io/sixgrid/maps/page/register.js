/** The form in which a device is registered or changed. What it does not ask, a device keeps. */
import { get, put, Refused } from './api.js';
import { make, setText } from './dom.js';
import { kindName, t } from './i18n.js';
import { PlacePicker } from './placepicker.js';

export const FRAMES = ['wgs84', 'cgcs2000', 'gcj02', 'bd09'];
/** The kinds that the page has words and signs for; any other may be typed. */
const KINDS = ['camera', 'gateway', 'manhole', 'water-level', 'bin', 'smoke', 'gas', 'noise', 'pm25', 'hydrant', 'lamp', 'lift', 'parking', 'temperature'];

export class DeviceForm {
  #root;
  #tell;
  #device = {};
  #inputs;
  #status = make('p', { class: 'status', role: 'status', 'data-testid': 'form-status' });
  #title = make('h2');
  #picker;
  #complete;

  /** `tell` is told what was `saved`, or that it was `cancelled`. */
  constructor(root, tell) {
    this.#root = root;
    this.#tell = tell;
    const kinds = make('datalist', { id: `${root.id}-kinds` }, ...KINDS.map((kind) => make('option', { value: kind, label: kindName(kind) })));
    this.#inputs = {
      id: make('input', { name: 'id', required: true, maxlength: 200, autocomplete: 'off', spellcheck: 'false' }),
      kind: make('input', { name: 'kind', required: true, list: kinds.id, pattern: '[a-z][a-z0-9\\-]*', autocomplete: 'off' }),
      name: make('input', { name: 'name', required: true, autocomplete: 'off' }),
      gateway: make('input', { name: 'gateway', autocomplete: 'off' }),
      owner: make('input', { name: 'owner', autocomplete: 'off' }),
      lon: make('input', { name: 'lon', inputmode: 'decimal', autocomplete: 'off', placeholder: '121.5245' }),
      lat: make('input', { name: 'lat', inputmode: 'decimal', autocomplete: 'off', placeholder: '38.8631' }),
      frame: make('select', { name: 'frame' }, ...FRAMES.map((frame) => make('option', { value: frame }, t(`frame_${frame}`)))),
    };
    this.#picker = new PlacePicker((place) => this.#picked(place));
    const label = (key, name, wide) => make('label', { class: wide ? 'wide' : null }, make('span', {}, t(name)), this.#inputs[key]);
    root.replaceChildren(
      make('div', { class: 'head' }, this.#title,
        make('button', { type: 'button', class: 'close', 'aria-label': t('close'), onclick: () => tell.cancelled() }, '×')),
      make('div', { class: 'fields' }, label('id', 'deviceId'), label('name', 'deviceName'), label('kind', 'kind'), label('gateway', 'gatewayId'),
        label('owner', 'owner', true), label('lon', 'lon'), label('lat', 'lat'), label('frame', 'frame'),
        make('button', { type: 'button', class: 'button pick', 'data-testid': 'pick-place', onclick: () => this.#pick() }, t('pickOnMap'))),
      kinds, this.#picker.element,
      make('div', { class: 'actions' }, make('button', { class: 'primary', 'data-testid': 'save-device' }, t('save')), this.#status),
    );
    root.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#save();
    });
    root.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        event.stopPropagation();
        tell.cancelled();
      }
    });
  }

  /** Asks for what `device` does not say yet; `fixedId` where it is registered already; `complete(body, id)` may add to it. */
  open(device, { title, fixedId = false, complete = (body) => body }) {
    this.#device = device;
    this.#complete = complete;
    setText(this.#title, title);
    const placed = device.given ?? device;
    const values = { ...device, lon: placed.lon, lat: placed.lat, frame: device.given?.frame ?? 'wgs84' };
    for (const [name, input] of Object.entries(this.#inputs)) {
      input.value = values[name] ?? (name === 'frame' ? 'wgs84' : '');
      input.removeAttribute('aria-invalid');
    }
    this.#inputs.id.readOnly = fixedId;
    this.#say('', false);
    this.#picker.close();
    this.#root.hidden = false;
    this.#root.scrollTop = 0;
    this.#inputs[fixedId || device.id ? 'name' : 'id'].focus();
  }

  #pick() {
    const { lon, lat, frame } = this.#inputs;
    const known = frame.value === 'wgs84' && lon.value && lat.value ? { lon: Number(lon.value), lat: Number(lat.value) } : null;
    this.#picker.toggle(known).catch((failure) => this.#say(failure.message, true));
  }

  #picked({ lon, lat }) {
    this.#inputs.lon.value = lon.toFixed(7);
    this.#inputs.lat.value = lat.toFixed(7);
    this.#inputs.frame.value = 'wgs84';
  }

  async #save() {
    const id = this.#inputs.id.value.trim();
    const path = `/api/v1/devices/${encodeURIComponent(id)}`;
    try {
      if (!this.#inputs.id.readOnly && await get(path).then((found) => !found.retired, () => false)) {
        this.#say(t('idTaken', id), true);
        return;
      }
      this.#tell.saved(await put(path, this.#complete(this.#body(), id)));
    } catch (failure) {
      this.#say(failure instanceof Refused ? failure.message : t('saveUnknown'), true);
      this.#inputs[failure.field]?.setAttribute('aria-invalid', 'true');
      this.#inputs[failure.field]?.focus();
    }
  }

  /** The whole device, as it is to be: what was read and is not asked here goes back as it came. */
  #body() {
    const { lon: knownLon, lat: knownLat, frame: knownFrame, given, id, ...rest } = this.#device;
    const body = { ...rest };
    for (const name of ['kind', 'name', 'gateway', 'owner']) {
      body[name] = this.#inputs[name].value.trim() || null;
    }
    // A number that is none goes as it was typed: the service says what is wrong with it.
    const typed = (name) => {
      const text = this.#inputs[name].value.trim().replace(',', '.');
      return text === '' ? null : Number.isFinite(Number(text)) ? Number(text) : text;
    };
    const place = { lon: typed('lon'), lat: typed('lat'), frame: this.#inputs.frame.value };
    const before = given ?? { lon: knownLon, lat: knownLat, frame: 'wgs84' };
    const moved = place.lon !== (before.lon ?? null) || place.lat !== (before.lat ?? null) || place.frame !== (before.frame ?? 'wgs84');
    if (!moved && knownLon !== undefined) {
      return { ...body, lon: knownLon, lat: knownLat };
    }
    return place.lon === null && place.lat === null ? body : { ...body, ...place };
  }

  #say(text, problem) {
    setText(this.#status, text);
    this.#status.classList.toggle('problem', problem);
  }
}

/** Looks for a registered device: answers an input whose list fills as it is typed in. */
export function deviceInput(id) {
  const list = make('datalist', { id: `${id}-list` });
  const input = make('input', { id, list: list.id, autocomplete: 'off', required: true, spellcheck: 'false' });
  let timer = null;
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const text = input.value.trim();
      if (text) {
        const { items } = await get(`/api/v1/devices?${new URLSearchParams({ q: text, limit: 20 })}`).catch(() => ({ items: [] }));
        list.replaceChildren(...items.map((device) => make('option', { value: device.id, label: `${device.name} · ${kindName(device.kind)}` })));
      }
    }, 250);
  });
  return { input, list };
}
