// Who waits for whom: only what is blocked. The root blocker is the biggest, on top; indented below it who waits for it, and who waits
// for those; the line goes up to whom they wait for. A ring is a column with an arrow from the last back to the first.

import { $, make, say } from './dom.js';
import { edgesAt, moodAt, parts } from './waits.js';
import { stateOf, nameOf } from './states.js';
import { duration, count } from './words.js';

const SVG = 'http://www.w3.org/2000/svg';
const ROOT = 54;
const CARD = 42;
const GAP = 8;
const INDENT = 24;
const MOST = 8; // cards below one
const MOST_PARTS = 6;

export class Graph {
  constructor(screen, choose) {
    this.screen = screen;
    this.choose = choose;
    this.drawn = '';
    this.elements = new Map();
  }

  show() {
    const { model, t, selected } = this.screen;
    const found = parts(edgesAt(model, t));
    const isProven = moodAt(model, t) === 'deadlock';
    const width = $('graph').clientWidth;
    const placed = found.slice(0, MOST_PARTS).map((part) => place(part, model, t, width));
    const shape = placed.map((part) => part.cards.map((card) => [card.key, card.x, card.y, card.title]));
    const drawn = JSON.stringify([width, isProven, selected?.id, shape, found.length]);
    if (drawn !== this.drawn) {
      this.drawn = drawn;
      this.draw(placed, found.length, isProven);
    }
    for (const part of placed) for (const card of part.cards) { // times change more often than who waits
      const element = this.elements.get(card.key);
      if (element) say(element.lastChild, card.says);
    }
  }

  draw(placed, all, isProven) {
    const graph = $('graph');
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('aria-hidden', 'true');
    svg.append(head('arrow', ''), head('arrow-proven', 'proven'));
    const had = document.activeElement?.dataset?.key;
    this.elements = new Map();
    const elements = [];
    let top = 0;
    for (const part of placed) {
      for (const link of part.links) svg.append(path(link, top, isProven && link.isRing));
      for (const card of part.cards) elements.push(this.card(card, top, isProven));
      top += part.height + 2.5 * GAP;
    }
    if (all > placed.length) elements.push(make('p', { className: 'faint more' }, `and ${count(all - placed.length, 'more group', 'more groups')}`));
    if (all === 0) elements.push(make('p', { className: 'empty' }, 'Nobody is blocked by another.'));
    graph.style.height = all === 0 || all > placed.length ? '' : `${top - 2.5 * GAP}px`;
    graph.style.paddingTop = all > placed.length ? `${top}px` : '';
    graph.replaceChildren(...(all === 0 ? [] : [svg]), ...elements);
    if (had) this.elements.get(had)?.focus();
  }

  card(card, top, isProven) {
    const { selected } = this.screen;
    const names = ['node', card.isRoot && 'root', card.isRing && 'ring', card.isRing && isProven && 'proven', selected && card.ids.includes(selected.id) && 'chosen'];
    const element = make('button', { type: 'button', className: names.filter(Boolean).join(' '), title: card.tip, disabled: card.ids.length === 0 },
      make('b', {}, card.title), make('span', {}, card.says));
    element.dataset.key = card.key;
    Object.assign(element.style, { left: `${card.x}px`, top: `${card.y + top}px`, width: `${card.width}px`, height: `${card.height}px` });
    element.addEventListener('click', () => this.choose(card.ids[0]));
    this.elements.set(card.key, element);
    return element;
  }
}

/** Cards and links of a part, from its top. */
function place(part, model, t, width) {
  const cards = [];
  const links = [];
  const isRing = part.ring.length > 0;
  const right = isRing ? 32 : 0;
  let y = 0;
  const put = (card, depth, height) => {
    const x = Math.min(depth, 5) * INDENT;
    cards.push(Object.assign(card, { x, y, width: width - x - right, height }));
    y += height + GAP;
    return card;
  };
  const below = (node, above, depth) => {
    const groups = alike(node.waiting, model, t);
    for (const group of groups.slice(0, groups.length > MOST ? MOST - 1 : MOST)) {
      const card = put(describe(group, model, t), depth, CARD);
      links.push({ from: card, to: above, isOr: group[0].edge.kind === 'or' });
      if (group.length === 1) below(group[0], card, depth + 1);
    }
    if (groups.length > MOST) {
      const rest = groups.slice(MOST - 1).flat();
      put({ key: `more ${node.id}`, ids: [], title: `and ${rest.length.toLocaleString('en')} more`, says: '', tip: '' }, depth, 26);
    }
  };
  const roots = part.roots.map((node) => {
    const card = put({ ...describe([node], model, t, part), isRoot: true, isRing }, 0, ROOT);
    below(node, card, 1);
    return card;
  });
  if (isRing) roots.forEach((card, i) => links.push({ from: card, to: roots[(i + 1) % roots.length], isRing }));
  return { cards, links, height: y - GAP };
}

/** Those of the same label that wait at the same place are one card, if nobody waits for them. */
function alike(nodes, model, t) {
  const groups = new Map();
  for (const node of nodes) {
    const lane = model.lanes.get(node.id);
    const segment = lane?.at(t);
    const key = node.waiting.length > 0 || !segment ? `#${node.id}` : `${lane.label} ${segment.state} ${segment.at}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(node);
  }
  return [...groups.values()].sort((one, other) => other.length - one.length || other[0].waiting.length - one[0].waiting.length);
}

function describe(nodes, model, t, part) {
  const [{ id, edge, waiting }] = nodes;
  if (String(id).startsWith('@')) return describeThing(id, model, t, waiting.length);
  const lane = model.lanes.get(id);
  const segment = lane?.at(t);
  const name = lane?.name ?? `#${id}`;
  const ids = nodes.map((node) => node.id);
  const title = ids.length > 1 ? `${lane?.label} × ${ids.length.toLocaleString('en')}` : name;
  const oldest = ids.reduce((least, each) => Math.min(least, model.lanes.get(each)?.at(t)?.from ?? t), t);
  const state = segment ? stateOf(segment.state) : undefined;
  const since = model.unit === 'step' ? `step ${oldest + 1}` : duration(t - oldest);
  const thing = model.things.get(edge?.at);
  let says = segment ? `${state.letter} · ${state.word} · ${since}` : 'has ended';
  if (edge) says = segment?.state === 'BLOCKED_BY_ROW' ? `${state.letter} · waits for a row · ${since}` : `${state?.letter ?? ''} · waits for ${thing ? nameOf(thing) : 'another'} · ${since}`;
  else if (part) says = `${says} · ${count(part.size - 1, 'waits', 'wait')} for it`;
  return { key: `${id} ${Boolean(part)}`, ids, title, says, tip: ids.length > 1 ? `${title}: show the first` : `Show ${name}` };
}

function describeThing(id, model, t, n) {
  const thing = model.things.get(id.slice(1));
  const used = thing ? thing.size(t) : 0;
  return { key: id, ids: thing?.holders(t).map((hold) => hold.lane.id).slice(0, 1) ?? [], title: nameOf(thing), says: `${used} of ${thing?.capacity || used} leased · ${count(n, 'waits', 'wait')} for any`, tip: 'Show one who has some of it' };
}

/** From the left edge of one up to the one it waits for; in a ring, in the margin at the right. */
function path({ from, to, isOr, isRing }, top, isProven) {
  const element = document.createElementNS(SVG, 'path');
  let d;
  if (isRing) {
    const x = from.x + from.width;
    const isDown = to.y > from.y;
    const y1 = top + from.y + from.height / 2 + (isDown ? 9 : -9);
    const y2 = top + to.y + to.height / 2 + (isDown ? -9 : 9);
    const far = isDown ? 16 : 34;
    d = `M${x} ${y1} C${x + far} ${y1} ${x + far} ${y2} ${x + 4} ${y2}`;
  } else {
    const x = to.x + 10;
    const y = top + from.y + from.height / 2;
    d = `M${from.x} ${y} H${x + 7} Q${x} ${y} ${x} ${y - 7} V${top + to.y + to.height + 5}`;
  }
  element.setAttribute('d', d);
  element.setAttribute('class', [isProven && 'proven', isOr && 'or'].filter(Boolean).join(' '));
  element.setAttribute('marker-end', isProven ? 'url(#arrow-proven)' : 'url(#arrow)');
  return element;
}

function head(id, name) {
  const marker = document.createElementNS(SVG, 'marker');
  const attributes = { id, class: name, viewBox: '0 0 8 8', refX: 5, refY: 4, markerWidth: 8, markerHeight: 8, orient: 'auto', markerUnits: 'userSpaceOnUse' };
  for (const [key, value] of Object.entries(attributes)) marker.setAttribute(key, value);
  const shape = document.createElementNS(SVG, 'path');
  shape.setAttribute('d', 'M0 0L8 4L0 8z');
  marker.append(shape);
  return marker;
}
