/** Five classes of one hue for counts: light to dark, and what each stands for. Zero has no class. */

/** Lower bounds of the five classes for a largest count of `max`: finer where counts are small, as most are. */
export function lowerBounds(max) {
  const bounds = [1];
  for (let i = 1; i < 5; i += 1) {
    bounds.push(Math.max(bounds[i - 1] + 1, Math.round(1 + (max - 1) * (i / 5) ** 1.5)));
  }
  return bounds;
}

/** The class of a count, 1 to 5; 0 for zero. */
export function classOf(count, bounds) {
  let found = 0;
  while (found < 5 && count >= bounds[found]) {
    found += 1;
  }
  return found;
}

/** What a class stands for, as a legend says it: `3`, `4–7`, `≥ 16`. */
export function classText(bounds, index) {
  if (index === 4) {
    return `≥\u2009${bounds[4]}`;
  }
  const last = bounds[index + 1] - 1;
  return last === bounds[index] ? String(last) : `${bounds[index]}–${last}`;
}
