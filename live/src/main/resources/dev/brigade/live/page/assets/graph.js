// Who waits for whom: only what is blocked. The root blocker is the biggest, on top; below it who waits for it, and so on.
// A ring is drawn as a column with an arrow from the last back to the first.

import { $, make, say } from './dom.js';
import { edgesAt, parts } from './waits.js';
import { stateOf, nameOf } from './states.js';
import { duration, count, clock } from './words.js';

const SVG = 'http://www.w3.org/2000/svg';
const ROW = 46;
const ROOT = 62;
const GAP = 30;
const MOST = 8; // cards of a layer
const MOST_PARTS = 6;

export class Graph {
  constructor(screen, choose) {
    this.screen = screen;
    this.choose = choose;
    this.drawn = '';
    this.knotsDrawn = '';
  }

  show() {
    const { screen } = this;
    const { model, t } = screen;
    const found = parts(edgesAt(model, t));
    const edges = new Map(edgesAt(model, t).map((edge) => [`${edge.from} ${edge.to}`, edge]));
    const isProven = model.frame(t)?.mood === 'deadlock';
    const width = $('graph').clientWidth;
    const placed = found.slice(0, MOST_PARTS).map((part) => place(part, model, t, width, edges));
    const drawn = JSON.stringify([width, isProven, screen.selected?.id, placed.map((part) => part.cards.map((card) => [card.key, card.x, card.y, card.title])), found.length]);
    if (drawn !== this.drawn) {
      this.drawn = drawn;
      this.draw(placed, found.length, isProven);
    }
    for (const part of placed) for (const card of part.cards) { // times change more often than who waits
      const element = this.elements.get(card.key);
      if (element) say(element.lastChild, card.says);
    }
    this.knots(model, t);
  }

  draw(placed, all, isProven) {
    const graph = $('graph');
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('aria-hidden', 'true');
    svg.append(head('arrow', ''), head('arrow-proven', 'proven'));
    this.elements = new Map();
    const elements = [];
    let top = 0;
    for (const part of placed) {
      for (const link of part.links) svg.append(path(link, top, isProven && link.isRing));
      for (const card of part.cards) elements.push(this.card(card, top, isProven));
      top += part.height + GAP;
    }
    if (all > placed.length) elements.push(make('p', { className: 'faint' }, `and ${count(all - placed.length, 'more group', 'more groups')}`));
    if (all === 0) elements.push(make('p', { className: 'empty' }, 'Nobody is blocked by another.'));
    graph.style.height = all === 0 ? '' : `${Math.max(0, top - GAP)}px`;
    const had = document.activeElement?.dataset?.key;
    graph.replaceChildren(...(all === 0 ? [] : [svg]), ...elements);
    if (had) this.elements.get(had)?.focus();
  }

  card(card, top, isProven) {
    const element = make('button', {
      type: 'button',
      className: `node${card.isRoot ? ' root' : ''}${card.isRing && isProven ? ' proven' : ''}${this.screen.selected && card.ids.includes(this.screen.selected.id) ? ' chosen' : ''}`,
      title: card.tip,
    }, make('b', {}, card.title), make('span', {}, card.says));
    element.dataset.key = card.key;
    Object.assign(element.style, { left: `${card.x}px`, top: `${card.y + top}px`, width: `${card.width}px`, height: `${card.height}px` });
    element.addEventListener('click', () => this.choose(card.ids[0]));
    this.elements.set(card.key, element);
    return element;
  }

  /** Deadlocks and suspicions, those of this moment first, and what was found before. */
  knots(model, t) {
    const mood = model.frame(t)?.mood ?? 'calm';
    const known = model.knots.filter((knot) => (knot.t ?? 0) <= t + 1).slice(-4).reverse();
    const drawn = JSON.stringify([mood, known.map((knot) => knot.t), known.map((knot) => t - knot.t > 5000)]);
    if (drawn === this.knotsDrawn) return;
    this.knotsDrawn = drawn;
    $('knots').replaceChildren(...known.map((knot, i) => this.knot(knot, model, i === 0 && (mood !== 'calm' || t - knot.t <= 5000))));
  }

  knot(knot, model, isNow) {
    const wall = model.wall - model.now + (knot.t ?? 0);
    const what = knot.proven ? 'Deadlock' : 'Suspicion';
    const who = knot.activities.map((id) => model.lanes.get(id)?.name ?? `#${id}`);
    const element = make('div', { className: `knot${knot.proven ? ' proven' : ''}${isNow ? '' : ' past'}` },
      make('b', {}, `${what} of ${who.length}, ${clock(wall, 0)}`));
    const text = make('pre', {}, knot.text ?? who.join(', '));
    element.append(isNow ? text : make('details', {}, make('summary', {}, who.join(' and ')), text));
    const button = make('button', { type: 'button' }, 'Show this moment');
    button.addEventListener('click', () => this.screen.showMoment((knot.t ?? t) - 1));
    if (knot.t >= this.screen.begin) element.append(button);
    return element;
  }
}

/** Cards and links of a part, from its top. */
function place(part, model, t, width, edges) {
  const cards = [];
  const links = [];
  const cardOf = new Map();
  let y = 0;
  const ring = part.ring.length > 0;
  const inset = ring ? 34 : 0;
  part.layers.forEach((ids, depth) => {
    const groups = depth === 0 ? ids.map((id) => [id]) : alike(ids, model, t, edges, cardOf, depth === part.layers.length - 1);
    const shown = groups.length > MOST ? groups.slice(0, MOST - 1) : groups;
    const height = depth === 0 ? ROOT : ROW;
    const columns = depth === 0 ? 1 : Math.min(2, Math.max(1, shown.length));
    const cardWidth = depth === 0 ? width - inset : (width - (columns - 1) * 8) / columns;
    shown.forEach((group, i) => {
      const card = describe(group, model, t, edges, depth === 0 && !ring, depth === 0 && ring);
      Object.assign(card, { x: (i % columns) * (cardWidth + 8), y: y + Math.floor(i / columns) * (height + 8), width: cardWidth, height });
      cards.push(card);
      group.forEach((id) => cardOf.set(id, card));
    });
    const rest = groups.slice(shown.length);
    const lines = Math.ceil(shown.length / columns);
    y += lines * (height + 8) - 8;
    if (rest.length > 0) {
      const n = rest.reduce((sum, group) => sum + group.length, 0);
      const card = { key: `rest ${part.layers[0][0]} ${depth}`, ids: rest.flat(), title: `and ${n} more`, says: '', tip: '', x: 0, y: y + 8, width, height: 30 };
      cards.push(card);
      y += 38;
    }
    y += GAP;
  });
  const linked = new Set();
  for (const [id, card] of cardOf) {
    for (const target of part.layers.flat()) {
      const edge = edges.get(`${id} ${target}`);
      const to = edge && cardOf.get(target);
      const key = `${card.key}→${to?.key}`;
      if (!to || to === card || linked.has(key)) continue;
      linked.add(key);
      links.push({ from: card, to, isOr: edge.kind === 'or', isRing: card.isRing && to.isRing, width });
    }
  }
  return { cards, links, height: y - GAP };
}

/** Those of the same label that wait at the same place for the same are one card, if nobody waits for them. */
function alike(ids, model, t, edges, above, isLast) {
  const groups = new Map();
  for (const id of ids) {
    const lane = model.lanes.get(id);
    const segment = lane?.at(t);
    const isWaitedFor = !isLast && [...edges.values()].some((edge) => edge.to === id);
    const key = isWaitedFor || !segment ? `#${id}` : `${lane.label} ${segment.state} ${segment.at} ${segment.holder}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(id);
  }
  return [...groups.values()];
}

function describe(ids, model, t, edges, isRoot, isRing) {
  const lane = model.lanes.get(ids[0]);
  const segment = lane?.at(t);
  const name = lane?.name ?? `#${ids[0]}`;
  const title = ids.length > 1 ? `${lane?.label} × ${ids.length.toLocaleString('en')}` : name;
  const edge = [...edges.values()].find((each) => each.from === ids[0]);
  const thing = model.things.get(edge?.at ?? segment?.at);
  const oldest = Math.min(...ids.map((id) => model.lanes.get(id)?.at(t)?.from ?? t));
  const state = segment ? stateOf(segment.state) : undefined;
  const waited = isRoot ? [...edges.values()].filter((each) => each.to === ids[0]).length : 0;
  const does = !segment ? 'has ended' : isRoot
    ? `${state.letter} ${state.word} · ${count(waited, 'waits', 'wait')} for it`
    : `${state.letter} ${thing ? nameOf(thing) : state.word} · ${model.unit === 'step' ? `step ${oldest + 1}` : duration(t - oldest)}`;
  return { key: `${ids[0]} ${isRoot} ${isRing}`, ids, title, says: does, tip: ids.length > 1 ? `${title}: show the first` : `Show ${name}`, isRoot, isRing };
}

function path({ from, to, isOr, isRing, width }, top, isProven) {
  const element = document.createElementNS(SVG, 'path');
  let d;
  if (isRing) { // in the margin at the right, from the middle of one to the middle of the other
    const x = from.x + from.width;
    const isDown = to.y > from.y;
    const y1 = top + from.y + from.height / 2 + (isDown ? 8 : -8);
    const y2 = top + to.y + to.height / 2 + (isDown ? -8 : 8);
    const far = isDown ? 14 : 30;
    d = `M${x} ${y1} C${x + far} ${y1} ${x + far} ${y2} ${x + 3} ${y2}`;
  } else {
    const x1 = from.x + from.width / 2;
    const x2 = Math.min(Math.max(x1, to.x + 24), to.x + to.width - 24);
    const y1 = top + from.y;
    const y2 = top + to.y + to.height + 3;
    const middle = (y1 + y2) / 2;
    d = `M${x1} ${y1} C${x1} ${middle} ${x2} ${middle} ${x2} ${y2}`;
  }
  element.setAttribute('d', d);
  element.setAttribute('class', `${isProven ? 'proven' : ''} ${isOr ? 'or' : ''}`);
  element.setAttribute('marker-end', isProven ? 'url(#arrow-proven)' : 'url(#arrow)');
  return element;
}

function head(id, name) {
  const marker = document.createElementNS(SVG, 'marker');
  const attributes = { id, class: name, viewBox: '0 0 8 8', refX: 6, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto-start-reverse', markerUnits: 'userSpaceOnUse' };
  for (const [key, value] of Object.entries(attributes)) marker.setAttribute(key, value);
  const shape = document.createElementNS(SVG, 'path');
  shape.setAttribute('d', 'M0 0L8 4L0 8z');
  marker.append(shape);
  return marker;
}
