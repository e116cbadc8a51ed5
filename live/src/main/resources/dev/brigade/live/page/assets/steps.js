// How many there were at each time, of what begins and ends: a step graph that grows mostly at its end.

import { after, lastUpTo } from './sorted.js';

const at = (step) => step.t;

export class Steps {
  constructor() {
    this.list = []; // {t, n}: n from t on
    this.before = 0; // n before the first
  }

  /** So many more, or less, from t on. */
  add(t, by) {
    const { list } = this;
    const last = list[list.length - 1];
    if (!last || t > last.t) {
      list.push({ t, n: (last ? last.n : this.before) + by });
      return;
    }
    let i = list.length;
    while (i > 0 && list[i - 1].t >= t) list[--i].n += by; // late by a little: a few steps
    if (list[i].t !== t) list.splice(i, 0, { t, n: (i > 0 ? list[i - 1].n : this.before) + by });
  }

  /** It was so many more, or less, at all times. */
  shift(by) {
    this.before += by;
    for (const step of this.list) step.n += by;
  }

  at(t) {
    return lastUpTo(this.list, t, at)?.n ?? this.before;
  }

  get last() {
    const { list } = this;
    return list.length > 0 ? list[list.length - 1].n : this.before;
  }

  /** The index of the step that holds at t; 0 if none does. */
  indexAt(t) {
    return Math.max(0, after(this.list, t, at) - 1);
  }

  max(from, to) {
    const { list } = this;
    let most = 0;
    for (let i = this.indexAt(from); i < list.length && list[i].t <= to; i++) if (list[i].n > most) most = list[i].n;
    return most;
  }

  forgetBefore(t) {
    const drop = after(this.list, t, at) - 1;
    if (drop <= 0) return;
    this.before = this.list[drop - 1].n;
    this.list.splice(0, drop);
  }
}

/** Counts one thing {from, to} in steps, or again when it has changed; gone: it never was. */
export function countIn(steps, each, weight = 1) {
  const from = each.gone ? undefined : each.from;
  const to = each.gone || each.to === Infinity ? undefined : each.to;
  if (each.countedFrom !== from) {
    if (each.countedFrom !== undefined) steps.add(each.countedFrom, -weight);
    if (from !== undefined) steps.add(from, weight);
    each.countedFrom = from;
  }
  if (each.countedTo !== to) {
    if (each.countedTo !== undefined) steps.add(each.countedTo, weight);
    if (to !== undefined) steps.add(to, -weight);
    each.countedTo = to;
  }
}
