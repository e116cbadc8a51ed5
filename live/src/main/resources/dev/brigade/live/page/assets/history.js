// Makes events into segments, holds, marks and arrows.
//
// What happens without a wait has no time, since the clock is the dearest part of an event. It lies between its neighbours of the
// same activity, and between the last message and this one. What was acquired is drawn from the earliest of that, what was
// released up to the latest; who got a lock after waiting ends the hold of the one before. If both have no time and nothing
// with a time lies between, the hold was brief, and only its place is drawn.

import { insert } from './sorted.js';
import { stateOf } from './states.js';

const ENDS = { waitEnded: true, callEnded: true, statementEnded: true, commitEnded: true, rollbackEnded: true };
const SAME_MOMENT = 2; // ms: a hand-over that took longer is not told by an arrow

/** Takes the events of one message, the message before which was of time before. */
export function history(model, events, before) {
  const made = [];
  for (const event of events) {
    const lane = model.lane(event.a, event.t ?? model.now);
    const isTimed = event.t !== null && event.t !== undefined;
    if (!isTimed && !lane.isDescribed) continue; // of one that is forgotten: nobody knows when
    const t = isTimed ? event.t : Math.max(lane.last, before);
    if (isTimed) settle(lane, Math.min(t, model.now));
    take(model, lane, event, t, isTimed, made);
    if (isTimed && t > lane.last) lane.last = t;
  }
  for (const event of events) {
    const lane = model.lanes.get(event.a);
    for (const { thing, hold } of lane.unsettled.splice(0)) thing.release(hold, model.now);
  }
  model.wanted = [...model.wanted, ...made].filter((wanted) => !arrow(model, wanted) && !wanted.isLate);
  for (const wanted of model.wanted) wanted.isLate = true;
}

/** What was released without a time was so before the next that has one; what was acquired is held then. */
function settle(lane, t) {
  for (const { thing, hold } of lane.deferred.splice(0)) thing.putBack(hold, t);
  for (const { thing, hold } of lane.unsettled) thing.release(hold, t);
  lane.unsettled.length = 0;
}

function take(model, lane, event, t, isTimed, made) {
  const thing = event.at ? model.thing(event.at) : undefined;
  switch (event.k) {
    case 'began':
      lane.began = Math.min(t, lane.began);
      if (lane.segments.length === 0) model.go(lane, t, 'RUNNING');
      break;
    case 'ended':
      model.end(lane, t);
      break;
    case 'waitBegan':
      begin(model, lane, t, event.s ?? 'WAITING_OTHER', { at: event.at ?? '', holder: event.o ?? 0, detail: event.d ?? '' });
      break;
    case 'callBegan':
      begin(model, lane, t, event.s ?? 'WAITING_OTHER', { at: event.at ?? '', detail: event.d ?? '' });
      break;
    case 'statementBegan':
      begin(model, lane, t, 'IN_SQL', { at: event.at ?? '', detail: event.d ?? '' });
      break;
    case 'commitBegan':
      begin(model, lane, t, 'COMMITTING', { at: event.at ?? '' });
      break;
    case 'rollbackBegan':
    case 'rollback':
      begin(model, lane, t, 'ROLLING_BACK', { at: event.at ?? '' });
      mark(lane, event, t);
      break;
    case 'waitSetEntered':
      letGo(model, lane, thing, t);
      begin(model, lane, t, 'WAIT_SET', { at: event.at ?? '' });
      break;
    case 'signalled':
      model.go(lane, t, 'SIGNALLED', { at: thing?.of || event.at || '' });
      if (event.o) made.push({ kind: 'signal', from: { lane: model.lane(event.o, t), t }, to: { lane, t }, at: event.at });
      break;
    case 'reacquired':
      takeAgain(model, lane, thing, t, made);
      end(model, lane, t);
      mark(lane, event, t);
      break;
    case 'acquired':
      acquire(model, lane, thing, t, isTimed, made);
      break;
    case 'released':
      release(model, lane, thing, t, isTimed);
      break;
    case 'put':
      thing.sizes.add(t, 1);
      thing.puts.set(event.n, { lane, t });
      mark(lane, event, t);
      break;
    case 'taken': {
      thing.sizes.add(t, -1);
      const put = thing.puts.get(event.n); // the number of the item says which
      thing.puts.delete(event.n);
      if (put) made.push({ kind: 'put', from: put, to: { lane, t }, at: event.at });
      mark(lane, event, t);
      break;
    }
    case 'state': // of the explorer's schedules
      model.go(lane, t, event.s, { detail: event.d ?? '', text: event.text ?? '', line: event.line ?? '' });
      break;
    case 'touch':
      made.push({ kind: 'touch', from: { lane: model.lane(event.o, t), t: event.from }, to: { lane, t }, at: '' });
      break;
    case 'signalSent':
    case 'retry':
    case 'victim':
    case 'step':
      mark(lane, event, t);
      if (event.k === 'retry' && event.n) lane.run = Math.max(lane.run, event.n);
      break;
    default:
      if (ENDS[event.k]) ended(model, lane, event, t, made);
  }
  model.times.add(t);
}

function begin(model, lane, t, state, more) {
  const current = lane.current;
  lane.open.push(current ? { state: current.state, more: { at: current.at, detail: current.detail } } : { state: 'RUNNING', more: {} });
  model.go(lane, t, state, more);
}

/** Back to what it did before. */
function end(model, lane, t) {
  const back = lane.open.pop() ?? { state: 'RUNNING', more: {} };
  model.go(lane, t, back.state === 'ENDED' ? 'RUNNING' : back.state, back.more);
}

function ended(model, lane, event, t, made) {
  if (event.k === 'commitEnded' || event.k === 'rollbackEnded') mark(lane, event, t);
  if (event.k === 'statementEnded') {
    const segment = lane.segments.findLast((each) => each.from <= t && each.state !== 'RUNNING');
    const wait = segment?.state === 'BLOCKED_BY_ROW' ? segment : lane.segments.findLast((each) => each.state === 'BLOCKED_BY_ROW');
    if (wait && wait.to >= (segment?.from ?? t) && wait.holder) {
      made.push({ kind: 'row', from: { lane: model.lane(wait.holder, t), t: NaN }, to: { lane, t: Math.min(wait.to, t) }, at: event.at });
    }
  }
  end(model, lane, t);
}

function acquire(model, lane, thing, t, isTimed, made) {
  const open = lane.holding.get(thing.id);
  if (open) {
    open.depth++;
    return;
  }
  const last = lane.segments[lane.segments.length - 2];
  const hasWaited = last && last.to === lane.last && last.at === thing.id && stateOf(last.state).waits;
  const when = hasWaited ? lane.last : t;
  const hold = thing.hold(lane, when, { isTimeless: !isTimed && !hasWaited, hasWaited, told: model.version });
  lane.holding.set(thing.id, hold);
  if (hasWaited) {
    const kind = thing.kind === 'connection' || thing.kind === 'pool' ? 'connection' : 'lock';
    made.push({ kind, from: undefined, to: { lane, t: when }, since: last.from, at: thing.id });
  }
}

function release(model, lane, thing, t, isTimed) {
  const hold = lane.holding.get(thing.id);
  if (!hold) return;
  if (--hold.depth > 0) return;
  lane.holding.delete(thing.id);
  if (hold.gone) {
    lane.deferred.splice(lane.deferred.findIndex((each) => each.hold === hold), 1); // it held it, but nobody knows when
  } else if (isTimed) {
    thing.release(hold, t);
  } else if (hold.isTimeless && hold.mark === lane.last && hold.to === Infinity && hold.told === model.version) {
    hold.brief = true;
    thing.release(hold, hold.from);
  } else {
    lane.unsettled.push({ thing, hold });
  }
}

/** await gives the lock back, however often it was acquired. */
function letGo(model, lane, condition, t) {
  const lock = condition?.of ? model.thing(condition.of) : undefined;
  const hold = lock && lane.holding.get(lock.id);
  if (!hold) return;
  lock.release(hold, t);
  lane.given = { thing: lock.id, depth: hold.depth };
  lane.holding.delete(lock.id);
}

function takeAgain(model, lane, condition, t, made) {
  const lock = condition?.of ? model.thing(condition.of) : undefined;
  if (!lock || lane.holding.has(lock.id)) return;
  const hold = lock.hold(lane, t, { hasWaited: true });
  if (lane.given?.thing === lock.id) hold.depth = lane.given.depth;
  lane.holding.set(lock.id, hold);
  const segment = lane.at(t - 1e-6);
  made.push({ kind: 'lock', from: undefined, to: { lane, t }, since: segment?.state === 'SIGNALLED' ? segment.from : t, at: lock.id });
}

function mark(lane, event, t) {
  const made = { t, kind: event.k, at: event.at ?? '', other: event.o ?? 0, text: event.d ?? '', n: event.n ?? 0 };
  const { marks } = lane;
  if (marks.length === 0 || marks[marks.length - 1].t <= t) marks.push(made);
  else marks.splice(marks.findLastIndex((each) => each.t <= t) + 1, 0, made);
}

/**
 * From where it came: known now that all of the message has been read, or with the next, since a message is not of one moment. Returns
 * whether it is known.
 */
function arrow(model, wanted) {
  const from = wanted.kind === 'row' ? endOfTransaction(wanted) : (wanted.from ?? giver(model, wanted));
  if (!from) return false;
  if (from.lane === wanted.to.lane) return true;
  const made = { kind: wanted.kind, from: { lane: from.lane, t: from.t }, to: wanted.to, at: wanted.at };
  insert(model.arrows, made, (each) => each.to.t);
  from.lane.arrows.push(made);
  wanted.to.lane.arrows.push(made);
  return true;
}

/** Who released it, so that this lane could have it. */
function giver(model, { to, since, at }) {
  let best;
  for (const hold of model.thing(at).holds) {
    if (hold.lane !== to.lane && hold.to <= to.t + SAME_MOMENT && hold.to >= since && (!best || hold.to > best.to)) best = hold;
  }
  return best && { lane: best.lane, t: Math.min(best.to, to.t) };
}

/** Others may have what it locked before its thread knows that the commit is over. */
function endOfTransaction({ from, to }) {
  const done = from.lane.segments.findLast((each) => (each.state === 'COMMITTING' || each.state === 'ROLLING_BACK') && each.from <= to.t + SAME_MOMENT);
  return done && { lane: from.lane, t: Math.min(done.to, to.t) };
}
