// The rows that are to be seen, in their order: a heading for each kind, lanes, equal lanes as one, and below what they share.
// Only numbers and references; drawing takes from it what is visible.

import { STATES } from './states.js';
import { occupant } from './rows.js';
import { wanted, isEmpty } from './filter.js';

export const HEIGHT = { head: 25, lane: 23, step: 80, group: 30, thing: 27, unused: 24 };
const HEADS = { request: 'Requests', consumer: 'Consumers', job: 'Jobs', other: 'Other threads', step: 'Threads' };
const COLLAPSE_FROM = 40;
const ORDER = Object.keys(STATES);

/**
 * Rows of lanes: {type, y, height, …}: head {text}; lane {slot, lane, nested}; group {key, slots, lanes, label, state, at, isOpen}.
 *
 * @param view {t, begin, end, filter, collapse: 'auto' | 'on' | 'off', opened: Set of keys}
 */
export function laneRows(model, rows, view) {
  const isWanted = wanted(view.filter, model, view.t);
  const entries = [];
  for (const slot of rows.all()) {
    let lane = occupant(slot, view.t, view.begin, view.end);
    if (!isEmpty(view.filter)) lane = lane && isWanted(lane) ? lane : undefined;
    if (lane) entries.push({ slot, lane });
  }
  const collapsed = view.collapse === 'on' || (view.collapse === 'auto' && entries.length > COLLAPSE_FROM);
  const items = collapsed ? grouped(entries, view) : entries.map(plain);
  return { ...placed(items, model.unit === 'step'), lanes: entries.length, collapsed };
}

function plain({ slot, lane }) {
  return { type: 'lane', kind: slot.of.kind, slot, lane };
}

/** Lanes of the same label in the same state at the same place are one row, unless it is opened or there is only one. */
function grouped(entries, view) {
  const labels = new Map(); // of a label → state → place → group: of ten thousand lanes no text is made
  for (const { slot, lane } of entries) {
    const segment = lane.at(view.t);
    const group = groupOf(labels, slot.of, segment ? segment.state : 'ENDED', segment ? segment.at : '');
    group.slots.push(slot);
    group.lanes.push(lane);
  }
  const rows = [];
  for (const states of labels.values()) {
    const groups = [...states.values()].flatMap((places) => [...places.values()]);
    groups.sort((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state) || (one.at < other.at ? -1 : 1));
    for (const group of groups) {
      if (group.lanes.length === 1) {
        rows.push(plain({ slot: group.slots[0], lane: group.lanes[0] }));
        continue;
      }
      group.key = `${group.kind} ${group.label} ${group.state} ${group.at}`;
      group.isOpen = view.opened.has(group.key);
      rows.push(group);
      if (group.isOpen) group.slots.forEach((slot, i) => rows.push({ ...plain({ slot, lane: group.lanes[i] }), nested: true }));
    }
  }
  return rows;
}

function groupOf(labels, of, state, at) {
  const places = within(within(labels, of), state);
  let group = places.get(at);
  if (!group) {
    group = { type: 'group', key: '', kind: of.kind, label: of.label, state, at, slots: [], lanes: [] };
    places.set(at, group);
  }
  return group;
}

function within(map, key) {
  let inner = map.get(key);
  if (!inner) map.set(key, inner = new Map());
  return inner;
}

/** isStepwise: lanes are as high as what each step says needs. */
function placed(items, isStepwise = false) {
  const rows = [];
  let y = 0;
  let kind = '';
  const put = (row) => {
    row.y = y;
    row.height = isStepwise && row.type === 'lane' ? HEIGHT.step : HEIGHT[row.type];
    y += row.height;
    rows.push(row);
  };
  for (const item of items) {
    if (item.kind !== kind) {
      kind = item.kind;
      put({ type: 'head', text: isStepwise ? HEADS.step : HEADS[kind] ?? HEADS.other });
    }
    put(item);
  }
  return { rows, height: y };
}

const THINGS = ['lock', 'readWriteLock', 'keyedLock', 'shared', 'condition', 'semaphore', 'queue', 'pool', 'connection', 'table', 'row', 'other'];

/**
 * Rows of what is shared: a condition below its lock, connections below their pool. Databases are seen in the lanes. What nobody has used
 * as long as is known is only named, in one row: {type: 'unused', names}.
 */
export function thingRows(model) {
  const things = [...model.things.values()].filter((thing) => !thing.gone && thing.isDescribed && thing.kind !== 'database');
  const order = (thing) => (THINGS.indexOf(thing.kind) + 1 || THINGS.length) - 1;
  things.sort((one, other) => order(one) - order(other) || (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
  const items = [];
  const unused = [];
  const isUsed = (thing) => thing.isUsed || things.some((part) => part.of === thing.id && part.isUsed);
  const add = (thing, nested) => {
    if (!isUsed(thing)) {
      unused.push(thing.name);
      return;
    }
    items.push({ type: 'thing', kind: '', thing, nested });
    for (const part of things) if (part.of === thing.id) add(part, true);
  };
  for (const thing of things) if (!thing.of || !model.things.has(thing.of)) add(thing, false);
  if (unused.length > 0) items.push({ type: 'unused', kind: '', names: unused });
  return placed(items);
}

/** The rows that overlap a stretch of the height. */
export function* visible(rows, top, bottom) {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rows[middle].y + rows[middle].height <= top) low = middle + 1;
    else high = middle;
  }
  for (let i = low; i < rows.length && rows[i].y < bottom; i++) yield rows[i];
}

/** The row at a height; undefined below the last. */
export function rowAt(rows, y) {
  for (const row of visible(rows, y, y + 0.001)) return row;
  return undefined;
}
