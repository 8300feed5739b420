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

/** A grid's chain, level 1 first: from its answer, or by its parents. */
export async function chainOf(grid) {
  if (grid.chain) {
    return grid.chain;
  }
  const chain = [grid];
  for (let code = parentOf(grid); code; code = parentOf(chain[0])) {
    chain.unshift(await gridOf(code));
  }
  return chain;
}

/** The code of the grid one level up, null at level 1. */
export function parentOf(grid) {
  return grid.parent?.code ?? grid.parent ?? null;
}
