/** The thresholds that decide about a reading now: as the service ranks its rules, for lines in a chart. */
import { all, get } from './api.js';
import { clockMinutes, now } from './time.js';

const KEPT = 30000;

let rules = null;
let readAt = -Infinity;

/** Of a registered device, `{value, severity, above}`; none where rules cannot be read. */
export async function limitsOf(deviceId, reading, unit) {
  const [device, known] = await Promise.all([
    get(`/api/v1/devices/${encodeURIComponent(deviceId)}`).catch(() => ({})), thresholds().catch(() => [])]);
  const chain = (device.chain ?? []).map((grid) => grid.code);
  const time = clockMinutes(now());
  const issues = new Map();
  for (const rule of known) {
    if (fits(rule.kind, device.kind) && fits(rule.reading, reading) && (!rule.unit || !unit || fits(rule.unit, unit))
      && (!rule.grid || chain.includes(rule.grid)) && (!rule.from || within(time, rule.from, rule.to))) {
      const issue = `${rule.alertKind} ${rule.above !== undefined}`;
      issues.set(issue, [...(issues.get(issue) ?? []), rule]);
    }
  }
  return [...issues.values()].flatMap((competing) => decisive(competing, chain))
    .map((rule) => ({ value: rule.above ?? rule.below, severity: rule.severity, above: rule.above !== undefined }))
    .sort((a, b) => a.value - b.value);
}

async function thresholds() {
  if (performance.now() - readAt > KEPT) {
    readAt = performance.now();
    rules = all('/api/v1/rules?type=threshold&enabled=true&limit=1000', 5000).then(({ items }) => items);
  }
  return rules;
}

/** Priority, then the deeper grid, then naming a kind, then naming a time of day; equals apply together. */
function decisive(competing, chain) {
  const rank = (rule) => [rule.priority ?? 0, rule.grid ? chain.indexOf(rule.grid) + 1 : 0, rule.kind ? 1 : 0, rule.from ? 1 : 0];
  const compare = (a, b) => rank(a).map((part, i) => part - rank(b)[i]).find((part) => part !== 0) ?? 0;
  const best = [...competing].sort((a, b) => compare(b, a))[0];
  return competing.filter((rule) => compare(rule, best) === 0);
}

/** Alternatives by |, * for anything, upper and lower case alike; no pattern fits all. */
function fits(pattern, text) {
  if (!pattern) {
    return true;
  }
  const words = pattern.split('|').map((word) => word.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*'));
  return new RegExp(`^(?:${words.join('|')})$`, 'i').test(text ?? '');
}

/** Half-open, and may go over midnight. */
function within(time, from, to) {
  const [start, end] = [from.slice(0, 5), to.slice(0, 5)];
  return start < end ? time >= start && time < end : time >= start || time < end;
}
