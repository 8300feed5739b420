/** Asks who it is: a token, given to the service once, which answers with a cookie. */
import { post, Unauthenticated } from './api.js';
import { byId, setText } from './dom.js';
import { t } from './i18n.js';

/** Shows the form; the page starts anew when the service knows the token. */
export function askForToken() {
  const dialog = byId('session');
  if (dialog.open) {
    return;
  }
  dialog.addEventListener('cancel', (event) => event.preventDefault());
  byId('session-form').addEventListener('submit', async (event) => {
    event.preventDefault();
    setText(byId('session-problem'), '');
    try {
      await post('/api/v1/session', { token: byId('token').value.trim() });
      location.reload();
    } catch (failure) {
      setText(byId('session-problem'), failure instanceof Unauthenticated ? t('signInWrong') : failure.message);
    }
  });
  dialog.showModal();
  byId('token').focus();
}
