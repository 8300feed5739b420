/** Elements in one line. */

/** `make('li', {class: 'x', onclick: f}, 'text', child)`; null and false children are left out. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else {
      element.setAttribute(key, value === true ? '' : value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function byId(id) {
  return document.getElementById(id);
}

/** Sets text only when it differs: an unchanged element costs no layout. */
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

const drawn = new WeakMap();

/** Fills `element` with what `build()` answers, anew only when `data` is other than before: focus and scrolling stay. */
export function fill(element, data, build) {
  const now = JSON.stringify(data);
  if (drawn.get(element) !== now) {
    drawn.set(element, now);
    element.replaceChildren(...[build()].flat().filter((part) => part !== null && part !== false));
  }
}

/** A list of facts: `[key, name, value]`; those without a value are left out. */
export function facts(rows) {
  return make('dl', {}, ...rows
    .filter(([, , value]) => value !== null && value !== undefined && value !== '')
    .flatMap(([key, name, value]) => [make('dt', {}, name), make('dd', { 'data-field': key }, value)]));
}

/** Up and down move between the buttons of a list. */
export function walkWithArrows(list) {
  list.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const buttons = [...list.querySelectorAll('button')];
    const at = buttons.indexOf(document.activeElement);
    if (step && at >= 0) {
      event.preventDefault();
      buttons[at + step]?.focus();
    }
  });
}

/** Calls `work` soon, but not more often than every `milliseconds`. */
export function throttled(milliseconds, work) {
  let timer = null;
  let last = -Infinity;
  return () => {
    timer ??= setTimeout(() => {
      timer = null;
      last = performance.now();
      work();
    }, Math.max(0, last + milliseconds - performance.now()));
  };
}
