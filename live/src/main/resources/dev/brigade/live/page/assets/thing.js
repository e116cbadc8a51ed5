// What threads share, and how it went with it: who held it when, who waited, how much was in it.

import { after, insert, lastUpTo } from './sorted.js';
import { kindOf } from './states.js';

export class Thing {
  constructor(id) {
    this.id = id;
    this.kind = 'other';
    this.name = id;
    this.of = '';
    this.capacity = 0;
    this.gone = false;
    this.holds = []; // {lane, from, to, brief}, in the order of from
    this.waits = []; // segments of lanes, in no order
    this.samples = []; // {t, size, holders, waiters}: what the server said
    this.sizes = []; // {t, size}: of a queue
    this.puts = []; // {lane, t}: items that nobody has taken yet, as far as they were seen
    this.edition = 0; // grows with each change, for who keeps what follows from it
  }

  get exclusive() {
    return Boolean(kindOf(this).exclusive);
  }

  /** Whether anything has happened with it, as long as is known. */
  get isUsed() {
    return this.holds.length > 0 || this.waits.length > 0 || this.sizes.some((each) => each.size > 0) || this.samples.some((each) => each.size > 0);
  }

  changed() {
    this.edition++;
  }

  hold(lane, t) {
    const hold = { lane, from: t, to: Infinity, brief: false, depth: 1 };
    if (this.exclusive) {
      for (let i = this.holds.length - 1; i >= 0 && i >= this.holds.length - 8; i--) {
        const other = this.holds[i];
        if (other.lane !== lane && other.to > t && other.from <= t) other.to = t; // it was released, whenever we shall hear of it
      }
    }
    insert(this.holds, hold, (each) => each.from);
    this.changed();
    return hold;
  }

  /** Those who hold it at that time. */
  holders(t) {
    const found = [];
    const { holds } = this;
    for (let i = after(holds, t, (each) => each.from) - 1; i >= 0; i--) {
      if (holds[i].to > t) {
        found.push(holds[i]);
        if (this.exclusive) break;
      }
    }
    return found;
  }

  sample(t) {
    return lastUpTo(this.samples, t, (each) => each.t);
  }

  /** How many items, permits or connections; undefined if that was never said. */
  size(t) {
    if (this.sizes.length > 0) {
      const known = lastUpTo(this.sizes, t, (each) => each.t);
      return Math.max(0, known ? known.size : this.sizes[0].before);
    }
    return this.sample(t)?.size;
  }

  /** One more or less in the queue. */
  step(t, by) {
    const last = this.sizes[this.sizes.length - 1];
    if (last && t < last.t) {
      const index = after(this.sizes, t, (each) => each.t);
      const before = index > 0 ? this.sizes[index - 1].size : this.sizes[0].before;
      this.sizes.splice(index, 0, { t, size: before + by, before });
      for (let i = index + 1; i < this.sizes.length; i++) {
        this.sizes[i].before += by;
        this.sizes[i].size += by;
      }
    } else {
      const before = last ? last.size : 0;
      this.sizes.push({ t, before, size: before + by });
    }
    this.changed();
  }

  /** The server says how many there are: right at t; whether the past was counted right shows here too. */
  settle(t, size, isFirst) {
    const last = this.sizes[this.sizes.length - 1];
    if (!last) {
      this.sizes.push({ t, before: size, size });
    } else if (last.size !== size) {
      const off = size - last.size;
      if (isFirst) {
        for (const each of this.sizes) {
          each.before += off;
          each.size += off;
        }
      } else {
        this.sizes.push({ t: Math.max(t, last.t), before: last.size, size });
      }
    }
  }

  /** How many units were held: steps {t, n}. */
  usage() {
    if (this.usedOf === this.edition) return this.used;
    this.used = steps(this.holds.filter((hold) => !hold.brief), (hold) => hold.n ?? 1);
    this.usedOf = this.edition;
    return this.used;
  }

  inUse(t) {
    return lastUpTo(this.usage(), t, (step) => step.t)?.n ?? 0;
  }

  /** How many waited: steps {t, n}, before the first of which nobody did. Kept until something changes. */
  waiting() {
    if (this.keptOf === this.edition) return this.kept;
    this.kept = steps(this.waits.filter((segment) => !segment.gone), () => 1);
    this.keptOf = this.edition;
    return this.kept;
  }

  waitingAt(t) {
    return lastUpTo(this.waiting(), t, (step) => step.t)?.n ?? 0;
  }

  forgetBefore(t) {
    if (this.holds.some((hold) => hold.to < t)) this.holds = this.holds.filter((hold) => hold.to >= t);
    if (this.waits.some((segment) => segment.gone || segment.to < t)) {
      this.waits = this.waits.filter((segment) => !segment.gone && segment.to >= t);
    }
    const samples = after(this.samples, t, (each) => each.t) - 1;
    if (samples > 0) this.samples.splice(0, samples);
    const sizes = after(this.sizes, t, (each) => each.t) - 1;
    if (sizes > 0) this.sizes.splice(0, sizes);
    while (this.puts.length > 0 && this.puts[0].t < t) this.puts.shift();
  }
}

/** How many of what lasts from … to there were at once. */
function steps(lasting, weight) {
  const changes = [];
  for (const each of lasting) {
    changes.push({ t: each.from, by: weight(each) });
    if (each.to < Infinity) changes.push({ t: each.to, by: -weight(each) });
  }
  changes.sort((one, other) => one.t - other.t);
  const made = [];
  let n = 0;
  for (const { t, by } of changes) {
    n += by;
    const last = made[made.length - 1];
    if (last?.t === t) last.n = n;
    else made.push({ t, n });
  }
  return made;
}
