// Times and counts as people read them.

import { stateOf, nameOf } from './states.js';

/** 0.31 ms, 42 ms, 2.3 s, 1 min 04 s. */
export function duration(ms) {
  const positive = Math.max(0, ms);
  if (positive < 0.0005) return '0 ms';
  if (positive < 1) return `${positive.toFixed(positive < 0.1 ? 3 : 2)} ms`;
  if (positive < 10) return `${positive.toFixed(1)} ms`;
  if (positive < 1000) return `${Math.round(positive)} ms`;
  if (positive < 59_950) return `${(positive / 1000).toFixed(1)} s`;
  const seconds = Math.round(positive / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

export function count(number, one, many) {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

/** 14:03:07.250, of this browser's time zone. */
export function clock(wall, digits = 3) {
  const at = new Date(wall);
  const two = (n) => String(n).padStart(2, '0');
  const text = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  return digits > 0 ? `${text}.${String(at.getMilliseconds()).padStart(3, '0').slice(0, digits)}` : text;
}

/** Names in the quotation marks of prose. */
export function quoted(text) {
  return text.replace(/`([^`]*)`/g, '“$1”');
}

/** At most so long, with an ellipsis. */
export function shortened(text, most) {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

const QUEUES = { room: 'for room in', item: 'for an item of' };

/**
 * What a lane does at a moment, in one sentence; holder is the lane that it waits for, if that is known:
 * waits for lock “stock” at Kitchen.java:52 held by POST /orders #812 at Kitchen.java:41 for 2.3 s
 */
export function doing(segment, thing, holder, at, unit = 'ms') {
  const state = stateOf(segment.state);
  const since = unit === 'step' ? `since step ${Math.floor(segment.from) + 1}` : `for ${duration(Math.min(at, segment.to) - segment.from)}`;
  const line = lineOf(segment);
  const by = holder ? ` held by ${holder.name}${lineOf(holder.at(at))}` : segment.heldBy ? ` held by ${segment.heldBy}` : '';
  switch (segment.state) {
    case 'WAITING_LOCK':
    case 'WAITING_CONNECTION':
      return `waits for ${thing ? nameOf(thing) : state.word.replace(/^waiting for /, '')}${line}${by} ${since}`;
    case 'WAIT_SET':
      return `in the wait set of ${nameOf(thing)}${line} ${since}: holds its lock no longer, and nobody has signalled it`;
    case 'SIGNALLED':
      return `signalled, waits to have ${nameOf(thing)} again${line}${by} ${since}`;
    case 'BLOCKED_BY_ROW':
      return `in SQL, waits for a row${line}${by.replace('held', 'locked')} ${since}`;
    case 'WAITING_QUEUE':
      return `waits ${QUEUES[segment.detail] ?? 'on'} ${nameOf(thing)}${line} ${since}`;
    case 'RUNNING': // what of the JDK's it waits at, which has no name
      return `${state.word}${segment.detail ? `, ${segment.detail}` : ''}${line} ${since}`;
    default:
      return `${state.word}${thing && thing.kind !== 'database' ? `, ${nameOf(thing)}` : ''}${line} ${since}`;
  }
}

/** Where in the application's code. */
function lineOf(segment) {
  return segment?.line ? ` at ${segment.line}` : '';
}
