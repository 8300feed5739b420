/** Many devices in one file: checked first without writing, told row by row, then written as a whole. */
import { Refused, send } from './api.js';
import { byId, make, setText } from './dom.js';
import { number, t } from './i18n.js';
import { FRAMES } from './register.js';

const PROBLEMS_SHOWN = 200;
const CSV_EXAMPLE = 'id,kind,name,lon,lat,gateway,owner\nw-001,water-level,\u2026,121.5245,38.8631,gw-1,\u2026';

export class Upload {
  #dialog;
  #done;
  #text = '';
  #type = 'text/csv';

  /** `done` is called once devices were written. */
  constructor(dialog, done) {
    this.#dialog = dialog;
    this.#done = done;
    dialog.replaceChildren(make('form', { method: 'dialog' },
      make('div', { class: 'head' }, make('h2', {}, t('upload')), make('button', { class: 'close', value: 'close', 'aria-label': t('close') }, '×')),
      make('p', {}, t('uploadAbout')), make('pre', { class: 'raw' }, CSV_EXAMPLE),
      make('div', { class: 'fields' },
        make('label', {}, make('span', {}, t('file')), make('input', { id: 'upload-file', type: 'file', accept: '.csv,.json,.geojson,text/csv,application/geo+json' })),
        make('label', {}, make('span', {}, t('frame')), make('select', { id: 'upload-frame' },
          ...FRAMES.map((frame) => make('option', { value: frame }, t(`frame_${frame}`)))))),
      make('div', { class: 'actions' },
        make('button', { type: 'button', class: 'primary', id: 'upload-write', disabled: true, onclick: () => this.#send(false) }, t('uploadWrite')),
        make('p', { id: 'upload-status', class: 'status', role: 'status' })),
      make('ul', { id: 'upload-warnings', class: 'warnings' }),
      make('div', { class: 'scroll' }, make('table', { id: 'upload-problems' }))));
    byId('upload-file').addEventListener('change', () => this.#chosen());
    byId('upload-frame').addEventListener('change', () => this.#text && this.#send(true));
  }

  async #chosen() {
    const [file] = byId('upload-file').files;
    if (file) {
      this.#text = await file.text();
      this.#type = /json$/i.test(file.name) || this.#text.trimStart().startsWith('{') ? 'application/geo+json' : 'text/csv';
      await this.#send(true);
    }
  }

  async #send(dry) {
    byId('upload-write').disabled = true;
    this.#say(t(dry ? 'checking' : 'writing'), false);
    const query = new URLSearchParams({ frame: byId('upload-frame').value, 'dry-run': String(dry) });
    try {
      const report = await send(`/api/v1/devices/upload?${query}`, this.#type, this.#text);
      this.#show(report, dry);
      if (report.written) {
        this.#done();
      }
    } catch (failure) {
      this.#say(failure instanceof Refused ? failure.message : t('saveUnknown'), true);
      byId('upload-problems').replaceChildren();
    }
  }

  #show(report, dry) {
    const { rows, created, changed, unchanged, problems, warnings } = report;
    const key = problems.length > 0 ? 'uploadRefused' : dry ? 'uploadChecked' : 'uploadDone';
    this.#say(t(key, number(rows), number(created), number(changed), number(unchanged), number(problems.length)), problems.length > 0);
    byId('upload-write').disabled = !dry || problems.length > 0 || created + changed === 0;
    byId('upload-warnings').replaceChildren(...warnings.map((warning) => make('li', {}, warning)));
    byId('upload-problems').replaceChildren(...(problems.length === 0 ? [] : [
      make('thead', {}, make('tr', {}, ...['row', 'field', 'value', 'problem'].map((name) => make('th', {}, t(`upload_${name}`))))),
      make('tbody', {}, ...problems.slice(0, PROBLEMS_SHOWN).map((one) => make('tr', {}, make('td', { class: 'n' }, String(one.row)),
        make('td', {}, one.field ?? ''), make('td', {}, one.value ?? ''), make('td', { class: 'wide' }, one.problem)))),
    ]));
  }

  #say(text, problem) {
    setText(byId('upload-status'), text);
    byId('upload-status').classList.toggle('problem', problem);
  }
}
