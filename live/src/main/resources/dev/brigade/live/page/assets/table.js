// The lanes as a table, for who does not look at a picture: who, what it does, at what, held by whom, since when.

import { $, make, say, keyed } from './dom.js';
import { kindOf, lookOf, stateOf, nameOf } from './states.js';
import { duration } from './words.js';
import { wanted } from './filter.js';

const MOST = 300;

export function showTable(screen, choose) {
  const { model, t } = screen;
  const isWanted = wanted(screen.filter, model, t);
  const lanes = [...model.lanes.values()].filter((lane) => lane.at(t) && isWanted(lane));
  lanes.sort((one, other) => rank(other, t) - rank(one, t) || one.began - other.began);
  say($('table-caption'), lanes.length > MOST
    ? `The ${MOST} that are blocked longest, of ${lanes.length.toLocaleString('en')}. Filter to see others.`
    : `${lanes.length === 0 ? 'None runs' : `${lanes.length} run`}${screen.isLive ? ', now' : ' at this moment'}; who is blocked comes first.`);
  keyed($('table-rows'), lanes.slice(0, MOST), (lane) => lane.id, (lane) => create(lane, choose), (row, lane) => update(row, lane, screen));
}

/** What they share, as a table. */
export function showThings(screen) {
  const { model, t } = screen;
  const things = [...model.things.values()].filter((thing) => thing.isDescribed && !thing.gone && thing.kind !== 'database');
  keyed($('table-things'), things, (thing) => thing.id, (thing) => make('tr', {}, make('th', { scope: 'row' }, thing.name), ...cells(4)), (row, thing) => {
    const [, kind, by, used, waits] = row.children;
    const holders = thing.kind === 'condition' ? [] : thing.holders(t);
    say(kind, kindOf(thing).word);
    say(by, holders.length > 3 ? `${holders.length} threads` : holders.map((hold) => hold.lane.name).join(', '));
    say(used, thing.capacity > 0 ? `${thing.size(t)} of ${thing.capacity}` : '');
    say(waits, String(thing.waitingAt(t)));
  });
}

function cells(n) {
  return Array.from({ length: n }, (_, i) => make('td', { className: i >= n - 2 ? 'figure' : '' }));
}

function rank(lane, t) {
  const segment = lane.at(t);
  return stateOf(segment.state).blocked ? 1 + t - segment.from : 0;
}

function create(lane, choose) {
  const button = make('button', { type: 'button' }, lane.name);
  button.addEventListener('click', () => choose(lane.id));
  return make('tr', {}, make('th', { scope: 'row' }, button), ...Array.from({ length: 6 }, (_, i) => make('td', { className: i === 3 || i === 4 ? 'figure' : '' })));
}

function update(row, lane, screen) {
  const { model, t } = screen;
  const segment = lane.at(t);
  const holder = model.holderOf(segment, t);
  const [, does, at, by, since, began, line] = row.children;
  row.setAttribute('aria-selected', String(lane === screen.selected));
  say(does, lookOf(segment).word);
  say(at, segment.at ? nameOf(model.things.get(segment.at)) : segment.detail);
  say(by, holder ? holder.name : segment.heldBy);
  say(since, model.unit === 'step' ? `step ${segment.from + 1}` : duration(t - segment.from));
  say(began, model.unit === 'step' ? '' : duration(t - lane.began));
  say(line, segment.line);
}
