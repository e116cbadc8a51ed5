// What is looked at: which moment, how much time around it, which lanes. Everything that moves goes through here, and only when
// something has changed is anything drawn.

import { BEHIND } from './clock.js';
import { ALL } from './filter.js';
import { GUTTER } from './paint.js';
import { Scale } from './scale.js';
import { moodAt } from './waits.js';

const AFTER_STEP = 0.001; // after a step is still that step
const RIGHT = 30; // pixels right of now
export const SPANS = { least: 0.05, most: 120_000, first: 10_000 };

export class Screen {
  /** draw: asked for a frame with what is to be made anew; see main.js. */
  constructor(model, clock, draw) {
    this.model = model;
    this.clock = clock;
    this.draw = draw;
    this.isLive = true;
    this.isTrace = false;
    this.t = 0;
    this.span = SPANS.first;
    this.width = 1000;
    this.cursorX = 0; // where the cursor is, when not live
    this.compress = false;
    this.spread = false; // gives each event some room: for lessons
    this.collapse = 'auto';
    this.opened = new Set();
    this.filter = { ...ALL };
    this.selected = undefined;
    this.hoverLane = undefined;
    this.hoverRow = undefined;
  }

  get rightX() {
    return this.width - RIGHT;
  }

  get begin() {
    return this.model.begin;
  }

  /** The latest moment that can be looked at. */
  get end() {
    return this.isTrace ? this.model.now : Math.max(this.begin, this.clock.now() - BEHIND);
  }

  wallOf(t) {
    return this.model.wall - this.model.now + t;
  }

  /** Goes along with time. */
  tick() {
    if (this.isLive) {
      this.t = this.end;
      this.cursorX = this.rightX;
    }
  }

  scale() {
    const perMs = (this.rightX - GUTTER) / this.span;
    if (!this.compress && !this.spread) return Scale.plain(this.t, this.cursorX, perMs);
    const { times } = this.model;
    const least = this.spread ? (this.model.unit === 'step' ? 0 : 30) : 0;
    const most = this.model.unit === 'step' ? Infinity : this.spread ? 120 : 48;
    return Scale.compressed(this.t, this.cursorX, perMs, times.all, { begin: times.begin, least, most, width: this.width });
  }

  pause() {
    if (!this.isLive) return;
    this.tick();
    this.isLive = false;
    this.draw('all');
  }

  goLive() {
    if (this.isTrace) return;
    this.isLive = true;
    this.draw('all');
  }

  toggle() {
    if (this.isLive) this.pause();
    else this.goLive();
  }

  /** Looks at another moment; what is drawn moves only as far as is needed to see it. */
  goTo(t) {
    this.pause();
    const within = Math.min(Math.max(t, this.begin), this.end);
    const to = this.model.unit === 'step' && Number.isInteger(within) && within > 0 ? within - AFTER_STEP : within;
    const x = this.scale().x(to);
    this.t = to;
    const room = this.rightX - GUTTER;
    const right = this.isTrace && this.model.unit !== 'step' ? GUTTER + 0.72 * room : this.rightX; // of a recording it is known what comes
    this.cursorX = Math.min(Math.max(x, GUTTER + (this.model.unit === 'step' ? 14 : 0.15 * room)), right);
    this.draw('all');
  }

  /** A moment in the middle, wherever it was before. */
  showMoment(t) {
    this.pause();
    this.t = Math.min(Math.max(t, this.begin), this.end);
    this.cursorX = GUTTER + 0.7 * (this.rightX - GUTTER);
    this.draw('all');
  }

  /** Moves what is drawn, as if it were taken in the hand; the cursor goes along until it would leave. */
  pan(dx) {
    this.pause();
    const least = GUTTER + 40;
    const x = this.cursorX + dx;
    if (x >= least && x <= this.rightX) {
      this.cursorX = x;
    } else {
      const scale = this.scale();
      const kept = Math.min(Math.max(x, least), this.rightX);
      this.t = Math.min(Math.max(scale.t(this.cursorX + kept - x), this.begin), this.end);
      this.cursorX = kept;
    }
    this.draw('all');
  }

  zoom(factor) {
    const most = this.isTrace ? Math.max(10, (this.end - this.begin) * 1.2) : SPANS.most;
    const span = Math.min(Math.max(this.span * factor, SPANS.least), most);
    if (span === this.span) return;
    this.span = span;
    this.draw('all');
  }

  select(lane) {
    if (this.selected === lane) return;
    this.selected = lane;
    this.draw('all');
  }

  /** What is drawn needs to know all of this. */
  view(theme) {
    const scale = this.scale();
    const focus = this.selected;
    const { chain, isRing } = focus ? this.model.chain(focus, this.t) : { chain: [], isRing: false };
    return {
      theme, scale, model: this.model, unit: this.model.unit, isLive: this.isLive, t: this.t, now: this.isTrace ? this.model.now : this.end,
      width: this.width, begin: scale.t(GUTTER), end: this.isLive ? this.t : scale.t(this.width),
      filter: this.filter, collapse: this.collapse, opened: this.opened,
      selected: this.selected, hoverLane: this.hoverLane, hoverRow: this.hoverRow,
      chain: new Set(chain), chainIsRing: isRing, chainIsProven: isRing && moodAt(this.model, this.t) === 'deadlock',
      wallOf: (t) => this.wallOf(t),
    };
  }
}
