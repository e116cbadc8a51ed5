// What threads share, and how it went with it: who held it when, who waited, how much was in it.

import { after, insert, lastUpTo } from './sorted.js';
import { kindOf } from './states.js';
import { Steps, countIn } from './steps.js';

export class Thing {
  constructor(id) {
    this.id = id;
    this.kind = 'other';
    this.name = id;
    this.of = '';
    this.capacity = 0;
    this.gone = false;
    this.isDescribed = false; // or only named by an event
    this.holds = []; // {lane, from, to, brief}, in the order of from
    this.waits = []; // segments of lanes, in no order
    this.used = new Steps(); // of all who hold it
    this.waiting = new Steps(); // of all who wait
    this.sizes = new Steps(); // of a queue
    this.isSized = false; // whether anybody said how many there are
    this.samples = []; // {t, size, holders, waiting}: what the server said
    this.puts = new Map(); // number of an item → {lane, t}: those that nobody has taken yet, as far as they were seen
  }

  get exclusive() {
    return Boolean(kindOf(this).exclusive);
  }

  /** Whether anything has happened with it, as long as is known. */
  get isUsed() {
    return this.holds.length > 0 || this.waits.length > 0 || this.sizes.max(-Infinity, Infinity) > 0 || this.samples.some((each) => each.size > 0);
  }

  /**
   * @param how {isTimeless: it was acquired later than t, nobody knows when; hasWaited; told: with which message}
   */
  hold(lane, t, how = {}) {
    const hold = { lane, from: t, to: Infinity, brief: false, depth: 1, mark: lane.last, ...how };
    if (this.exclusive) {
      for (let i = this.holds.length - 1; i >= 0 && i >= this.holds.length - 8; i--) {
        const other = this.holds[i];
        if (other.lane === lane || other.to <= t || other.from > t) continue;
        if (!how.hasWaited && other.isTimeless && other.lane.last === other.mark) this.defer(other);
        else this.release(other, t); // it was released, whenever we shall hear of it
      }
    }
    insert(this.holds, hold, (each) => each.from);
    countIn(this.used, hold);
    return hold;
  }

  /**
   * Another had it without waiting: so this hold, of which only is known that it began after some time, began after that of the other.
   * It is put back when it is known to be there.
   */
  defer(hold) {
    hold.gone = true;
    countIn(this.used, hold);
    this.holds.splice(this.holds.indexOf(hold), 1);
    hold.lane.deferred.push({ thing: this, hold });
  }

  putBack(hold, t) {
    hold.gone = false;
    hold.from = t;
    for (const other of this.holders(t)) if (other.lane !== hold.lane) this.release(other, t);
    insert(this.holds, hold, (each) => each.from);
    countIn(this.used, hold);
  }

  /** Not held any more from t on, or even before, as was heard earlier. */
  release(hold, t) {
    if (hold.to <= t) return;
    hold.to = Math.max(t, hold.from);
    countIn(this.used, hold);
  }

  /** Waited for by a segment of a lane, which is new or has changed. */
  waitedBy(segment) {
    if (segment.thing !== this && !segment.gone) {
      segment.thing = this;
      this.waits.push(segment);
    }
    countIn(this.waiting, segment);
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

  /** How many wait; as the server says where not all who do have a lane. */
  waitingAt(t) {
    return this.sample(t)?.waiting ?? this.waiting.at(t);
  }

  /** How many items, permits or connections. */
  size(t) {
    if (this.kind === 'queue') return Math.max(0, this.sizes.at(t));
    return this.used.list.length > 0 ? this.used.at(t) : this.sample(t)?.size ?? 0;
  }

  /** The server says how many items there are now; isFirst: then all that was counted before was so many off. */
  settle(t, size, isFirst) {
    const off = size - this.sizes.last;
    if (isFirst || !this.isSized) this.sizes.shift(off);
    else if (off !== 0) this.sizes.add(t, off);
    this.isSized = true;
  }

  forgetBefore(t) {
    if (this.holds.some((hold) => hold.to < t)) this.holds = this.holds.filter((hold) => hold.to >= t);
    if (this.waits.some((segment) => segment.gone || segment.to < t)) {
      this.waits = this.waits.filter((segment) => !segment.gone && segment.to >= t);
    }
    for (const steps of [this.used, this.waiting, this.sizes]) steps.forgetBefore(t);
    const samples = after(this.samples, t, (each) => each.t) - 1;
    if (samples > 0) this.samples.splice(0, samples);
    for (const [number, put] of this.puts) if (put.t < t) this.puts.delete(number);
  }
}
