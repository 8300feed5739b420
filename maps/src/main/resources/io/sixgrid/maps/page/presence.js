/** Whether a device is there: a filled dot, a hollow grey one, or a faint one of which nothing was ever heard; always with the word. */
import { make } from './dom.js';
import { t } from './i18n.js';
import { ageSince, moment } from './time.js';

export const STATES = ['online', 'offline', 'unknown'];

export function stateOf(device) {
  return device.presence?.state ?? 'unknown';
}

export function presenceSign(state) {
  return make('span', { class: `presence presence-${state}`, role: 'img', 'aria-label': t(`presence_${state}`), title: t(`presence_${state}`) });
}

/** In a sentence: offline since 12:03:05, by silence. */
export function presenceText({ presence }) {
  const state = presence?.state ?? 'unknown';
  const parts = [t(`presence_${state}`)];
  if (presence?.since) {
    parts.push(t('sinceThen', moment(presence.since)));
  }
  if (presence?.reason) {
    parts.push(t(`presenceBy_${presence.reason.replaceAll('-', '_')}`));
  }
  return parts.join(t('comma'));
}

/** When it was heard last. */
export function seenText({ presence }) {
  return presence?.lastSeen ? t('ago', ageSince(presence.lastSeen)) : t('never');
}
