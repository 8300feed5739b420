/** Grids as the service describes them, kept until boundaries change. */
import { get } from './api.js';

const known = new Map();

function ask(path) {
  if (!known.has(path)) {
    known.set(path, get(path).catch((failure) => {
      known.delete(path);
      throw failure;
    }));
  }
  return known.get(path);
}

export function forgetGrids() {
  known.clear();
}

/** One grid, with its shape. */
export function gridOf(code) {
  return ask(`/api/v1/grids/${encodeURIComponent(code)}?geometry=true`);
}

/** The grids below a grid, or the widest ones without one. */
export async function gridsBelow(code) {
  const which = code === null ? 'level=1' : `parent=${encodeURIComponent(code)}`;
  return (await ask(`/api/v1/grids?${which}&limit=1000`)).items;
}

/** A grid's chain by its parents, level 1 first. */
export async function chainOf(grid) {
  const chain = [grid];
  while (chain[0].parent) {
    chain.unshift(await gridOf(chain[0].parent));
  }
  return chain;
}
