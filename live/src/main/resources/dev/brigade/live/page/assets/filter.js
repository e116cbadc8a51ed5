// Which lanes are wanted: by route, by kind of wait, by words or the number of a request.

import { stateOf, nameOf } from './states.js';

export const ALL = { route: '', wait: '', words: '' };

export function isEmpty(filter) {
  return !filter.route && !filter.wait && !filter.words.trim();
}

/** A test of lanes at time t. */
export function wanted(filter, model, t) {
  if (isEmpty(filter)) return () => true;
  const words = filter.words.trim().toLowerCase().split(/\s+/).filter(Boolean);
  return (lane) => {
    if (filter.route && lane.label !== filter.route) return false;
    const segment = lane.at(t);
    if (filter.wait && !waitsSo(segment, filter.wait)) return false;
    return words.every((word) => says(lane, segment, word, model));
  };
}

function waitsSo(segment, wait) {
  if (!segment) return false;
  return wait === 'blocked' ? Boolean(stateOf(segment.state).blocked) : segment.state === wait;
}

function says(lane, segment, word, model) {
  if (/^#\d+$/.test(word)) return lane.id === Number(word.slice(1));
  if (lane.name.toLowerCase().includes(word) || lane.requestId.toLowerCase().includes(word)) return true;
  if (lane.outcome.toLowerCase() === word || String(lane.status) === word) return true;
  if (!segment) return false;
  const thing = segment.at ? nameOf(model.things.get(segment.at)) : '';
  return `${stateOf(segment.state).word} ${thing} ${segment.detail} ${segment.line}`.toLowerCase().includes(word);
}
