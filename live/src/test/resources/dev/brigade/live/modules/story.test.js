import { test, equal } from './harness.js';
import { activity, event, held, HOT, state, STOCK, told } from './scene.js';
import { Model } from '/live/assets/model.js';
import { captions } from '/live/assets/captions.js';
import { parseTrace, loadTrace } from '/live/assets/source.js';

const step = (thread, what, more = {}) => ({ thread, what, value: '', touches: [], where: '', holds: [], reason: '', matters: false, ...more });
const FINDING = {
  subject: { name: 'kitchen.Kitchen.app' }, anomaly: 'lost update', sentence: 'Both read 20 and wrote 19.', threads: ['POST /naive (1)', 'POST /naive (2)'],
  steps: [
    step(0, 'select portions from pantry', { value: '(20)', touches: ['table pantry'], matters: true, where: 'Pantry.stock(Pantry.java:31)', reason: 'the explorer switches here' }),
    step(1, 'select portions from pantry', { value: '(20)', touches: ['table pantry'], matters: true, holds: ['lock "oven"'] }),
    step(1, 'commits', { matters: true, reason: 'has ended' }),
    step(0, 'commits', { matters: true }),
  ],
  serial: [], found: { order: '', results: ['201'], state: [] }, waits: [], fixes: [], replay: 't0 t1*2 t0', schedules: 2,
};

test('a finding is lanes whose segments are its steps', () => {
  const trace = parseTrace(JSON.stringify(FINDING), 'finding.json');
  const model = loadTrace(new Model(), trace);
  equal(told(model.lanes.get(1)), 'IN_SQL 0–1, PAUSED 1–3, COMMITTING 3–4');
  equal(told(model.lanes.get(2)), 'PAUSED 0–1, IN_SQL 1–2, COMMITTING 2–3');
  equal(model.lanes.get(1).segments[0].text, 'select portions from pantry → (20)');
  equal(model.lanes.get(1).segments[0].line, 'Pantry.java:31');
  equal([...model.things.values()].map((thing) => [thing.kind, thing.name, held(thing)]), [['lock', 'oven', '#2 1–2']]);
  equal(model.arrows.map(({ kind, from, to }) => [kind, from.lane.id, to.lane.id]), [['touch', 1, 2]]);
  equal(trace.captions.length, FINDING.steps.length + 2);
});

test('of many threads only those that take part have a lane, and steps that matter to nobody else are one', () => {
  const idle = (thread) => [step(thread, 'a'), step(thread, 'b'), step(thread, 'c', { reason: 'has ended' })];
  const many = { ...FINDING, threads: ['a', 'b', 'c', 'd', 'e'], steps: [...idle(2), step(0, 'x'), step(0, 'y'), ...FINDING.steps, ...idle(4)] };
  const trace = parseTrace(JSON.stringify(many), 'x');
  const model = loadTrace(new Model(), trace);
  equal([...model.lanes.values()].map((lane) => lane.name), ['a', 'b']);
  equal(model.lanes.get(1).segments.map((segment) => segment.text).slice(0, 2), ['… 2 steps', 'select portions from pantry → (20)']);
  equal(trace.captions[2].text.startsWith('Step 6 of the schedule.'), true);
});

test('in a deadlock that was found, who waits goes on waiting', () => {
  const deadlock = { ...FINDING, anomaly: 'deadlock', waits: ['a waits for b', 'b waits for a'], steps: [
    step(0, 'acquires lock "a"', { matters: true, holds: ['lock "a"'], reason: 'the explorer switches here' }),
    step(1, 'acquires lock "b"', { matters: true, holds: ['lock "b"'] }), step(1, 'acquires lock "a"', { matters: true, holds: ['lock "b"'], reason: 'waits for lock "a" held by a' }),
    step(0, 'acquires lock "b"', { holds: ['lock "a"'], reason: 'waits for lock "b" held by b' })] };
  const model = loadTrace(new Model(), parseTrace(JSON.stringify(deadlock), 'x'));
  equal(told(model.lanes.get(2)), 'PAUSED 0–1, RUNNING 1–2, RUNNING 2–3, WAITING_LOCK 3–…');
});

test('what is neither a recording nor a finding is refused, and what is wrong is said', () => {
  const problem = (text) => { try { parseTrace(text, 'x.json'); return ''; } catch (wrong) { return wrong.message; } };
  equal(problem('{').startsWith('x.json is no JSON'), true);
  equal(problem('{"a": 1}'), 'x.json is neither a recording of this page (it has no activities and things) nor a finding (it has no steps)');
  equal(problem('null').startsWith('x.json is neither'), true);
});

test('a recording forgets nothing, and can be looked at from its beginning', () => {
  const model = loadTrace(new Model(), parseTrace(JSON.stringify({ state: state({ activities: [activity(1)] }), deltas: [{ now: 500_000, events: [event(1, 'ended', 499_000)] }] }), 'x'));
  equal([model.begin, model.now, told(model.lanes.get(1))], [0, 500_000, 'RUNNING 0–499000']);
});

test('the lesson tells where await has its lock back', () => {
  const told = captions(state({ things: [STOCK, HOT], activities: [activity(1), activity(2)], events: [
    event(1, 'began', 0), event(1, 'acquired', null, { at: 't1' }), event(1, 'waitSetEntered', 10, { at: 't2' }),
    event(2, 'signalSent', 40, { at: 't2', o: 1 }), event(1, 'signalled', 40, { at: 't2', o: 2 }), event(1, 'reacquired', 60, { at: 't2' })] }));
  equal(told.map((each) => [each.t, each.a, each.title]), [
    [0, 1, 'POST /orders #1 begins'], [10, 1, 'POST /orders #1 waits in the wait set of condition “hot”'], [40, 2, 'POST /orders #2 signals condition “hot”'],
    [40, 1, 'POST /orders #1 has been signalled'], [60, 1, 'POST /orders #1 has its lock back']]);
  equal(told[0].text.includes('It takes lock “stock”.'), true);
  equal(told[4].text.startsWith('Here, and not before, “await” returns.'), true);
});

test('what has been explained once is said shortly afterwards', () => {
  const told = captions(state({ activities: [activity(1), activity(2)], events: [event(1, 'began', 0), event(2, 'began', 10)] }));
  equal(told[1].text.length < told[0].text.length, true);
});

test('names of the recording stay text, whatever they are', () => {
  const [first] = captions(state({ activities: [activity(1, { name: 'toString', kind: 'constructor' })], events: [event(1, 'began', 0), event(1, 'constructor', 1), event(1, 'name', 2)] }));
  equal(first.title, 'toString begins');
});
