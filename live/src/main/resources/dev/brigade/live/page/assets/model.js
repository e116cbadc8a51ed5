// What is known of the application: lanes (who does something) and things (what they share), with their last minute, made from
// the server's state and deltas. Knows nothing of the page. What is in it is in the order of time as far as times are known.

import { Lane } from './lane.js';
import { Thing } from './thing.js';
import { Times, dropBefore, insert, lastUpTo } from './sorted.js';
import { history } from './history.js';
import { stateOf } from './states.js';

const KEPT = 62_000;
/** What the state says more exactly than an event can. */
const REFINED = { BLOCKED_BY_ROW: true, RETRY: true };

export class Model {
  constructor({ keep = KEPT, unit = 'ms' } = {}) {
    this.keep = keep;
    this.unit = unit;
    this.clear();
  }

  clear() {
    this.app = '';
    this.node = '';
    this.title = ''; // of a recording: what it shows
    this.mode = '';
    this.now = 0;
    this.wall = 0;
    this.zero = undefined; // when time 0 was, to the server: exact, and the same in each browser
    this.begin = 0; // the earliest that is known
    this.lost = 0;
    this.sampledOut = 0;
    this.leftOut = 0; // how many run and have no lane
    this.lanes = new Map(); // id → Lane
    this.things = new Map(); // id → Thing
    this.frames = []; // {now, sentence, mood, transactions, edges}, one for each message
    this.knots = [];
    this.arrows = []; // {kind, from: {lane, t}, to: {lane, t}, at}, in the order of to.t
    this.wanted = []; // arrows that the last message told of, and not from where
    this.times = new Times(); // when anything happened
    this.version = 0; // grows with each message
    this.added = []; // lanes since rows.js has looked
    this.removed = [];
    this.pruned = 0;
  }

  /** All anew, as after a gap. Lanes that were known already keep what is known of them. */
  load(state) {
    const isSame = this.version > 0 && this.app === state.app && this.node === state.node && state.now >= this.now;
    if (!isSame) {
      const version = this.version;
      this.removed.push(...this.lanes.values());
      const { removed } = this;
      this.clear();
      this.removed = removed;
      this.version = version;
    }
    const before = this.now;
    this.app = state.app ?? '';
    this.node = state.node ?? '';
    this.mode = state.mode ?? '';
    const isFirst = !isSame;
    const events = (state.events ?? []).filter((event) => !isSame || event.t === null || event.t > before);
    if (isSame) this.forgetMissing(state);
    this.apply({ ...state, events, knots: (state.knots ?? []).filter((knot) => !this.knows(knot)) }, isFirst);
    if (isFirst) this.begin = Math.max(this.now - this.keep, this.earliest());
  }

  /** One delta. */
  apply(delta, isFirst = false) {
    const before = isFirst ? -Infinity : this.now;
    this.now = delta.now ?? this.now;
    this.wall = delta.wall ?? this.wall;
    this.zero = delta.zero ?? this.zero;
    this.lost = delta.lost ?? this.lost;
    this.sampledOut = delta.sampledOut ?? this.sampledOut;
    this.leftOut = delta.leftOut ?? this.leftOut;
    for (const thing of delta.things ?? []) this.describeThing(thing);
    for (const activity of delta.activities ?? []) this.describe(activity);
    history(this, delta.events ?? [], before);
    for (const activity of delta.activities ?? []) this.see(activity);
    for (const thing of delta.things ?? []) this.seeThing(thing, isFirst);
    for (const id of delta.gone ?? []) {
      const thing = this.things.get(id);
      if (thing) thing.gone = true;
    }
    for (const id of delta.forgotten ?? []) this.endUnseen(id);
    for (const knot of delta.knots ?? []) this.knots.push(knot);
    const last = this.frames[this.frames.length - 1];
    insert(this.frames, {
      now: this.now,
      sentence: delta.sentence ?? last?.sentence,
      mood: delta.mood ?? last?.mood ?? 'calm',
      transactions: delta.transactions ?? last?.transactions,
      edges: delta.edges ?? last?.edges, // undefined if nobody ever said
    }, (frame) => frame.now);
    this.version++;
    if (this.now - this.pruned > 2000) this.prune();
  }

  lane(id, t = this.now) {
    let lane = this.lanes.get(id);
    if (!lane) {
      lane = new Lane(id, t);
      this.lanes.set(id, lane);
    }
    return lane;
  }

  thing(id) {
    let thing = this.things.get(id);
    if (!thing) {
      thing = new Thing(id);
      this.things.set(id, thing);
    }
    return thing;
  }

  /** What the server said of that time; undefined for times before its first message. */
  frame(t) {
    return lastUpTo(this.frames, t, (frame) => frame.now);
  }

  /** Who holds what this segment waits for; undefined if that is nobody, several or unknown. */
  holderOf(segment, t) {
    if (segment.holder) return this.lanes.get(segment.holder);
    if (!segment.at || segment.state === 'WAIT_SET') return undefined;
    const thing = this.things.get(segment.at);
    if (!thing?.exclusive) return undefined;
    const holders = thing.holders(t);
    return holders.length === 1 && holders[0].lane !== segment.lane ? holders[0].lane : undefined;
  }

  /** From a lane along what each waits for to the one that waits for nobody; the lane itself is the first. */
  chain(lane, t) {
    const chain = [lane];
    for (;;) {
      const segment = chain[chain.length - 1].at(t);
      const next = segment && stateOf(segment.state).blocked ? this.holderOf(segment, t) : undefined;
      if (!next) return { chain, isRing: false };
      if (chain.includes(next)) return { chain: [...chain, next], isRing: true };
      chain.push(next);
    }
  }

  describe(activity) {
    const lane = this.lane(activity.id, activity.began ?? this.now);
    const isKnown = lane.isDescribed;
    if (!isKnown) {
      lane.isDescribed = true;
      this.added.push(lane);
    }
    if (activity.began !== undefined) lane.began = activity.began;
    lane.kind = activity.kind ?? lane.kind;
    lane.label = activity.label ?? lane.label;
    lane.name = activity.name ?? lane.name;
    lane.requestId = activity.requestId ?? lane.requestId;
    lane.run = activity.run ?? lane.run;
    lane.status = activity.status ?? lane.status;
    lane.outcome = activity.outcome ?? lane.outcome;
    lane.cancellable = activity.cancellable ?? lane.cancellable;
    if (!isKnown) lane.last = lane.began;
    if (lane.segments.length === 0) this.go(lane, lane.began, 'RUNNING');
  }

  /** What is true now, where the events did not say so already. */
  see(activity) {
    const lane = this.lanes.get(activity.id);
    if (activity.state === 'ENDED' || activity.ended !== undefined && activity.ended !== null) {
      this.end(lane, activity.ended ?? this.now);
      return;
    }
    const more = { at: this.lockOf(activity), detail: activity.detail, holder: activity.holder, heldBy: activity.heldBy, line: activity.line };
    const last = lane.current;
    const since = activity.since ?? this.now;
    if (last.state === activity.state && (last.at === more.at || !more.at)) {
      Object.assign(last, defined(more));
      this.touch(last);
    } else if (since > last.from || (since === last.from && REFINED[activity.state])) { // it was so from its beginning on
      this.go(lane, since, activity.state, defined(more));
    } else if (last.told !== this.version) {
      this.go(lane, Math.max(this.now, last.from), activity.state, defined(more)); // it went back to what it did before, unseen
    } // else an event of the same message knows better: states are looked at first, events are read then
  }

  describeThing(known) {
    const thing = this.thing(known.id);
    thing.kind = known.kind ?? thing.kind;
    thing.name = known.name ?? thing.name;
    thing.of = known.of ?? thing.of;
    thing.capacity = known.capacity ?? thing.capacity;
    thing.gone = false;
    thing.isDescribed = true;
  }

  seeThing(known, isFirst) {
    const thing = this.things.get(known.id);
    const holders = known.holders ?? [];
    insert(thing.samples, { t: this.now, size: known.size, holders, waiting: this.leftOut > 0 ? known.waiting : undefined }, (each) => each.t);
    if (thing.kind === 'queue' && known.size !== undefined) thing.settle(this.now, known.size, isFirst);
    for (const id of holders) { // who holds it, and whose taking was never told
      const lane = this.lanes.get(id);
      const deferred = lane?.deferred.findIndex(({ hold }) => lane.holding.get(thing.id) === hold) ?? -1;
      if (deferred >= 0) thing.putBack(lane.deferred.splice(deferred, 1)[0].hold, this.now);
      if (lane && !lane.holding.has(thing.id)) lane.holding.set(thing.id, thing.hold(lane, isFirst ? lane.began : this.now));
    }
    for (const hold of thing.holders(this.now)) { // and who does not any more
      if (hold.to === Infinity && known.holders && !holders.includes(hold.lane.id)) {
        thing.release(hold, this.now);
        hold.lane.holding.delete(thing.id);
      }
    }
  }

  /** A signalled thread waits for the condition's lock, not for the condition. */
  lockOf({ state, at }) {
    return state === 'SIGNALLED' && at && this.things.get(at)?.kind === 'condition' ? this.things.get(at).of : at;
  }

  go(lane, t, state, more = {}) {
    this.times.add(t);
    const segment = lane.go(t, state, more, (each) => this.touch(each));
    segment.told = this.version;
    return segment;
  }

  /** Things know who waits for them, and when. */
  touch(segment) {
    if (!segment.at || !stateOf(segment.state).waits) return;
    this.things.get(segment.at)?.waitedBy(segment);
  }

  end(lane, t) {
    if (lane.ended < Infinity) return;
    const last = lane.current;
    lane.end(Math.max(t, lane.began));
    if (last) this.touch(last);
    for (const [id, hold] of lane.holding) this.things.get(id)?.release(hold, lane.ended);
    lane.holding.clear();
    this.times.add(lane.ended);
  }

  endUnseen(id) {
    const lane = this.lanes.get(id);
    if (lane) this.end(lane, this.now);
  }

  forgetMissing(state) {
    const there = new Set((state.activities ?? []).map((activity) => activity.id));
    for (const lane of this.lanes.values()) if (lane.ended === Infinity && !there.has(lane.id)) this.end(lane, state.now);
  }

  knows(knot) {
    return this.knots.some((known) => known.t === knot.t && known.text === knot.text);
  }

  earliest() {
    let earliest = this.now;
    for (const lane of this.lanes.values()) if (lane.began < earliest) earliest = lane.began;
    return earliest;
  }

  prune() {
    const t = this.now - this.keep;
    this.pruned = this.now;
    if (t <= this.begin) return;
    this.begin = t;
    for (const lane of this.lanes.values()) {
      if (lane.ended < t) {
        this.lanes.delete(lane.id);
        this.removed.push(lane);
      } else {
        lane.forgetBefore(t);
      }
    }
    for (const thing of this.things.values()) {
      thing.forgetBefore(t);
      if (thing.gone && thing.holds.length === 0 && thing.waits.length === 0) this.things.delete(thing.id);
    }
    dropBefore(this.frames, t, (frame) => frame.now);
    dropBefore(this.arrows, t, (arrow) => arrow.to.t);
    dropBefore(this.knots, t - 600_000, (knot) => knot.t ?? 0);
    this.times.drop(t);
  }
}

function defined(more) {
  const known = {};
  for (const [key, value] of Object.entries(more)) if (value !== undefined && value !== null && value !== '') known[key] = value;
  return known;
}
