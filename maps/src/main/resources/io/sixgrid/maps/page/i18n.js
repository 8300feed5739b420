/** Words of the page in the reader's language: Chinese where the browser is Chinese, else English; `?lang=` decides. */
import { en } from './texts-en.js';
import { zh } from './texts-zh.js';

const asked = new URLSearchParams(location.search).get('lang');

export const language = ['zh', 'en'].includes(asked) ? asked : navigator.language.startsWith('zh') ? 'zh' : 'en';
document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';

const texts = { ...(language === 'zh' ? zh : en) };

/** The text called `key`, its `{0}`, `{1}` filled in. */
export function t(key, ...values) {
  const text = texts[key] ?? key;
  return text.replace(/\{(\d)\}/g, (_, i) => String(values[i]));
}

/** Adds the words of a page of its own. */
export function learn(words) {
  Object.assign(texts, language === 'zh' ? words.zh : words.en);
}

/** What the server says in both languages. */
export function said(both) {
  return both?.[language] || both?.zh || both?.en || '';
}

/** A kind of device, alert or incident; `tilt-alarm` reads as `tilt`, unknown words are shown as they are. */
export function kindName(kind) {
  return texts.kinds[kind] ?? texts.kinds[kind.replace(/-alarm$/, '')] ?? kind;
}

/** What a reading measures; unknown names are shown as they are. */
export function readingName(name) {
  return texts.readingNames[name] ?? texts.readingNames[name.toLowerCase().replaceAll('-', '_')] ?? name;
}

/** Fills the static part of the page. */
export function translate(root) {
  for (const element of root.querySelectorAll('[data-t]')) {
    element.textContent = t(element.dataset.t);
  }
  for (const element of root.querySelectorAll('[data-t-placeholder]')) {
    element.placeholder = t(element.dataset.tPlaceholder);
    element.setAttribute('aria-label', element.placeholder);
  }
}

/** A number with thin spaces between thousands. */
export function number(value) {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, '\u2009');
}
