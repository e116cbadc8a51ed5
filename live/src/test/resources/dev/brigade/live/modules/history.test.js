import { test, equal } from './harness.js';
import { activity, event, held, model, told } from './scene.js';

test('a wait is a segment between its begin and its end', () => {
  const made = model({ activities: [activity(1)] }, { now: 50, events: [event(1, 'waitBegan', 10, { at: 't1', s: 'WAITING_LOCK' }), event(1, 'waitEnded', 30, { at: 't1' })] });
  equal(told(made.lanes.get(1)), 'RUNNING 0–10, WAITING_LOCK 10–30, RUNNING 30–…');
  equal(made.things.get('t1').waiting.at(20), 1);
  equal(made.things.get('t1').waiting.at(31), 0);
});

test('what the state says is shown where no event explains it', () => {
  const made = model({ activities: [activity(1)] }, { now: 50, activities: [activity(1, { state: 'BLOCKED_BY_ROW', since: 20, holder: 7, line: 'Pantry.java:31' })] });
  equal(told(made.lanes.get(1)), 'RUNNING 0–20, BLOCKED_BY_ROW 20–…');
  equal(made.lanes.get(1).current.line, 'Pantry.java:31');
});

test('what is back where it was before, unseen, is so from the message on that says it', () => {
  const made = model({ activities: [activity(1)] },
    { now: 50, activities: [activity(1, { state: 'IN_SQL', since: 20 })] },
    { now: 150, activities: [activity(1)] });
  equal(told(made.lanes.get(1)), 'RUNNING 0–20, IN_SQL 20–150, RUNNING 150–…');
});

test('a state that was looked at before an event of its message is no way back', () => {
  const made = model({ activities: [activity(1)] },
    { now: 50, activities: [activity(1, { line: 'Shop.java:7' })], events: [event(1, 'waitBegan', 10, { at: 't1', s: 'WAITING_LOCK' })] },
    { now: 150, activities: [activity(1, { state: 'WAITING_LOCK', since: 10, at: 't1' })] });
  equal(told(made.lanes.get(1)), 'RUNNING 0–10, WAITING_LOCK 10–…');
});

test('who waits for its turn after a conflict does so from the beginning of the wait', () => {
  const made = model({ activities: [activity(1)] },
    { now: 50, activities: [activity(1, { state: 'RETRY', since: 10, at: 't1' })], events: [event(1, 'waitBegan', 10, { at: 't1', s: 'WAITING_LOCK' })] },
    { now: 150, events: [event(1, 'waitEnded', 90, { at: 't1' })] });
  equal(told(made.lanes.get(1)), 'RUNNING 0–10, RETRY 10–90, RUNNING 90–…');
});

test('an event that comes late is put where it belongs', () => {
  const made = model({ activities: [activity(1)] },
    { now: 50, activities: [activity(1, { state: 'WAIT_SET', since: 10, at: 't2' })], events: [event(1, 'waitSetEntered', 10, { at: 't2' })] },
    { now: 200, events: [event(1, 'signalled', 60, { at: 't2', o: 2 }), event(1, 'reacquired', 90, { at: 't2' })] });
  equal(told(made.lanes.get(1)), 'RUNNING 0–10, WAIT_SET 10–60, SIGNALLED 60–90, RUNNING 90–…');
});

test('the wait set, the signal and the lock afterwards are three things', () => {
  const made = model({ activities: [activity(1), activity(2)] }, { now: 200, events: [
    event(1, 'acquired', null, { at: 't1' }), event(1, 'waitSetEntered', 10, { at: 't2' }),
    event(2, 'waitBegan', 5, { at: 't1', s: 'WAITING_LOCK', o: 1 }), event(2, 'waitEnded', 10.5, { at: 't1' }), event(2, 'acquired', null, { at: 't1' }),
    event(2, 'signalSent', 40, { at: 't2', o: 1 }), event(1, 'signalled', 40, { at: 't2', o: 2 }),
    event(2, 'released', null, { at: 't1' }), event(2, 'statementBegan', 60, { at: 't9' }), event(1, 'reacquired', 60, { at: 't2' }),
  ] });
  equal(told(made.lanes.get(1)), 'RUNNING 0–10, WAIT_SET 10–40, SIGNALLED 40–60, RUNNING 60–…');
  equal(made.lanes.get(1).segments[2].at, 't1', 'it waits for the lock, not for the condition');
  equal(held(made.things.get('t1')), '#1 0–10, #2 10.5–60, #1 60–…');
  equal(made.arrows.map(({ kind, from, to }) => `${kind} #${from.lane.id}@${from.t} → #${to.lane.id}@${to.t}`),
    ['lock #1@10 → #2@10.5', 'signal #2@40 → #1@40', 'lock #2@60 → #1@60']);
});

test('who gets a lock after waiting ends the hold before it, whenever the release is told', () => {
  const made = model({ activities: [activity(1), activity(2)] },
    { now: 100, events: [event(1, 'acquired', null, { at: 't1' }), event(2, 'waitBegan', 20, { at: 't1', s: 'WAITING_LOCK', o: 1 })] },
    { now: 200, events: [event(2, 'waitEnded', 150, { at: 't1' }), event(2, 'acquired', null, { at: 't1' })] },
    { now: 300, events: [event(1, 'released', null, { at: 't1' }), event(1, 'ended', 290)] });
  equal(held(made.things.get('t1')), '#1 0–150, #2 150–…');
});

test('a lock taken and released with nothing between is only a mark', () => {
  const made = model({ activities: [activity(1)] }, { now: 100, events: [event(1, 'acquired', null, { at: 't1' }), event(1, 'released', null, { at: 't1' })] });
  equal(held(made.things.get('t1')), '#1 0–0 briefly');
  equal(made.things.get('t1').used.at(50), 0);
});

test('who had it without waiting had it before the one of whom no time is known', () => {
  const made = model({ activities: [activity(1), activity(2)] }, { now: 500, events: [
    event(1, 'acquired', null, { at: 't1' }), event(1, 'released', null, { at: 't1' }), event(1, 'acquired', null, { at: 't1' }),
    event(2, 'statementEnded', 100), event(2, 'acquired', null, { at: 't1' }), event(2, 'waitSetEntered', 160, { at: 't2' }),
    event(1, 'signalSent', 300, { at: 't2', o: 2 }), event(1, 'released', 400, { at: 't1' })] });
  equal(held(made.things.get('t1')), '#1 0–0 briefly, #2 100–160, #1 300–400');
});

test('a lock that is acquired twice is released twice', () => {
  const made = model({ activities: [activity(1)] }, { now: 100, events: [
    event(1, 'acquired', 10, { at: 't1' }), event(1, 'acquired', 20, { at: 't1' }), event(1, 'released', 30, { at: 't1' }), event(1, 'released', 40, { at: 't1' })] });
  equal(held(made.things.get('t1')), '#1 10–40');
});

test('an item goes from who put it to who took that very item', () => {
  const made = model({ activities: [activity(1)] }, { now: 100, activities: [activity(2, { kind: 'consumer', label: 'pass', name: 'pass #2', began: 60, since: 60 })],
    events: [event(1, 'statementEnded', 40), event(1, 'put', null, { at: 't4', n: 7 }), event(2, 'began', 60), event(2, 'taken', null, { at: 't4', n: 7 }), event(2, 'taken', null, { at: 't4', n: 3 })] });
  equal(made.arrows.map(({ kind, from, to }) => [kind, from.lane.id, from.t, to.lane.id, to.t]), [['put', 1, 40, 2, 60]]);
});

test('items that were there before anybody looked are counted', () => {
  const made = model({ now: 100, things: [{ id: 't4', kind: 'queue', name: 'pass', capacity: 20, size: 1 }], activities: [activity(1), activity(2), activity(3)],
    events: [event(1, 'put', 10, { at: 't4', n: 9 }), event(2, 'taken', 20, { at: 't4', n: 8 })] },
  { now: 200, events: [event(3, 'taken', 150, { at: 't4', n: 9 })] });
  equal(made.arrows.map(({ from, to }) => [from.lane.id, to.lane.id]), [[1, 3]]);
  equal([5, 15, 25, 160].map((t) => made.things.get('t4').size(t)), [1, 2, 1, 0]);
});

test('who was blocked by a row goes on at the commit of who had locked it', () => {
  const made = model({ activities: [activity(1), activity(2)] },
    { now: 50, activities: [activity(2, { state: 'BLOCKED_BY_ROW', since: 20, holder: 1 })], events: [event(2, 'statementBegan', 20, { at: 't9' })] },
    { now: 150, activities: [activity(2)], events: [event(1, 'commitBegan', 100, { at: 't9' }), event(1, 'commitEnded', 110, { at: 't9' }), event(2, 'statementEnded', 110.5, { at: 't9' })] });
  equal(told(made.lanes.get(2)), 'RUNNING 0–20, BLOCKED_BY_ROW 20–110.5, RUNNING 110.5–…');
  equal(made.arrows.map(({ kind, from, to }) => [kind, from.lane.id, from.t, to.lane.id, to.t]), [['row', 1, 110, 2, 110.5]]);
});

test('who has ended has ended, and holds nothing', () => {
  const made = model({ activities: [activity(1)] }, { now: 100, events: [event(1, 'acquired', 10, { at: 't1' }), event(1, 'ended', 80)], activities: [activity(1, { state: 'ENDED', ended: 80, status: 201 })] });
  equal(told(made.lanes.get(1)), 'RUNNING 0–80');
  equal(made.lanes.get(1).at(81), undefined);
  equal(held(made.things.get('t1')), '#1 10–80');
});

test('after a gap a whole state adds what is new and ends who is missing', () => {
  const made = model({ activities: [activity(1), activity(2)] }, { now: 50, events: [event(1, 'waitBegan', 40, { at: 't1', s: 'WAITING_LOCK' })] });
  made.load({ app: 'kitchen', node: 'here:1', now: 500, wall: 1, things: [], activities: [activity(1)], knots: [],
    events: [event(1, 'waitBegan', 40, { at: 't1', s: 'WAITING_LOCK' }), event(1, 'waitEnded', 300, { at: 't1' })] });
  equal(told(made.lanes.get(1)), 'RUNNING 0–40, WAITING_LOCK 40–300, RUNNING 300–…');
  equal(made.lanes.get(2).ended, 500);
});

test('another process is another story: nothing of the old one is kept', () => {
  const made = model({ now: 5000, activities: [activity(1)] });
  made.load({ app: 'kitchen', node: 'here:1', now: 10, wall: 1, things: [], activities: [activity(9)], events: [], knots: [] });
  equal([...made.lanes.keys()], [9]);
});

test('a minute is kept, and no more', () => {
  const made = model({ activities: [activity(1), activity(2)] }, { now: 1000, events: [event(1, 'ended', 900)] });
  for (let now = 2000; now < 200_000; now += 1000) made.apply({ now, events: [event(2, 'waitBegan', now - 500, { at: 't1', s: 'WAITING_LOCK' }), event(2, 'waitEnded', now - 100, { at: 't1' })] });
  equal(made.lanes.has(1), false);
  equal(made.lanes.get(2).segments[0].from >= made.begin - 2000, true);
  equal(made.things.get('t1').waits.length < 70, true);
  equal(made.frames.length < 70, true);
});

test('a semaphore knows how many of its permits were taken when', () => {
  const made = model({ things: [{ id: 's', kind: 'semaphore', name: 'printers', capacity: 3 }], activities: [activity(1), activity(2)] },
    { now: 100, events: [event(1, 'acquired', 10, { at: 's' }), event(2, 'acquired', 20, { at: 's' }), event(1, 'released', 30, { at: 's' })] });
  const printers = made.things.get('s');
  equal([5, 15, 25, 35].map((t) => printers.size(t)), [0, 1, 2, 1]);
});
