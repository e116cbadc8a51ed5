// The time line: the axis, the lanes and what they share, each on a canvas of the size of what is seen; the panes scroll.

import { GUTTER, AXIS, Surface, paintAxis } from './paint.js';
import { laneRows, thingRows, rowAt } from './layout.js';
import { paintLanes } from './paint-lanes.js';
import { paintThings } from './paint-things.js';
import { readTheme, shiftPatterns } from './theme.js';
import { Rows, occupant } from './rows.js';
import { after } from './sorted.js';

const $ = (id) => document.getElementById(id);

export class Timeline {
  constructor(screen) {
    this.screen = screen;
    this.rows = new Rows();
    this.axis = new Surface($('axis'));
    this.lanes = { pane: $('lanes-pane'), space: $('lanes-space'), surface: new Surface($('lanes')), rows: [], height: 0 };
    this.things = { pane: $('things-pane'), space: $('things-space'), surface: new Surface($('things')), rows: [], height: 0 };
    this.edition = 0;
    this.lastPaint = undefined;
    this.retheme();
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
      this.retheme();
      screen.draw('all');
    });
    new ResizeObserver(() => screen.draw('all')).observe($('timeline'));
    for (const part of [this.lanes, this.things]) part.pane.addEventListener('scroll', () => screen.draw('paint'), { passive: true });
  }

  retheme() {
    this.theme = readTheme(devicePixelRatio);
  }

  /** Another model: nothing of the old one stays. */
  reset() {
    this.rows = new Rows();
    this.lanes.pane.scrollTop = 0;
  }

  layout() {
    const { screen } = this;
    const { model } = screen;
    this.measure();
    this.rows.follow(model);
    const v = screen.view(this.theme);
    Object.assign(this.lanes, laneRows(model, this.rows, v));
    const edition = ++this.edition;
    for (const row of this.lanes.rows) {
      if (row.type === 'lane') mark(row.slot, row, edition);
      else if (row.type === 'group' && !row.isOpen) for (const slot of row.slots) mark(slot, row, edition);
    }
    this.lanes.rowOf = (lane) => (lane.slot?.edition === edition ? lane.slot.row : undefined);
    Object.assign(this.things, thingRows(model));
    $('things-title').hidden = this.things.pane.hidden = this.things.rows.length === 0;
    const room = $('timeline').clientHeight;
    const wanted = Math.min(this.things.height + 6, Math.max(96, room * 0.36));
    if (this.thingsHeight !== wanted) {
      this.thingsHeight = wanted;
      this.things.pane.style.height = `${wanted}px`;
    }
    for (const part of [this.lanes, this.things]) {
      const height = `${Math.max(part.height, 1)}px`;
      if (part.space.style.height !== height) part.space.style.height = height;
    }
    const isTable = this.lanes.pane.hidden;
    $('nothing').hidden = isTable || this.lanes.rows.length > 0;
  }

  measure() {
    const dpr = devicePixelRatio;
    if (dpr !== this.theme.dpr) this.retheme();
    const width = Math.max(GUTTER + 120, Math.min(...[this.lanes.pane, this.things.pane].map((pane) => pane.clientWidth || Infinity), $('timeline').clientWidth));
    this.screen.width = width;
    this.axis.resize(width, AXIS, dpr);
    for (const part of [this.lanes, this.things]) part.surface.resize(width, part.pane.clientHeight, dpr);
  }

  paint() {
    const v = this.screen.view(this.theme);
    this.v = v;
    shiftPatterns(this.theme, v.scale.isPlain ? v.scale.x(Math.floor(v.t / 1e6) * 1e6) % 8 : v.scale.x(v.t));
    paintAxis(this.axis, v);
    if (!this.lanes.pane.hidden) paintLanes(this.lanes.surface, v, this.lanes, this.lanes.pane.scrollTop);
    paintThings(this.things.surface, v, this.things, this.things.pane.scrollTop);
  }

  /** What is at a place of the lanes' pane: {row, lane, segment, t}; lane and segment may be missing. */
  laneAt(clientX, clientY) {
    const { pane, rows } = this.lanes;
    const box = pane.getBoundingClientRect();
    const x = clientX - box.left;
    const row = rowAt(rows, clientY - box.top + pane.scrollTop);
    if (!row || !this.v) return undefined;
    const t = x < GUTTER ? this.screen.t : this.v.scale.t(x);
    if (row.type === 'group') return { row, t, x };
    if (row.type !== 'lane') return undefined;
    const lane = x < GUTTER ? row.lane : near(row.slot, t, this.v);
    return { row, lane: lane ?? undefined, segment: lane?.at(Math.min(t, this.v.now)), t, x };
  }

  thingAt(clientX, clientY) {
    const { pane, rows } = this.things;
    const box = pane.getBoundingClientRect();
    const row = rowAt(rows, clientY - box.top + pane.scrollTop);
    if (row?.type !== 'thing' || !this.v) return undefined;
    const x = clientX - box.left;
    const t = x < GUTTER ? this.screen.t : Math.min(this.v.scale.t(x), this.v.now);
    return { row, thing: row.thing, t, hold: row.thing.holders(t)[0], x };
  }

  /** Scrolls so that the lane is seen; opens its group. */
  reveal(lane) {
    if (!this.lanes.rowOf?.(lane)) this.layout();
    let row = this.lanes.rowOf(lane);
    if (row?.type === 'group') {
      this.screen.opened.add(row.key);
      this.layout();
      row = this.lanes.rowOf(lane);
    }
    if (!row) return;
    const { pane } = this.lanes;
    if (row.y < pane.scrollTop + 10) pane.scrollTop = row.y - 40;
    else if (row.y + row.height > pane.scrollTop + pane.clientHeight - 10) pane.scrollTop = row.y + row.height - pane.clientHeight + 40;
  }

  /** The lane above (−1) or below (1) the selected one. */
  neighbour(lane, by) {
    const lanes = this.lanes.rows.filter((row) => row.type === 'lane');
    if (lanes.length === 0) return undefined;
    const index = lane ? lanes.findIndex((row) => row.slot === lane.slot) : -1;
    const next = index < 0 ? (by > 0 ? 0 : lanes.length - 1) : Math.min(Math.max(index + by, 0), lanes.length - 1);
    return lanes[next].lane;
  }
}

function mark(slot, row, edition) {
  slot.row = row;
  slot.edition = edition;
}

/** The lane of a row at a time; short ones are found some pixels beside too. */
function near(slot, t, v) {
  const there = occupant(slot, t, t);
  if (there) return there;
  const index = after(slot.lanes, t, (lane) => lane.began);
  const reach = 4 / v.scale.perMs;
  const before = slot.lanes[index - 1];
  if (before && t - before.ended < reach) return before;
  const behind = slot.lanes[index];
  return behind && behind.began - t < reach ? behind : undefined;
}
