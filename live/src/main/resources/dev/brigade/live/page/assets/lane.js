// What one activity did: a row of segments without gaps, each a state with its time, and marks between them.
//
// There are two sources. Events say when something began and ended; they may come late (that a thread was signalled is
// recorded by that thread, once it has its lock again) and some may be missing. The state that each delta carries says what
// is true now. So a segment may be put between others afterwards, and a state that no event explains begins where it says.

import { after } from './sorted.js';

const from = (segment) => segment.from;

export class Lane {
  constructor(id, began) {
    this.id = id;
    this.kind = 'other';
    this.label = `#${id}`;
    this.name = id < 0 ? 'a thread that is none of Brigade’s' : `#${id}`;
    this.requestId = '';
    this.began = began;
    this.ended = Infinity;
    this.status = 0;
    this.outcome = '';
    this.run = 1;
    this.cancellable = false;
    this.segments = []; // {lane, from, to, state, at, detail, holder, line}
    this.marks = []; // {t, kind, at, other, text}
    this.holding = new Map(); // thing id → the open hold
    this.arrows = []; // those that begin or end here
    this.open = []; // what began and has not ended: where to go back to
    this.last = began; // when its last event with a time was
    this.deferred = []; // {thing, hold}: what it holds, as soon as that is known for sure
    this.unsettled = []; // what waits for the time of the next event
    this.isDescribed = false; // or known only from what happened to others
    this.slot = undefined; // which row it is in: rows.js
  }

  /** What it did at that time; undefined before its beginning and after its end. */
  at(t) {
    if (t < this.began || t > this.ended) return undefined;
    const index = after(this.segments, t, from);
    return index > 0 ? this.segments[index - 1] : undefined;
  }

  get current() {
    return this.segments[this.segments.length - 1];
  }

  /**
   * From t on it was in that state; returns the segment, new or extended. What changed is told to touched(segment).
   */
  go(t, state, more = {}, touched = () => {}) {
    const made = { lane: this, from: t, to: Infinity, state, at: '', detail: '', holder: 0, heldBy: '', line: '', ...more };
    const last = this.current;
    if (!last || t >= last.from) {
      if (last && same(last, made)) return fill(last, more);
      if (last) {
        if (last.to > t) last.to = t;
        if (last.from === t) this.segments.pop().gone = true; // lasted no time
        touched(last);
      }
      this.segments.push(made);
      touched(made);
      return made;
    }
    return this.insert(made, more, touched);
  }

  insert(made, more, touched) {
    const index = after(this.segments, made.from, from);
    const before = this.segments[index - 1];
    const behind = this.segments[index];
    if (before && same(before, made)) return fill(before, more);
    if (same(behind, made)) { // known from its state, and now from when it began
      if (before) {
        before.to = made.from;
        touched(before);
      }
      behind.from = made.from;
      touched(behind);
      return fill(behind, more);
    }
    made.to = behind.from;
    this.segments.splice(index, 0, made);
    if (before) {
      if (before.to > made.from) before.to = made.from;
      if (before.from === made.from) {
        before.gone = true;
        this.segments.splice(index - 1, 1);
      }
      touched(before);
    }
    touched(made);
    return made;
  }

  end(t) {
    this.ended = t;
    const last = this.current;
    if (last && last.to > t) last.to = Math.max(last.from, t);
  }

  forgetBefore(t) {
    let drop = 0;
    while (drop < this.segments.length - 1 && this.segments[drop].to < t) drop++;
    if (drop > 0) this.segments.splice(0, drop);
    while (this.marks.length > 0 && this.marks[0].t < t) this.marks.shift();
    if (this.arrows.length > 0 && this.arrows[0].to.t < t) this.arrows = this.arrows.filter((arrow) => arrow.to.t >= t);
  }
}

function same(one, other) {
  return one.state === other.state && (one.at === other.at || !other.at || !one.at) && one.to >= other.from && one.text === other.text;
}

/** What the later source knows besides. */
function fill(segment, more) {
  if (more.at && !segment.at) segment.at = more.at;
  if (more.detail) segment.detail = more.detail;
  if (more.holder) segment.holder = more.holder;
  if (more.heldBy) segment.heldBy = more.heldBy; // others than threads of this application
  if (more.line) segment.line = more.line;
  return segment;
}
