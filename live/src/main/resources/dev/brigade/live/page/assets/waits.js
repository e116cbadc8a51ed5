// Who waits for whom at a time, and what follows from it: roots, rings, the sentence on top.

import { stateOf, nameOf } from './states.js';
import { count, duration } from './words.js';

/** Edges {from, to, at, kind}: as the server said, or from the lanes where it did not. */
export function edgesAt(model, t) {
  const frame = model.frame(t);
  if (frame?.edges) return frame.edges;
  const edges = [];
  for (const lane of model.lanes.values()) {
    const segment = lane.at(t);
    if (!segment || !stateOf(segment.state).blocked) continue;
    const holder = model.holderOf(segment, t);
    if (holder) {
      edges.push({ from: lane.id, to: holder.id, at: segment.at, kind: 'and' });
      continue;
    }
    const thing = model.things.get(segment.at);
    if (!thing || thing.exclusive) continue;
    for (const hold of thing.holders(t)) {
      if (hold.lane !== lane) edges.push({ from: lane.id, to: hold.lane.id, at: segment.at, kind: 'or' });
    }
  }
  return edges;
}

/**
 * The parts that hang together, the biggest first: {root, ring, layers, size}. ring: ids that wait for each other, in that order, or
 * empty. layers: ids by how far they are from the root or the ring, which is the first.
 */
export function parts(edges) {
  const out = new Map();
  const back = new Map();
  for (const edge of edges) {
    list(out, edge.from).push(edge);
    list(back, edge.to).push(edge);
    list(out, edge.to);
    list(back, edge.from);
  }
  const seen = new Set();
  const found = [];
  const heads = [...rings(out), ...[...out.keys()].filter((id) => out.get(id).length === 0).map((id) => [id])];
  heads.sort((one, other) => (other.length > 1) - (one.length > 1) || back.get(other[0]).length - back.get(one[0]).length);
  for (const head of heads) {
    if (head.every((id) => seen.has(id))) continue;
    const layers = [head];
    head.forEach((id) => seen.add(id));
    for (let layer = head; layer.length > 0;) {
      const next = [];
      for (const id of layer) {
        for (const edge of back.get(id)) {
          if (!seen.has(edge.from)) {
            seen.add(edge.from);
            next.push(edge.from);
          }
        }
      }
      if (next.length > 0) layers.push(next);
      layer = next;
    }
    const size = layers.reduce((sum, layer) => sum + layer.length, 0);
    if (size > 1) found.push({ root: head.length === 1 ? head[0] : undefined, ring: head.length > 1 ? head : [], layers, size });
  }
  found.sort((one, other) => (other.ring.length > 0) - (one.ring.length > 0) || other.size - one.size);
  return found;
}

function list(map, key) {
  let those = map.get(key);
  if (!those) map.set(key, those = []);
  return those;
}

/** Rings along edges that have no alternative. */
function rings(out) {
  const found = [];
  const done = new Set();
  for (const begin of out.keys()) {
    const path = [];
    let id = begin;
    while (id !== undefined && !done.has(id) && !path.includes(id)) {
      path.push(id);
      id = out.get(id).find((edge) => edge.kind !== 'or')?.to;
    }
    if (id !== undefined && path.includes(id)) found.push(path.slice(path.indexOf(id)));
    path.forEach((each) => done.add(each));
  }
  return found;
}

/** What went on at that time, in one sentence: the server's, or one made here for times of which it said nothing. */
export function sentenceAt(model, t) {
  return model.frame(t)?.sentence ?? sentenceOf(model, t);
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
  if (kinds.size === 0) return 'Nothing runs.';
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
    case 'SIGNALLED': return `${n} signalled and ${verb} to have ${nameOf(thing)} again${held}`;
    case 'WAIT_SET': return `${n} in the wait set of ${nameOf(thing)}`;
    case 'WAITING_CONNECTION': return `${n} ${verb} for a connection${since}`;
    case 'BLOCKED_BY_ROW': return `${n} ${verb} for rows${holder ? ` locked by ${holder.name}` : ''}${since}`;
    case 'WAITING_QUEUE': return `${n} ${verb} on ${nameOf(thing)}`;
    case 'PAUSED': return `${n} could go on`;
    default: return `${n} ${stateOf(state).word}`;
  }
}
