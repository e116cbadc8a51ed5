import { test, equal, close } from './harness.js';
import { activity, event, model } from './scene.js';
import { Model } from '/live/assets/model.js';
import { Rows, occupant } from '/live/assets/rows.js';
import { laneRows, thingRows, visible, rowAt } from '/live/assets/layout.js';
import { Scale } from '/live/assets/scale.js';
import { ALL } from '/live/assets/filter.js';
import { parts, edgesAt, momentOf, moodAt, sentenceOf } from '/live/assets/waits.js';
import { duration, doing } from '/live/assets/words.js';
import { readLink, linkOf } from '/live/assets/link.js';
import { Steps } from '/live/assets/steps.js';
import { Clock } from '/live/assets/clock.js';
import { Times } from '/live/assets/sorted.js';
import { STATES, LEGEND } from '/live/assets/states.js';

function view(more = {}) {
  return { t: 100, begin: 0, end: 100, filter: { ...ALL }, collapse: 'off', opened: new Set(), ...more };
}

function rowsOf(made) {
  const rows = new Rows();
  rows.follow(made);
  return rows;
}

const names = (layout) => layout.rows.map((row) => (row.type === 'head' ? `[${row.text}]` : row.type === 'group' ? `${row.label} × ${row.lanes.length} ${row.state}` : row.lane.name));

test('each state is told by a letter of its own and a pattern of its own within its hue', () => {
  const shown = LEGEND.flatMap(([, states]) => states.map(([name]) => STATES[name]));
  equal(new Set(shown.map((each) => each.letter)).size, shown.length);
  equal(new Set(shown.map((each) => `${each.hue} ${each.pattern}`)).size, shown.length);
});

test('requests come first, then consumers, then jobs, under a heading each', () => {
  const made = model({ activities: [activity(1, { kind: 'job', label: 'bill', name: 'bill #1' }), activity(2, { kind: 'consumer', label: 'pass', name: 'pass #2' }), activity(3)] });
  equal(names(laneRows(made, rowsOf(made), view())), ['[Requests]', 'POST /orders #3', '[Consumers]', 'pass #2', '[Jobs]', 'bill #1']);
});

test('a row is used again by the next of the same label once it is free', () => {
  const made = model({ now: 1000, activities: [activity(1, { state: 'ENDED', ended: 100 }), activity(2, { began: 50, since: 50 }), activity(3, { began: 500, since: 500 })] });
  const rows = rowsOf(made);
  equal([...rows.all()].map((slot) => slot.lanes.map((lane) => lane.id)), [[1, 3], [2]]);
  const [first] = rows.all();
  equal([50, 300, 600].map((t) => occupant(first, t, t)?.id ?? 0), [1, 0, 3]);
});

test('equal lanes are one row, others their own', () => {
  const waiting = (id) => activity(id, { state: 'WAITING_LOCK', since: 5, at: 't1' });
  const made = model({ now: 100, activities: [activity(1), waiting(2), waiting(3), waiting(4)] });
  const rows = rowsOf(made);
  equal(names(laneRows(made, rows, view({ collapse: 'on' }))), ['[Requests]', 'POST /orders #1', 'POST /orders × 3 WAITING_LOCK']);
  const [, , group] = laneRows(made, rows, view({ collapse: 'on' })).rows;
  equal(names(laneRows(made, rows, view({ collapse: 'on', opened: new Set([group.key]) }))).length, 6);
});

test('a crowd is collapsed by itself', () => {
  const made = model({ now: 100, activities: Array.from({ length: 41 }, (_, i) => activity(i + 1)) });
  equal(names(laneRows(made, rowsOf(made), view({ collapse: 'auto' }))), ['[Requests]', 'POST /orders × 41 RUNNING']);
});

test('lanes are filtered by route, by what they wait for, by number, by request and by words', () => {
  const made = model({ now: 100, activities: [activity(1, { label: 'GET /', name: 'GET / #1', requestId: 'r-abc' }), activity(2), activity(12, { state: 'WAITING_LOCK', since: 5, at: 't1' })] });
  const rows = rowsOf(made);
  const shown = (filter) => laneRows(made, rows, view({ filter: { ...ALL, ...filter } })).rows.flatMap((row) => (row.lane ? [row.lane.id] : []));
  equal(shown({ route: 'GET /' }), [1]);
  equal(shown({ wait: 'WAITING_LOCK' }), [12]);
  equal(shown({ wait: 'blocked' }), [12]);
  equal(shown({ words: '#2' }), [2]);
  equal(shown({ words: 'R-ABC' }), [1]);
  equal(shown({ words: 'orders stock' }), [12]);
  equal(shown({ words: 'nothing of that' }), []);
});

test('only the rows that are seen are visited', () => {
  const rows = Array.from({ length: 10_000 }, (_, i) => ({ y: i * 20, height: 20 }));
  equal([...visible(rows, 1000, 1100)].map((row) => row.y), [1000, 1020, 1040, 1060, 1080]);
  equal(rowAt(rows, 1019).y, 1000);
  equal(rowAt(rows, 400_000), undefined);
});

test('a condition is below its lock, and what nobody used is only named', () => {
  const made = model({ activities: [activity(1)] }, { now: 50, events: [event(1, 'acquired', 10, { at: 't1' }), event(1, 'waitSetEntered', 20, { at: 't2' })] });
  equal(thingRows(made).rows.map((row) => row.thing?.name ?? row.names), ['stock', 'hot', ['pass', 'main']]);
});

test('a plain scale is the same everywhere, there and back', () => {
  const scale = Scale.plain(1000, 800, 0.5);
  close(scale.x(900), 750);
  close(scale.t(750), 900);
  close(scale.t(scale.x(-12_345)), -12_345);
});

test('a compressed scale shortens what is idle and keeps the order', () => {
  const scale = Scale.compressed(10_000, 500, 0.1, [0, 10, 20, 9000, 9010], { most: 48 });
  close(scale.x(9010) - scale.x(9000), 1);
  close(scale.x(9000) - scale.x(20), 48, 'nine seconds');
  equal(scale.breaks.map(({ from, to }) => [from, to]), [[9010, 10_000], [20, 9000]]);
  close(scale.t(scale.x(4000)), 4000);
});

test('a lesson gives each event some room', () => {
  const scale = Scale.compressed(10, 500, 1, [1, 1.001, 1.002, 10], { least: 30, most: 120 });
  close(scale.x(1.002) - scale.x(1.001), 30);
});

test('times may come late', () => {
  const times = new Times();
  [5, 9, 7, 9, 7].forEach((t) => times.add(t));
  equal(times.all, [5, 7, 9]);
});

test('steps count what comes late, and forget what is old', () => {
  const steps = new Steps();
  steps.add(10, 1);
  steps.add(30, -1);
  steps.add(20, 1);
  equal([5, 15, 25, 35].map((t) => steps.at(t)), [0, 1, 2, 1]);
  steps.forgetBefore(25);
  equal([25, 35].map((t) => steps.at(t)), [2, 1]);
});

test('the root of who waits for whom is on top', () => {
  const [part] = parts([{ from: 2, to: 1, at: 't1', kind: 'and' }, { from: 3, to: 1, at: 't1', kind: 'and' }, { from: 4, to: 3, at: 't2', kind: 'and' }]);
  equal(part.ring, []);
  equal([part.roots[0].id, part.size], [1, 4]);
  equal(part.roots[0].waiting.map((node) => [node.id, node.waiting.map((each) => each.id)]), [[2, []], [3, [4]]]);
});

test('a ring is one, with who waits for it outside', () => {
  const [part] = parts([{ from: 1, to: 2, at: 'a', kind: 'and' }, { from: 2, to: 1, at: 'b', kind: 'and' }, { from: 3, to: 2, at: 'a', kind: 'and' }]);
  equal([...part.ring].sort(), [1, 2]);
  equal(part.size, 3);
});

test('who waits for a pool waits for any of those who have a connection', () => {
  const [part] = parts([2, 3].flatMap((to) => [8, 9].map((from) => ({ from, to, at: 'p', kind: 'or' }))));
  equal([part.roots[0].id, part.roots[0].waiting.map((node) => node.id)], ['@p', [8, 9]]);
});

test('a pool whose holders all wait for who waits for the pool is part of the ring', () => {
  const [part] = parts([{ from: 1, to: 2, at: 'p', kind: 'or' }, { from: 2, to: 1, at: 'a', kind: 'and' }]);
  equal([...part.ring].map(String).sort(), ['1', '2', '@p']);
});

test('one that has not been heard of yet is not said to do nothing', () => {
  const made = new Model();
  equal(sentenceOf(made, 0), 'Nothing has been heard of the application yet.');
  equal(sentenceOf(model({}), 0), 'Nothing runs.');
});

test('at a moment of the past it is told who waited for whom then', () => {
  const made = model({ activities: [activity(1), activity(2)] },
    { now: 100, events: [event(1, 'acquired', 10, { at: 't1' }), event(2, 'waitBegan', 20, { at: 't1', s: 'WAITING_LOCK', o: 1 })] },
    { now: 200, edges: [], events: [event(1, 'released', 150, { at: 't1' }), event(2, 'waitEnded', 150, { at: 't1' }), event(2, 'acquired', null, { at: 't1' })] });
  equal(edgesAt(made, 100).map(({ from, to }) => [from, to]), [[2, 1]]);
  equal(edgesAt(made, 160), []);
  equal(sentenceOf(made, 120), '2 requests: 1 waits for lock “stock” held by POST /orders #1 for 100 ms, 1 running');
  const [holder, waiter] = [made.lanes.get(1), made.lanes.get(2)];
  const says = () => doing(waiter.at(120), made.things.get('t1'), holder, 120);
  equal(says(), 'waits for lock “stock” held by POST /orders #1 for 100 ms');
  holder.at(120).line = 'Kitchen.java:41';
  waiter.at(120).line = 'Kitchen.java:52';
  equal(says(), 'waits for lock “stock” at Kitchen.java:52 held by POST /orders #1 at Kitchen.java:41 for 100 ms');
});

test('a deadlock was one before it was found, until one gave up', () => {
  const made = model({ activities: [activity(1), activity(2)] },
    { now: 300, events: [event(1, 'waitBegan', 100, { at: 't1', s: 'WAITING_LOCK' }), event(2, 'waitBegan', 120, { at: 't1', s: 'WAITING_LOCK' }), event(2, 'waitEnded', 250, { at: 't1' })],
      knots: [{ activities: [1, 2], proven: true, text: 'x', t: 260 }] });
  equal([moodAt(made, 110), moodAt(made, 130), moodAt(made, 255)], ['calm', 'deadlock', 'calm']);
  close(momentOf(made, made.knots[0]), 249.5);
});

test('who waits for rows that no thread of this process has locked says who has', () => {
  const made = model({ activities: [activity(1)] }, { now: 50, activities: [activity(1, { state: 'BLOCKED_BY_ROW', since: 20, heldBy: 'session 7 of the database' })] });
  equal(doing(made.lanes.get(1).current, undefined, undefined, 50), 'in SQL, waits for a row locked by session 7 of the database for 30 ms');
});

test('durations are read at a glance', () => {
  equal([0.0001, 0.25, 3.14159, 42.4, 2345, 64_000].map(duration), ['0 ms', '0.25 ms', '3.1 ms', '42 ms', '2.3 s', '1 min 04 s']);
});

test('a link says the moment and the lane', () => {
  const screen = { isLive: false, t: 50, span: 2000, selected: { id: 812 }, filter: { words: 'stock & <b>' }, model: { zero: 1_764_123_456_000.5, wall: 1_764_123_460_003, now: 4001.2 } };
  const link = linkOf(screen);
  const { at, a, span, words } = readLink(link);
  equal([at, a, span, words], [1_764_123_456_050.5, 812, 2000, 'stock & <b>']);
});

test('the clock follows the fastest message and stands still without a connection', () => {
  let here = 1000;
  const clock = new Clock(() => here);
  clock.observe(0);
  here = 1130;
  clock.observe(100); // 30 ms late
  close(Math.round(clock.now()), 130);
  clock.stop();
  here = 9000;
  close(Math.round(clock.now()), 130);
});
