// Where a time is on the screen, and which time is at a place.
//
// Plain, a millisecond has the same width everywhere. Compressed, the time between two events that are next to each other has at
// most so many pixels, however long nothing happened, and at least so many if wanted: a lesson spreads what happens at once.

export class Scale {
  /** t is at x; perMs pixels for a millisecond. */
  static plain(t, x, perMs) {
    return new Scale([t, t + 1], [x, x + perMs], perMs);
  }

  /**
   * The time t is at x, and from there to the left and to the right each time between two of times has between least and most
   * pixels, as far as the screen goes.
   *
   * @param times numbers in order; those from index begin on are looked at
   */
  static compressed(t, x, perMs, times, { begin = 0, least = 0, most = 48, width = 2000 } = {}) {
    const px = (gap) => Math.min(Math.max(gap * perMs, least), most);
    const breaks = [];
    const first = lowerBound(times, t, begin);
    const walk = (from, step, isOn) => {
      const ts = [];
      const xs = [];
      for (let i = from, at = x, last = t; isOn(i, at); i += step) {
        const gap = Math.abs(times[i] - last);
        if (gap === 0) continue;
        at += step * px(gap);
        if (gap * perMs > most) breaks.push({ from: Math.min(last, times[i]), to: Math.max(last, times[i]) });
        last = times[i];
        ts.push(last);
        xs.push(at);
      }
      return { ts, xs };
    };
    const left = walk(first - 1, -1, (i, at) => i >= begin && at > 0);
    const right = walk(first, 1, (i, at) => i < times.length && at < width);
    const ts = [...left.ts.reverse(), t, ...right.ts];
    const xs = [...left.xs.reverse(), x, ...right.xs];
    return new Scale(ts, xs, perMs, breaks);
  }

  constructor(ts, xs, perMs, breaks = []) {
    this.ts = ts;
    this.xs = xs;
    this.perMs = perMs;
    this.breaks = breaks;
    this.isPlain = ts.length === 2 && breaks.length === 0;
  }

  x(t) {
    return between(this.ts, this.xs, t, this.perMs);
  }

  t(x) {
    return between(this.xs, this.ts, x, 1 / this.perMs);
  }

  /** So much time for the axis: 1, 2 or 5 times a power of ten, with at least so many pixels. */
  tick(least) {
    const rough = least / this.perMs;
    const power = 10 ** Math.floor(Math.log10(rough));
    for (const n of [1, 2, 5, 10]) if (n * power >= rough) return n * power;
    return 10 * power;
  }
}

/** The index of the first that is not less than t. */
function lowerBound(times, t, begin) {
  let low = begin;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle] >= t) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Linear between the known points, and of the plain slope outside. */
function between(from, to, value, slope) {
  const last = from.length - 1;
  if (value <= from[0]) return to[0] + (value - from[0]) * slope;
  if (value >= from[last]) return to[last] + (value - from[last]) * slope;
  let i = lowerBound(from, value, 1);
  if (from[i] === from[i - 1]) i++;
  return to[i - 1] + ((value - from[i - 1]) / (from[i] - from[i - 1])) * (to[i] - to[i - 1]);
}
