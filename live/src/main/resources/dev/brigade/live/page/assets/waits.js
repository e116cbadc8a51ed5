// Who waits for whom at a time, and what follows from it: roots, rings, the sentence on top.

import { stateOf, nameOf } from './states.js';
import { count, duration, quoted } from './words.js';

/**
 * Edges {from, to, at, kind}: from the lanes, which are exact to the moment; and where they do not tell, as the server said.
 */
export function edgesAt(model, t) {
  const edges = [];
  const told = new Set();
  for (const lane of model.lanes.values()) {
    const segment = lane.at(t);
    if (!segment || !stateOf(segment.state).blocked) continue;
    const holder = model.holderOf(segment, t);
    if (holder) {
      edges.push({ from: lane.id, to: holder.id, at: segment.at, kind: 'and' });
      told.add(lane.id);
    }
  }
  for (const edge of model.frame(t)?.edges ?? []) {
    const segment = told.has(edge.from) ? undefined : model.lanes.get(edge.from)?.at(t);
    if (segment && stateOf(segment.state).blocked) {
      edges.push(edge);
    }
  }
  return model.frame(t)?.edges ? edges : [...edges, ...alternatives(model, t, told)];
}

/** Who waits for a pool or a semaphore waits for any of those who have something of it. */
function alternatives(model, t, told) {
  const edges = [];
  for (const thing of model.things.values()) {
    if (thing.exclusive || thing.kind === 'condition' || thing.waitingAt(t) === 0) continue;
    const holders = thing.holders(t);
    for (const segment of thing.waits) {
      if (segment.gone || segment.from > t || segment.to <= t || told.has(segment.lane.id) || !stateOf(segment.state).blocked) continue;
      for (const hold of holders) edges.push({ from: segment.lane.id, to: hold.lane.id, at: thing.id, kind: 'or' });
    }
  }
  return edges;
}

/**
 * The parts that hang together, those in a ring first, then the biggest: {ring, roots, size}. A node is {id, edge, waiting: [nodes]}, and
 * its edge says what it waits for; ring: the nodes that wait for each other, in that order, or empty; roots: those of the ring, or the one
 * that waits for nobody.
 *
 * Who can be served by any of several (a pool, a semaphore) waits for the thing, which has the id '@' and its own; and that waits for all
 * who have something of it if each of them is blocked himself, and for nobody otherwise.
 */
export function parts(edges) {
  const out = new Map();
  const back = new Map();
  for (const edge of withThings(edges)) {
    list(out, edge.from).push(edge);
    list(back, edge.to).push(edge);
    list(out, edge.to);
    list(back, edge.from);
  }
  const heads = [...rings(out), ...[...out.keys()].filter((id) => out.get(id).length === 0).map((id) => [id])];
  heads.sort((one, other) => other.length - one.length || back.get(other[0]).length - back.get(one[0]).length);
  const seen = new Set();
  const found = [];
  for (const head of heads) {
    if (head.some((id) => seen.has(id))) continue;
    head.forEach((id) => seen.add(id));
    let size = head.length;
    const grow = (id, edge) => {
      const node = { id, edge, waiting: [] };
      for (const each of back.get(id)) {
        if (seen.has(each.from)) continue;
        seen.add(each.from);
        size++;
        node.waiting.push({ node: each.from, edge: each });
      }
      node.waiting = node.waiting.map((each) => grow(each.node, each.edge));
      return node;
    };
    const isRing = head.length > 1;
    const roots = head.map((id, i) => grow(id, isRing ? out.get(id).find((edge) => edge.to === head[(i + 1) % head.length]) : undefined));
    if (size > 1) found.push({ ring: isRing ? head : [], roots, size });
  }
  found.sort((one, other) => (other.ring.length > 0) - (one.ring.length > 0) || other.size - one.size);
  return found;
}

function withThings(edges) {
  const blocked = new Set(edges.map((edge) => edge.from));
  const holders = new Map();
  const made = new Map();
  for (const edge of edges) {
    if (edge.kind !== 'or') {
      made.set(`${edge.from} ${edge.to}`, edge);
      continue;
    }
    const thing = `@${edge.at}`;
    made.set(`${edge.from} ${thing}`, { ...edge, to: thing });
    if (!holders.has(thing)) holders.set(thing, new Set());
    holders.get(thing).add(edge.to);
  }
  for (const [thing, those] of holders) {
    if ([...those].every((id) => blocked.has(id))) for (const id of those) made.set(`${thing} ${id}`, { from: thing, to: id, at: thing.slice(1), kind: 'or' });
  }
  return made.values();
}

function list(map, key) {
  let those = map.get(key);
  if (!those) map.set(key, those = []);
  return those;
}

function rings(out) {
  const found = [];
  const done = new Set();
  for (const begin of out.keys()) {
    const path = [];
    let id = begin;
    while (id !== undefined && !done.has(id) && !path.includes(id)) {
      path.push(id);
      id = out.get(id)[0]?.to;
    }
    if (id !== undefined && path.includes(id)) found.push(path.slice(path.indexOf(id)));
    path.forEach((each) => done.add(each));
  }
  return found;
}

const BEFORE_FOUND = 1000; // ms: the guard looks a little later

/** How bad it was: a deadlock was one already before it was found. */
export function moodAt(model, t) {
  const wasOne = (knot) => knot.proven && knot.t >= t && knot.t - t < BEFORE_FOUND && knot.activities.every((id) => isBlocked(model.lanes.get(id)?.at(t)));
  return model.knots.some(wasOne) ? 'deadlock' : model.frame(t)?.mood ?? 'calm';
}

/** The last moment of a deadlock: when all who were in it still waited, just before one was made to give up. */
export function momentOf(model, knot) {
  let moment = knot.t;
  for (const id of knot.activities) {
    const wait = model.lanes.get(id)?.segments.findLast((segment) => segment.from < knot.t && isBlocked(segment));
    if (wait) moment = Math.min(moment, wait.to);
  }
  return moment - 0.5;
}

function isBlocked(segment) {
  return segment !== undefined && Boolean(stateOf(segment.state).blocked);
}

/** What went on at that time, in one sentence: the server's, or one made here for times of which it said nothing. */
export function sentenceAt(model, t) {
  return model.title || quoted(model.frame(t)?.sentence ?? sentenceOf(model, t));
}

const NOUNS = { request: ['request', 'requests'], consumer: ['consumer', 'consumers'], job: ['job', 'jobs'], other: ['thread', 'threads'] };

export function sentenceOf(model, t) {
  const kinds = new Map();
  const doing = new Map();
  for (const lane of model.lanes.values()) {
    const segment = lane.at(t);
    if (!segment || segment.state === 'ENDED') continue;
    kinds.set(lane.kind, (kinds.get(lane.kind) ?? 0) + 1);
    const key = `${segment.state} ${stateOf(segment.state).waits ? segment.at : ''}`;
    const group = doing.get(key) ?? { state: segment.state, at: segment.at, n: 0, oldest: segment };
    group.n++;
    if (segment.from < group.oldest.from) group.oldest = segment;
    doing.set(key, group);
  }
  if (kinds.size === 0) return model.version === 0 ? 'Nothing has been heard of the application yet.' : 'Nothing runs.';
  const who = [...kinds].map(([kind, n]) => count(n, ...(NOUNS[kind] ?? NOUNS.other))).join(' and ');
  const what = [...doing.values()].sort((one, other) => Boolean(stateOf(other.state).blocked) - Boolean(stateOf(one.state).blocked) || other.n - one.n);
  return `${who}: ${what.map((group) => phrase(model, group, t)).join(', ')}`;
}

function phrase(model, { state, at, n, oldest }, t) {
  const thing = model.things.get(at);
  const verb = n === 1 ? 'waits' : 'wait';
  const since = model.unit === 'step' ? '' : ` for ${duration(t - oldest.from)}`;
  const holder = model.holderOf(oldest, t);
  const held = holder ? ` held by ${holder.name}` : '';
  switch (state) {
    case 'WAITING_LOCK': return `${n} ${verb} for ${nameOf(thing)}${held}${since}`;
    case 'SIGNALLED': return `${n} signalled and ${verb} to have ${nameOf(thing)} again${holder ? `, ${held.trim()}` : ''}`;
    case 'WAIT_SET': return `${n} in the wait set of ${nameOf(thing)}`;
    case 'WAITING_CONNECTION': return `${n} ${verb} for a connection${since}`;
    case 'BLOCKED_BY_ROW': return `${n} ${verb} for rows${holder ? ` locked by ${holder.name}` : ''}${since}`;
    case 'WAITING_QUEUE': return `${n} ${verb} on ${nameOf(thing)}`;
    case 'PAUSED': return `${n} could go on`;
    default: return `${n} ${stateOf(state).word}`;
  }
}
