/** The city's time: the server's clock, told in the city's zone whatever the display's own clock says. */
import { t } from './i18n.js';

let offset = Date.now() - performance.now();
let zone = 'Asia/Shanghai';
let clockFormat;
let dayFormat;

setZone(zone);

/** What the server's clock said just now. */
export function setServerTime(iso) {
  offset = Date.parse(iso) - performance.now();
}

export function setZone(name) {
  zone = name;
  const clock = { timeZone: zone, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' };
  clockFormat = new Intl.DateTimeFormat('en-GB', clock);
  dayFormat = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
}

/** Now, in milliseconds of the epoch. */
export function now() {
  return performance.now() + offset;
}

/** 12:03:05 */
export function clock(milliseconds) {
  return clockFormat.format(milliseconds);
}

/** 12:03 */
export function clockMinutes(milliseconds) {
  return clockFormat.format(milliseconds).slice(0, 5);
}

/** The hour of the city's day and its minute. */
export function hourOfDay(milliseconds) {
  const [hour, minute] = clockMinutes(milliseconds).split(':').map(Number);
  return { hour, minute };
}

/** 12:03:05 today, with the date on any other day. */
export function moment(iso) {
  return day(iso) === dayFormat.format(now()) ? clock(Date.parse(iso)) : dated(iso);
}

/** 2026-03-01 */
export function day(iso) {
  return dayFormat.format(Date.parse(iso));
}

/** 2026-03-01 12:03:05, on any day: for paper. */
export function dated(iso) {
  return `${day(iso)} ${clock(Date.parse(iso))}`;
}

/** A duration in its largest unit: 8 s, 3 min, 2 h, 4 d. */
export function age(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) {
    return t('ageSeconds', seconds);
  }
  if (seconds < 3600) {
    return t('ageMinutes', Math.floor(seconds / 60));
  }
  return seconds < 86400 ? t('ageHours', Math.floor(seconds / 3600)) : t('ageDays', Math.floor(seconds / 86400));
}

/** How long ago that was. */
export function ageSince(iso) {
  return age(now() - Date.parse(iso));
}
