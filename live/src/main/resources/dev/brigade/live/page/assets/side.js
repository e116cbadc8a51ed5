// Beside the time line: the lane that is chosen, and the open transactions.

import { $, make, say, keyed } from './dom.js';
import { doing, duration, count, shortened } from './words.js';
import { nameOf, stateOf } from './states.js';

/** The lane that is chosen, in words. */
export function showSelected(screen, owner) {
  const { selected: lane, model, t } = screen;
  $('selected').hidden = !lane;
  if (!lane) return;
  const segment = lane.at(t);
  const holder = segment ? model.holderOf(segment, t) : undefined;
  say($('selected-name'), lane.name);
  say($('selected-does'), doesSay(lane, segment, model, holder, t));
  facts(lane, segment, model, t);
  const { chain, isRing } = model.chain(lane, t);
  const root = chain[chain.length - 1];
  $('follow').hidden = chain.length < 2;
  if (chain.length > 1) say($('follow'), isRing ? `It waits in a ring of ${new Set(chain).size}: show the next` : `Follow to the root blocker, ${root.name}`);
  $('cancel').hidden = screen.isTrace || !lane.cancellable || lane.ended < Infinity;
  $('selected').style.setProperty('--owner', owner(lane.id));
}

function doesSay(lane, segment, model, holder, t) {
  if (segment) return capital(doing(segment, model.things.get(segment.at), holder, t, model.unit));
  if (t < lane.began) return 'Has not begun';
  const how = [lane.outcome, lane.status ? `status ${lane.status}` : ''].filter(Boolean).join(', ');
  return `Has ended${how ? `: ${how}` : ''}, after ${duration(lane.ended - lane.began)}`;
}

function facts(lane, segment, model, t) {
  const held = [...model.things.values()].filter((thing) => thing.kind !== 'condition' && thing.holders(t).some((hold) => hold.lane === lane));
  const transaction = model.frame(t)?.transactions?.find((each) => each.activity === lane.id);
  const rows = [
    ['Request', lane.requestId],
    ['Run', lane.run > 1 ? `${lane.run}, after ${count(lane.run - 1, 'one that was', 'that were')} rolled back` : ''],
    ['Holds', held.map(nameOf).join(', ')],
    ['Statement', segment && (segment.state === 'IN_SQL' || segment.state === 'BLOCKED_BY_ROW') ? segment.detail : ''],
    ['Line', segment?.line ?? ''],
    ['Transaction', transaction ? `${count(transaction.statements, 'statement', 'statements')}, open for ${duration(t - transaction.since)}` : ''],
    ['Runs for', model.unit === 'step' ? '' : duration(Math.min(lane.ended, t) - lane.began)],
  ].filter(([, value]) => value);
  keyed($('selected-facts'), rows.flatMap(([name, value]) => [{ key: `${name}?`, tag: 'dt', text: name }, { key: name, tag: 'dd', text: value }]),
    (row) => row.key, (row) => make(row.tag, { className: row.key === 'Statement' ? 'sql' : '' }), (element, row) => say(element, row.text));
}

/** Oldest first: who has one, since when, what it locked, who waits for it. */
export function showTransactions(screen, owner, choose) {
  const { model, t } = screen;
  const all = [...(model.frame(t)?.transactions ?? [])].sort((one, other) => (other.waiters?.length ?? 0) - (one.waiters?.length ?? 0) || one.since - other.since);
  const list = $('transaction-list');
  const items = all.length > 0 ? all.slice(0, 30) : [{ activity: 'none' }];
  keyed(list, items, (each) => each.activity, (each) => (each.activity === 'none' ? make('li', { className: 'empty' }) : create(each, choose)), (element, each) => {
    if (each.activity === 'none') {
      say(element, model.frame(t)?.transactions ? 'None is open.' : 'Not known for this moment.');
      return;
    }
    const [button, sql, facts] = element.children;
    element.style.setProperty('--owner', owner(each.activity));
    say(button.firstChild, model.lanes.get(each.activity)?.name ?? `#${each.activity}`);
    say(button.lastChild, duration(t - each.since));
    say(sql, shortened(each.sql ?? '', 140));
    sql.hidden = !each.sql;
    const waiters = (each.waiters ?? []).length;
    say(facts.firstChild, [count(each.statements ?? 0, 'statement', 'statements'), each.locks?.length ? `locks ${each.locks.join(', ')}` : ''].filter(Boolean).join(' · '));
    say(facts.lastChild, waiters > 0 ? ` · ${waiters === 1 ? `${model.lanes.get(each.waiters[0])?.name ?? 'one'} waits` : `${waiters} wait`} for it` : '');
  });
  say($('transactions-title'), all.length > 30 ? `Open transactions, 30 of ${all.length.toLocaleString('en')}` : 'Open transactions');
}

function create(each, choose) {
  const button = make('button', { type: 'button' }, make('span'), make('span', { className: 'age' }));
  button.addEventListener('click', () => choose(each.activity));
  return make('li', {}, button, make('span', { className: 'sql' }), make('span', {}, make('span', { className: 'faint' }), make('span', { className: 'locks' })));
}

/** What stands beside the pointer: lines, the first of which is the name. */
export function tipOf(place, model) {
  if (!place) return [];
  if (place.row?.type === 'group') {
    const { row } = place;
    return [`${row.label} × ${row.lanes.length.toLocaleString('en')}`, row.state === 'ENDED' ? 'ended' : `${stateOf(row.state).word}${row.at ? `, ${nameOf(model.things.get(row.at))}` : ''}`, 'Click to open'];
  }
  if (place.thing) {
    const { thing, hold, t } = place;
    const waiting = thing.waitingAt(t);
    const lines = [nameOf(thing)];
    if (hold && thing.exclusive) lines.push(`held by ${hold.lane.name}${model.unit === 'step' ? '' : ` for ${duration(Math.min(t, hold.to) - hold.from)}`}`);
    else if (thing.kind === 'queue') lines.push(`${thing.size(t) ?? '?'} of ${thing.capacity || '?'} places taken`);
    else if (!thing.exclusive && thing.kind !== 'condition') lines.push(`${thing.size(t)}${thing.capacity ? ` of ${thing.capacity}` : ''} in use`);
    else if (thing.kind !== 'condition') lines.push('free');
    lines.push(thing.kind === 'condition' ? `${waiting} in its wait set` : waiting > 0 ? `${count(waiting, 'waits', 'wait')} for it` : 'nobody waits');
    return lines;
  }
  const { lane, segment, t } = place;
  if (!lane) return [];
  const lines = [lane.name];
  if (segment) {
    lines.push(doing(segment, model.things.get(segment.at), model.holderOf(segment, Math.min(t, segment.to)), Math.min(t, segment.to), model.unit));
    if (segment.detail && segment.detail !== segment.text) lines.push(shortened(segment.detail, 220));
    if (segment.text && model.unit === 'step') lines.push(segment.text);
    if (segment.to < Infinity && model.unit !== 'step') lines.push(`took ${duration(segment.to - segment.from)} in all`);
  } else if (lane.ended < Infinity) {
    lines.push(`${lane.outcome || 'ended'}${lane.status ? `, status ${lane.status}` : ''}, after ${duration(lane.ended - lane.began)}`);
  }
  const { chain } = model.chain(lane, t);
  if (segment && stateOf(segment.state).blocked && chain.length > 2) lines.push(`root blocker: ${chain[chain.length - 1].name}`);
  return lines;
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
