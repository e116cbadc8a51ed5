// Arrays that are in the order of a number and grow mostly at their end.

/** The index of the first item whose number is greater than n. */
export function after(items, n, number) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (number(items[middle]) > n) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Behind those of the same number. */
export function insert(items, item, number) {
  const n = number(item);
  if (items.length === 0 || number(items[items.length - 1]) <= n) items.push(item);
  else items.splice(after(items, n, number), 0, item);
}

/** The last item whose number is not greater than n. */
export function lastUpTo(items, n, number) {
  const index = after(items, n, number);
  return index > 0 ? items[index - 1] : undefined;
}

/** Without those at the beginning whose number is less than n; in place. */
export function dropBefore(items, n, number) {
  let drop = 0;
  while (drop < items.length && number(items[drop]) < n) drop++;
  if (drop > 0) items.splice(0, drop);
}

/**
 * Numbers in order, of which the oldest are forgotten: dropping costs nothing until half of them are gone.
 */
export class Times {
  constructor() {
    this.all = [];
    this.begin = 0;
  }

  add(t) {
    const { all } = this;
    const last = all[all.length - 1];
    if (last === t) return;
    if (last === undefined || last < t) all.push(t);
    else {
      const index = after(all, t, (n) => n);
      if (all[index - 1] !== t) all.splice(index, 0, t);
    }
  }

  drop(before) {
    this.begin = Math.max(this.begin, after(this.all, before, (n) => n));
    if (this.begin > 1024 && this.begin > this.all.length / 2) {
      this.all.splice(0, this.begin);
      this.begin = 0;
    }
  }

  /** The index of the first that is greater than t. */
  after(t) {
    return Math.max(this.begin, after(this.all, t, (n) => n));
  }
}
