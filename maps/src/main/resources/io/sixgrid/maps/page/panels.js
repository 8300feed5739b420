/** Around the map: what is shown of it, the legend, the level in focus, folding, and the city's name. */
import { byId, make, setText } from './dom.js';
import { classText } from './heat.js';
import { said, t } from './i18n.js';
import { wall } from './theme.js';

/** Switches for the map's layers; `layers` are `{id, name, show(visible)}`. */
export function layerSwitches(layers, bases, onBase) {
  const rows = layers.map(({ id, name, show }) => make('li', {}, make('label', {}, make('input', {
    type: 'checkbox', checked: true, 'data-testid': `layer-${id}`, onchange: (event) => show(event.target.checked),
  }), name)));
  byId('layers').append(...rows);
  if (bases.length > 0) {
    const choose = (chosen) => {
      bases.forEach((base) => base.layer.setVisible(base === chosen));
      onBase(chosen !== null);
    };
    const option = (name, base) => make('li', {}, make('label', {}, make('input', {
      type: 'radio', name: 'base', checked: base === null, onchange: () => choose(base),
    }), name));
    byId('layers').append(option(t('noBaseMap'), null), ...bases.map((base) => option(base.name, base)));
  }
}

/** The classes of colour at the level in focus, with their numbers; hidden while there is nothing to count. */
export function showLegend({ level, bounds, any }) {
  const legend = byId('legend');
  legend.hidden = !any;
  legend.replaceChildren(
    make('div', {}, t('legend', said(level.name))),
    make('div', { class: 'classes' }, ...bounds.map((_, i) => make('span', { class: 'class' },
      make('span', { class: `swatch heat-${i + 1}` }), classText(bounds, i)))),
  );
  byId('focus').replaceChildren(`${t('focus')} `, make('b', { 'data-level': level.level }, said(level.name)));
}

export function foldButtons(map) {
  for (const side of ['left', 'right']) {
    const button = byId(`fold-${side}`);
    const panel = byId(side);
    const mark = () => {
      const open = !panel.classList.contains('folded');
      setText(button, (side === 'left') === open ? '‹' : '›');
      button.setAttribute('aria-expanded', String(open));
    };
    button.setAttribute('aria-label', t(side === 'left' ? 'foldLeft' : 'foldRight'));
    button.addEventListener('click', () => {
      panel.classList.toggle('folded');
      mark();
      map.updateSize();
    });
    mark();
  }
}

export function schemeTexts(scheme) {
  setText(byId('city'), said(scheme.name));
  document.title = `${said(scheme.name)} · Sixgrid`;
  const note = said(scheme.note);
  setText(byId('note'), note);
  byId('note').hidden = note === '';
  if (wall) {
    byId('lists').prepend(make('h2', {}, t('worst')));
  }
}
