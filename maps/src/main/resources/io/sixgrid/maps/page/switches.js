/** Links in the header: the other language, the other theme, and the other page as this one is shown. */
import { byId, setText } from './dom.js';
import { language, t } from './i18n.js';
import { theme, withParameter } from './theme.js';

export function languageAndTheme() {
  const other = language === 'zh' ? 'en' : 'zh';
  const links = {
    language: [t('otherLanguage'), () => withParameter('lang', other)],
    theme: [t(theme === 'dark' ? 'lightTheme' : 'darkTheme'), () => withParameter('theme', theme === 'dark' ? 'light' : null)],
  };
  for (const [id, [text, address]] of Object.entries(links)) {
    setText(byId(id), text);
    byId(id).href = address();
    // The address of the moment, with where the map looks.
    byId(id).addEventListener('click', (event) => {
      event.preventDefault();
      location.assign(address());
    });
  }
}

/** Leads to another page in this language and theme. */
export function linkToPage(link, path) {
  link.href = path + location.search;
}
