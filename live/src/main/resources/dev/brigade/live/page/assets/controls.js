// The tools above the time line, the pointer on it, and the keys. Each tool has a key; see help.js.

import { $, make, say } from './dom.js';
import { STATES, LEGEND } from './states.js';
import { duration, clock } from './words.js';
import { SPANS } from './screen.js';
import { GUTTER } from './paint.js';
import { tipOf } from './side.js';

export class Controls {
  /** actions: choose(id), follow(), story() → the story that is told or undefined, cancel() */
  constructor(screen, timeline, actions) {
    Object.assign(this, { screen, timeline, actions });
    this.tools();
    this.pointer();
    addEventListener('keydown', (event) => this.key(event));
  }

  tools() {
    const { screen } = this;
    $('pause').addEventListener('click', () => this.pauseOrPlay());
    $('moment').addEventListener('input', (event) => {
      const value = Number(event.target.value);
      if (screen.isTrace) screen.goTo(screen.begin + value);
      else if (value >= -0.05) screen.goLive();
      else screen.goTo(screen.end + value * 1000);
    });
    $('zoom-in').addEventListener('click', () => screen.zoom(1 / 1.6));
    $('zoom-out').addEventListener('click', () => screen.zoom(1.6));
    $('compress').addEventListener('change', (event) => this.set('compress', event.target.checked));
    $('collapse').addEventListener('change', (event) => this.set('collapse', event.target.checked ? 'on' : 'off'));
    $('as-table').addEventListener('change', (event) => this.table(event.target.checked));
    for (const [name] of LEGEND.flatMap(([, states]) => states)) $('filter-wait').append(make('option', { value: name }, STATES[name].word));
    $('filter-route').addEventListener('change', (event) => this.filter({ route: event.target.value }));
    $('filter-wait').addEventListener('change', (event) => this.filter({ wait: event.target.value }));
    $('search').addEventListener('input', (event) => this.filter({ words: event.target.value }));
    $('deselect').addEventListener('click', () => screen.select(undefined));
    $('follow').addEventListener('click', () => this.actions.follow());
    document.querySelector('.skip').addEventListener('click', (event) => {
      event.preventDefault();
      $('lanes-pane').focus();
    });
  }

  set(name, value) {
    this.screen[name] = value;
    this.screen.draw('all');
  }

  filter(change) {
    Object.assign(this.screen.filter, change);
    this.screen.draw('all');
  }

  /** As another part of the page wants it; the tools show it too. */
  search(words) {
    $('search').value = words;
    this.filter({ words });
  }

  table(isWanted) {
    $('as-table').checked = isWanted;
    $('table-pane').hidden = !isWanted;
    $('lanes-pane').hidden = isWanted;
    $('axis-pane').hidden = isWanted;
    this.screen.draw('all');
  }

  pauseOrPlay() {
    const story = this.actions.story();
    if (story) story.toggle();
    else this.screen.toggle();
  }

  /** What the tools say, after each change. */
  show() {
    const { screen } = this;
    const isPaused = !screen.isLive;
    const story = this.actions.story();
    $('pause').setAttribute('aria-pressed', String(story ? !story.isPlaying : isPaused));
    say($('pause').querySelector('.text'), story ? (story.isPlaying ? 'Pause' : 'Play') : isPaused ? 'Go on' : 'Pause');
    const slider = $('moment');
    const back = screen.end - screen.t;
    if (screen.isTrace) {
      this.range(slider, 0, screen.end - screen.begin, screen.model.unit === 'step' ? 1 : 0.001, screen.t - screen.begin);
    } else {
      this.range(slider, -60, 0, 0.1, isPaused ? -back / 1000 : 0);
    }
    const text = this.momentText(back);
    say($('moment-text'), text);
    if (slider.getAttribute('aria-valuetext') !== text) slider.setAttribute('aria-valuetext', text);
    say($('zoom-text'), screen.model.unit === 'step' ? `${Math.round(screen.span)} steps` : duration(screen.span).replace('.0 s', ' s'));
    $('collapse').checked = Boolean(this.timeline.lanes.collapsed);
    $('compress').checked = screen.compress;
  }

  momentText(back) {
    const { screen } = this;
    if (screen.model.unit === 'step') return `step ${Math.round(screen.t)} of ${Math.round(screen.end)}`;
    if (screen.isLive) return 'now';
    if (screen.isTrace) return clock(screen.wallOf(screen.t));
    return `−${(back / 1000).toFixed(1)} s`;
  }

  range(slider, min, max, step, value) {
    if (Number(slider.min) !== min) slider.min = min;
    if (Number(slider.max) !== max) slider.max = max;
    if (Number(slider.step) !== step) slider.step = step;
    const rounded = Math.round(value / step) * step;
    if (Math.abs(Number(slider.value) - rounded) > step / 2 && document.activeElement !== slider || Math.abs(Number(slider.value) - rounded) > 2 * step) slider.value = rounded;
  }

  routes(labels) {
    const key = labels.join('\n');
    if (key === this.routesShown) return;
    this.routesShown = key;
    const select = $('filter-route');
    const { value } = select;
    select.replaceChildren(make('option', { value: '' }, 'All routes'), ...labels.map((label) => make('option', { value: label }, label)));
    select.value = labels.includes(value) ? value : '';
    if (select.value !== this.screen.filter.route) this.filter({ route: select.value });
  }

  pointer() {
    const { screen, timeline } = this;
    this.drags($('lanes-pane'), (dx) => screen.pan(dx), (event) => this.click(event));
    this.drags($('things-pane'), (dx) => screen.pan(dx), (event) => this.clickThing(event));
    this.drags($('axis-pane'), (dx, event) => this.scrub(event), (event) => this.scrub(event));
    for (const id of ['lanes-pane', 'things-pane', 'axis-pane']) $(id).addEventListener('wheel', (event) => this.wheel(event, $(id)), { passive: false });
    $('lanes-pane').addEventListener('pointermove', (event) => this.hover(event, timeline.laneAt(event.clientX, event.clientY)));
    $('things-pane').addEventListener('pointermove', (event) => this.hover(event, timeline.thingAt(event.clientX, event.clientY)));
    for (const id of ['lanes-pane', 'things-pane']) $(id).addEventListener('pointerleave', () => this.hover(undefined, undefined));
  }

  /** Told apart: a drag along the time, and a click. */
  drags(element, move, click) {
    let from;
    let moved = false;
    element.addEventListener('pointerdown', (event) => {
      if (event.button !== 0 || event.offsetX > element.clientWidth) return;
      from = event.clientX;
      moved = false;
    });
    addEventListener('pointermove', (event) => {
      if (from === undefined) return;
      if (!moved && Math.abs(event.clientX - from) < 4) return;
      moved = true;
      move(event.clientX - from, event);
      from = event.clientX;
    });
    addEventListener('pointerup', (event) => {
      if (from !== undefined && !moved) click(event);
      from = undefined;
    });
    addEventListener('pointercancel', () => { from = undefined; });
  }

  scrub(event) {
    const x = event.clientX - $('axis-pane').getBoundingClientRect().left;
    if (x >= GUTTER && this.timeline.v) this.screen.goTo(this.timeline.v.scale.t(x));
  }

  /** On the axis, with Ctrl, or where there is nothing to scroll: zooms. Sideways: goes through time. */
  wheel(event, pane) {
    const isSideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey;
    const canScroll = pane.scrollHeight > pane.clientHeight + 1;
    if (isSideways) {
      event.preventDefault();
      this.screen.pan(-(event.deltaX || event.deltaY));
    } else if (event.ctrlKey || event.altKey || !canScroll) {
      event.preventDefault();
      this.screen.zoom(Math.exp(Math.sign(event.deltaY) * Math.min(Math.abs(event.deltaY), 100) * 0.002));
    }
  }

  click(event) {
    const place = this.timeline.laneAt(event.clientX, event.clientY);
    const { screen } = this;
    if (place?.row.type === 'group') {
      const { key } = place.row;
      if (!screen.opened.delete(key)) screen.opened.add(key);
      screen.draw('all');
    } else if (!place?.lane) {
      screen.select(undefined);
    } else if (screen.selected === place.lane) {
      this.actions.follow();
    } else {
      if (!screen.isLive && place.segment && place.x > GUTTER && place.t < screen.t && !place.lane.at(screen.t)) screen.goTo(place.t);
      screen.select(place.lane);
    }
  }

  clickThing(event) {
    const place = this.timeline.thingAt(event.clientX, event.clientY);
    if (place?.hold) this.actions.choose(place.hold.lane.id);
  }

  hover(event, place) {
    const { screen } = this;
    const lane = place?.lane ?? place?.hold?.lane;
    const hoverLane = place?.x > 0 ? lane : undefined;
    if (screen.hoverLane !== hoverLane || screen.hoverRow !== place?.row) {
      screen.hoverLane = hoverLane;
      screen.hoverRow = place?.row;
      screen.draw('paint');
    }
    const lines = tipOf(place, screen.model);
    const tip = $('tip');
    tip.hidden = lines.length === 0;
    if (lines.length === 0) return;
    const text = lines.join('\n');
    if (text !== this.tipText) {
      this.tipText = text;
      tip.replaceChildren(make('b', {}, lines[0]), ...lines.slice(1).map((line) => make('span', { className: 'line' }, line, make('br'))));
    }
    const x = Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8);
    const y = event.clientY + 18 + tip.offsetHeight > innerHeight ? event.clientY - tip.offsetHeight - 10 : event.clientY + 18;
    Object.assign(tip.style, { left: `${x}px`, top: `${y}px` });
  }

  key(event) {
    const { target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || target.closest('dialog')) return;
    const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName) && target.type !== 'checkbox';
    if (isTyping) {
      if (event.key === 'Escape') {
        if (target.id === 'search') this.search('');
        target.blur();
        $('lanes-pane').focus();
      }
      return;
    }
    const isPressed = target.closest('button, a, summary') || target.type === 'checkbox';
    if (isPressed && (event.key === ' ' || event.key === 'Enter')) return;
    const does = this.keys()[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!does) return;
    if (target.id === 'things-pane' || target.id === 'table-pane') if (/^(ArrowUp|ArrowDown|Home|End)$/.test(event.key)) return;
    event.preventDefault();
    does(event);
  }

  keys() {
    const { screen, timeline, actions } = this;
    const step = (sign) => (event) => {
      if (screen.model.unit === 'step') screen.goTo(Math.round(screen.t) + sign);
      else screen.goTo(screen.t + (sign * screen.span) / (event.shiftKey ? 200 : 20));
    };
    const lane = (by) => () => {
      const next = timeline.neighbour(screen.selected, by);
      if (next) actions.choose(next.id);
    };
    const turn = (id) => () => $(id).click();
    const story = actions.story();
    return {
      ' ': () => this.pauseOrPlay(),
      ArrowLeft: step(-1),
      ArrowRight: step(1),
      ArrowUp: lane(-1),
      ArrowDown: lane(1),
      Home: () => screen.goTo(screen.begin),
      End: () => (screen.isTrace ? screen.goTo(screen.end) : screen.goLive()),
      Enter: () => actions.follow(),
      '+': () => screen.zoom(1 / 1.6),
      '=': () => screen.zoom(1 / 1.6),
      '-': () => screen.zoom(1.6),
      0: () => screen.zoom(SPANS.first / screen.span),
      n: () => (story ? story.next() : actions.event(1)),
      p: () => (story ? story.previous() : actions.event(-1)),
      i: turn('compress'),
      c: turn('collapse'),
      t: turn('as-table'),
      x: () => actions.cancel(),
      '/': () => $('search').focus(),
      '?': () => $('help-open').click(),
      Escape: () => screen.select(undefined),
    };
  }
}
