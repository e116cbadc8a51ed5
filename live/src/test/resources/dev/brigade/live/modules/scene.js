// States and deltas of the server, in few words.

import { Model } from '/live/assets/model.js';

export const STOCK = { id: 't1', kind: 'lock', name: 'stock', holders: [], waiters: [] };
export const HOT = { id: 't2', kind: 'condition', name: 'hot', of: 't1', holders: [], waiters: [] };
export const POOL = { id: 't3', kind: 'pool', name: 'main', capacity: 2, size: 0, holders: [], waiters: [] };
export const PASS = { id: 't4', kind: 'queue', name: 'pass', capacity: 20, size: 0, holders: [], waiters: [] };

export function activity(id, more = {}) {
  return { id, kind: 'request', label: 'POST /orders', name: `POST /orders #${id}`, state: 'RUNNING', since: 0, began: 0, run: 1, cancellable: true, ...more };
}

export function event(a, k, t, more = {}) {
  return { a, k, t, ...more };
}

export function state(more = {}) {
  return { app: 'kitchen', node: 'here:1', mode: 'development', now: 0, wall: 1_000_000, sentence: 'a', mood: 'calm', things: [STOCK, HOT, POOL, PASS], activities: [], transactions: [], edges: [], knots: [], events: [], lost: 0, sampledOut: 0, ...more };
}

/** A model that has been given a state and then deltas. */
export function model(first, ...deltas) {
  const made = new Model();
  made.load(state(first));
  for (const delta of deltas) made.apply({ wall: 1_000_000 + delta.now, ...delta });
  return made;
}

/** RUNNING 0–10, WAITING_LOCK 10–… */
export function told(lane) {
  return lane.segments.map(({ state: name, from, to }) => `${name} ${from}–${to === Infinity ? '…' : to}`).join(', ');
}

export function held(thing) {
  return thing.holds.map(({ lane, from, to, brief }) => `#${lane.id} ${from}–${to === Infinity ? '…' : to}${brief ? ' briefly' : ''}`).join(', ');
}
