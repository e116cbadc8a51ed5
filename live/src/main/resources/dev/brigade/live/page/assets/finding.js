// Makes what the explorer found into lanes: a step of its schedule is one unit of time, so that it can be watched step by step.
// A finding is what brigade-check writes beside its page, below target/brigade/findings.

const SQL = /^(select|insert|update|delete|merge|with|create|drop|truncate|alter|values|lock table|set )\b/i;

export function isFinding(value) {
  return Array.isArray(value?.steps) && Array.isArray(value?.threads) && typeof value?.sentence === 'string';
}

const WAITED = /^goes on after it has waited, when it (.*)$/;
const EACH_SHOWN = 4; // up to so many threads each has a lane, whether or not it takes part

/** {state, deltas, unit, captions}, as of any recording. */
export function fromFinding(whole) {
  const finding = whatMatters(whole);
  const { threads, steps } = finding;
  const things = new Map();
  const events = [];
  const out = (a, k, t, more = {}) => events.push({ a, k, t, ...more });
  const ends = threads.map((_, thread) => steps.findLastIndex((step) => step.thread === thread) + 1);
  const last = threads.map((_, thread) => segments(finding, thread, ends[thread], out));
  holds(finding, things, ends, out);
  touches(steps, out);
  steps.forEach((step, i) => step.matters && out(step.thread + 1, 'step', i, { n: i + 1, d: step.what }));
  threads.forEach((_, thread) => isStuck(finding, thread) || out(thread + 1, 'ended', ends[thread]));
  events.sort((one, other) => one.t - other.t);
  const activities = threads.map((name, thread) => ({
    id: thread + 1, kind: 'other', label: name, name, began: 0, run: 1, cancellable: false, ...last[thread],
    ...(isStuck(finding, thread) ? {} : { state: 'ENDED', ended: ends[thread] }),
  }));
  return {
    state: {
      app: finding.subject?.name ?? 'explorer', node: `found by the explorer: ${finding.anomaly}`, mode: '', now: steps.length, wall: 0,
      things: [...things.values()], activities, events, knots: [],
    },
    deltas: [],
    unit: 'step',
    title: `${capital(finding.anomaly)}: ${finding.sentence}`,
    finding,
    captions: captionsOf(finding, ends),
  };
}

/**
 * The same with less in it: of many threads only those that take part, and steps that matter to nobody else, one after the other of the
 * same thread, as one. number: of the step in the whole schedule.
 */
function whatMatters(finding) {
  const taking = finding.threads.map((_, thread) => finding.steps.some((step) => step.thread === thread && step.matters));
  const isShown = (thread) => finding.threads.length <= EACH_SHOWN || !taking.includes(true) || taking[thread];
  const lanes = finding.threads.map((_, thread) => thread).filter(isShown);
  const steps = [];
  finding.steps.forEach((step, i) => {
    const last = steps[steps.length - 1];
    const made = { ...step, what: step.what.replace(WAITED, '$1 (it has waited)'), thread: lanes.indexOf(step.thread), number: i + 1, folded: 1 };
    if (made.thread < 0) return;
    if (last && !last.matters && !step.matters && last.thread === made.thread && finding.steps[i - 1].thread === step.thread && !last.reason) {
      Object.assign(last, { ...made, number: last.number, folded: last.folded + 1, what: `… ${last.folded + 1} steps`, last: step.what, value: '' });
    } else {
      steps.push(made);
    }
  });
  return { ...finding, threads: lanes.map((thread) => finding.threads[thread]), steps };
}

/** A thread from its beginning to its end: its steps, and between them why it did not go on. Returns how it was in the end. */
function segments(finding, thread, end, out) {
  const until = isStuck(finding, thread) ? finding.steps.length : end;
  let state = { state: 'PAUSED', since: 0 };
  for (let t = 0; t < until; t++) {
    const step = finding.steps[t];
    const isOwn = step.thread === thread;
    if (!isOwn && t > 0 && finding.steps[t - 1].thread !== thread) continue; // still pauses
    const made = isOwn ? ofStep(step) : ofPause(t > 0 ? finding.steps[t - 1] : undefined);
    state = { state: made.s, since: t, detail: made.d };
    out(thread + 1, 'state', t, made);
  }
  return state;
}

function ofStep(step) {
  return { s: stateOfStep(step), d: step.what, text: step.value ? `${step.what} → ${step.value}` : step.what, line: lineOf(step.where) };
}

/** The reason why another goes on is said with the last step of the one that does not. */
function ofPause(last) {
  const reason = last?.reason ?? '';
  const isInSql = last && SQL.test(last.last ?? last.what);
  return { s: reason === 'waits' && isInSql ? 'BLOCKED_BY_ROW' : stateOfReason(reason), d: reason, text: reason, line: '' };
}

/** What each thread holds, from what is said with each step. */
function holds({ threads, steps }, things, ends, out) {
  threads.forEach((_, thread) => {
    let held = [];
    const change = (now, t) => {
      for (const name of now) if (!held.includes(name)) out(thread + 1, 'acquired', t, { at: thingOf(things, name).id });
      for (const name of held) if (!now.includes(name)) out(thread + 1, 'released', t, { at: thingOf(things, name).id });
      held = now;
    };
    steps.forEach((step, t) => step.thread === thread && change(step.holds ?? [], t));
    change([], ends[thread]);
  });
}

/** From a step that touched a location to the next one of another thread, if both take part in what went wrong. */
function touches(steps, out) {
  const last = new Map();
  steps.forEach((step, t) => {
    if (!step.matters) return;
    for (const location of step.touches ?? []) {
      const before = last.get(location);
      if (before && before.thread !== step.thread) out(step.thread + 1, 'touch', t + 0.5, { o: before.thread + 1, from: before.t, d: location });
      last.set(location, { thread: step.thread, t: t + 0.5 });
    }
  });
}

function stateOfReason(reason) {
  if (/^waits? for rows? /.test(reason)) return 'BLOCKED_BY_ROW';
  if (/wait set|condition/.test(reason)) return 'WAIT_SET';
  if (/^waits? for (lock|monitor|read|write|the lock|semaphore)/.test(reason)) return 'WAITING_LOCK';
  if (/^waits? for (pool|a connection)/.test(reason)) return 'WAITING_CONNECTION';
  if (/queue/.test(reason)) return 'WAITING_QUEUE';
  return /^waits?/.test(reason) ? 'WAITING_OTHER' : 'PAUSED';
}

function stateOfStep(step) {
  if (/^(commits?|begins? to commit)\b/.test(step.what)) return 'COMMITTING';
  if (/^rolls? back/.test(step.what)) return 'ROLLING_BACK';
  return SQL.test(step.what) ? 'IN_SQL' : 'RUNNING';
}

/** In a deadlock and after a lost wake-up some never end. */
function isStuck(finding, thread) {
  const own = finding.steps.filter((step) => step.thread === thread);
  return own.length > 0 && (finding.waits ?? []).length > 0 && !/ended/.test(own[own.length - 1].reason);
}

function thingOf(things, name) {
  if (!things.has(name)) {
    const [, kind, quoted] = /^(lock|monitor|pool|semaphore|read lock|write lock) "?([^"]*)"?$/.exec(name) ?? [undefined, 'lock', name];
    const kinds = { pool: 'pool', semaphore: 'semaphore' };
    things.set(name, { id: `f${things.size}`, kind: kinds[kind] ?? 'lock', name: quoted || name });
  }
  return things.get(name);
}

/** Counter.add(Counter.java:12) → Counter.java:12 */
function lineOf(where) {
  return /\(([^)]*)\)$/.exec(where ?? '')?.[1] ?? where ?? '';
}

function captionsOf(finding, ends) {
  const captions = finding.steps.map((step, i) => {
    const name = finding.threads[step.thread];
    const then = step.reason && step.reason !== 'has ended' ? ` Then: ${step.reason}.` : '';
    const holds = step.holds?.length ? ` It holds ${step.holds.join(', ')}.` : '';
    return {
      t: i + 1,
      a: step.thread + 1,
      title: `${name}: ${step.what}${step.value ? ` → ${step.value}` : ''}`,
      text: `${step.folded > 1 ? `Steps ${step.number} to ${step.number + step.folded - 1} of the schedule, which matter to nobody else.` : `Step ${step.number} of the schedule.`}${step.matters ? ' It takes part in what went wrong.' : ''}${holds}${ends[step.thread] === i + 1 ? ' It is its last step.' : ''}${then}`.trim(),
      matters: step.matters,
    };
  });
  captions.unshift({
    t: 0,
    title: 'The schedule, step by step',
    text: `${finding.threads.length} threads, of which one goes at a time: a solid block is a step, a thin line a thread that could go on while another does. What matters to nobody else is folded.`,
  });
  captions.push({ t: finding.steps.length, title: 'What came of it', text: [...(finding.waits ?? []), finding.fixes?.[0] ? `What helps: ${finding.fixes[0].text}` : 'No serial order gives this.'].join('. ') });
  return captions;
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
