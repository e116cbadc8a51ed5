// Puts the page together: what comes in, what is looked at, what is drawn when.

import { $, make, say } from './dom.js';
import { Model } from './model.js';
import { Clock } from './clock.js';
import { Screen } from './screen.js';
import { Timeline } from './timeline.js';
import { Controls } from './controls.js';
import { Panels } from './panels.js';
import { Story } from './story.js';
import { showLegend } from './legend.js';
import { STEP_LEGEND } from './states.js';
import { showOutcome } from './outcome.js';
import { helps } from './help.js';
import { cancels } from './cancel.js';
import { listen, fetchTrace, loadTrace, parseTrace } from './source.js';
import { captions } from './captions.js';
import { ownerColour } from './theme.js';
import { clock as timeOfDay } from './words.js';
import { readLink, writeLink, follow } from './link.js';

const OFTEN = 100; // ms between two updates of what is not drawn with each frame,
const SHARE = 8; // or so many times what one costs: a crowd must not use all of the processor
const CALMLY = 500; // for who wants little motion: what moves by itself moves so often

const calm = matchMedia('(prefers-reduced-motion: reduce)');
const model = new Model();
const clock = new Clock();
const wants = { layout: true, panels: true, paint: true };
let isAsked = false;
let lastLayout = 0;
let lastPanels = 0;
let lastX = 0;
let lastPaint = 0;
let layoutEvery = OFTEN;
let panelsEvery = OFTEN;
let story;
let source;
let link = readLink();
const rate = { frames: 0, since: performance.now() };

const screen = new Screen(model, clock, (what) => {
  wants.paint = true;
  if (what === 'all') {
    wants.layout = wants.panels = true;
    lastLayout = lastPanels = 0; // somebody did something, and wants to see it at once
  }
  else wants[what] = true;
  if (!screen.isTrace) writeLink(screen);
  ask();
});
const timeline = new Timeline(screen);
const owner = (id) => ownerColour(timeline.theme, id);
const controls = new Controls(screen, timeline, {
  choose, follow: followRoot, story: () => story, cancel: () => askCancel(), event: nextEvent,
});
const panels = new Panels(screen, owner, { choose, search: (words) => controls.search(words) });
const askCancel = cancels(screen);

function ask() {
  if (isAsked) return;
  isAsked = true;
  requestAnimationFrame(frame);
}

function frame(time) {
  isAsked = false;
  screen.tick();
  if ((wants.layout && (!screen.isLive || time - lastLayout >= layoutEvery)) || (screen.isLive && time - lastLayout > layoutEvery)) {
    layoutEvery = Math.max(OFTEN, SHARE * cost(layout));
    lastLayout = time;
  }
  const x = (screen.t * (screen.rightX - 200)) / screen.span;
  const isDue = !screen.isLive || !calm.matches || time - lastPaint > CALMLY;
  if ((wants.paint || Math.abs(x - lastX) > 0.4) && isDue) {
    timeline.paint();
    lastPaint = time;
    lastX = x;
    wants.paint = false;
    rate.frames++;
  }
  if ((wants.panels || screen.isLive) && (time - lastPanels >= panelsEvery || !screen.isLive)) {
    panelsEvery = Math.max(OFTEN, SHARE * cost(write));
    lastPanels = time;
    wants.panels = false;
  }
  if (moves() || wants.panels || wants.layout) ask();
}

function layout() {
  timeline.layout();
  controls.routes([...new Set(timeline.rows.order.map((of) => of.label))]);
  wants.layout = false;
  wants.paint = true;
}

function write() {
  panels.show();
  controls.show();
}

/** How long it takes (ms). */
function cost(work) {
  const begin = performance.now();
  work();
  return performance.now() - begin;
}

/** Live, what is drawn goes along with time, as long as there is something that moves. */
function moves() {
  return screen.isLive && clock.isRunning && (timeline.lanes.rows.length > 0 || [...model.things.values()].some((thing) => thing.holds.length > 0));
}

function choose(id) {
  const lane = model.lanes.get(id);
  if (!lane) return;
  screen.select(lane);
  timeline.reveal(lane);
  screen.draw('all');
}

/** To the one that waits for nobody; in a ring, to the next. */
function followRoot() {
  if (!screen.selected) return;
  const { chain, isRing } = model.chain(screen.selected, screen.t);
  if (chain.length > 1) choose((isRing ? chain[1] : chain[chain.length - 1]).id);
}

/** The next event of the chosen lane, or of all. */
function nextEvent(by) {
  const { times } = model;
  const own = screen.selected?.segments.flatMap((segment) => [segment.from, segment.to]).filter((t) => t < Infinity);
  const all = own ?? times.all.slice(times.begin);
  const next = by > 0 ? all.find((t) => t > screen.t + 1e-6) : all.findLast((t) => t < screen.t - 1e-6);
  if (next !== undefined) screen.goTo(next);
}

function connection(text, kind) {
  $('connection').className = `chip ${kind}`;
  say($('connection'), text);
}

function arrived(isState, message) {
  if (screen.isTrace) return;
  if (isState) {
    model.load(message);
    if (screen.selected && !model.lanes.has(screen.selected.id)) screen.selected = undefined;
  } else model.apply(message);
  clock.observe(message.now);
  if (isState && link) {
    const problem = follow(link, screen, model);
    if (link.words) controls.search(link.words);
    if (problem) connection(problem, 'file');
    link = undefined;
  }
  if (!isState && screen.isLive) {
    wants.panels = wants.layout = true; // at the pace of frames
    ask();
  } else screen.draw('all');
}

function goLive() {
  let lostAt;
  source = listen('events', {
    open: () => { lostAt = undefined; connection('live', ''); },
    state: (message) => { connection('live', ''); arrived(true, message); },
    delta: (message) => arrived(false, message),
    lost: () => {
      lostAt ??= Date.now();
      clock.stop();
      connection(`not connected since ${timeOfDay(lostAt, 0)}`, 'off');
      screen.draw('all');
    },
  });
  connection('connecting', 'file');
}

/** Plays a recording instead. */
function playTrace(trace, name) {
  source?.close();
  story?.close();
  screen.isTrace = true;
  screen.isLive = false;
  screen.selected = screen.hoverLane = undefined;
  loadTrace(model, trace);
  timeline.reset();
  const length = Math.max(screen.end - screen.begin, 1);
  const isStepwise = trace.unit === 'step';
  screen.span = isStepwise ? Math.max(5, Math.min(length + 0.3, 14)) : Math.min(length * 1.05, 10_000);
  screen.spread = !isStepwise;
  screen.collapse = 'auto';
  screen.t = screen.begin;
  screen.cursorX = 0;
  screen.goTo(screen.begin);
  $('waits').hidden = isStepwise && !(trace.finding?.waits?.length > 0);
  showOutcome(trace.finding);
  connection(name, 'file');
  $('to-live').hidden = false;
  const told = trace.captions.length > 0 ? trace.captions : captions(trace.state);
  if (trace.intro) told.unshift({ t: screen.begin, ...trace.intro });
  if (trace.outro) told.push({ t: screen.end, ...trace.outro });
  story = told.length > 0 ? new Story(screen, told, choose) : undefined;
  showLegend(timeline.theme, isStepwise ? STEP_LEGEND : undefined);
  screen.draw('all');
}

async function playUrl(url, name) {
  try {
    playTrace(await fetchTrace(url), name);
  } catch (problem) {
    connection(problem.message, 'off');
  }
}

async function playFile(file) {
  try {
    playTrace(parseTrace(await file.text(), file.name), file.name);
  } catch (problem) {
    connection(problem.message, 'off');
  }
}

function files() {
  $('open-trace').addEventListener('click', () => $('trace-file').click());
  $('trace-file').addEventListener('change', (event) => event.target.files[0] && playFile(event.target.files[0]));
  addEventListener('dragover', (event) => {
    event.preventDefault();
    $('drop').hidden = false;
  });
  addEventListener('dragleave', (event) => { if (!event.relatedTarget) $('drop').hidden = true; });
  addEventListener('drop', (event) => {
    event.preventDefault();
    $('drop').hidden = true;
    if (event.dataTransfer.files[0]) playFile(event.dataTransfer.files[0]);
  });
}

/** The lesson plays the kitchen as it was recorded once, or the last minute of this application. */
function lesson() {
  const choices = [['The kitchen, recorded', 'assets/lesson.json'], ['This application, the last minute', 'state']];
  const buttons = choices.map(([name, url]) => {
    const button = make('button', { type: 'button', 'aria-pressed': 'false' }, name);
    button.addEventListener('click', () => {
      for (const each of buttons) each.setAttribute('aria-pressed', String(each === button));
      playUrl(url, name);
    });
    return button;
  });
  $('story-choice').replaceChildren(...buttons);
  $('to-lesson').hidden = true;
  buttons[0].click();
}

$('nothing').textContent = 'Nobody is at work. Send a request, and its thread is a lane here.';
for (const id of ['story-next', 'story-prev', 'story-play']) {
  $(id).addEventListener('click', () => story?.[{ 'story-next': 'next', 'story-prev': 'previous', 'story-play': 'toggle' }[id]]());
}
helps();
files();
showLegend(timeline.theme);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => showLegend(timeline.theme));
addEventListener('hashchange', () => follow(readLink(), screen, model));
document.addEventListener('visibilitychange', () => screen.draw('all'));

/** For tests and for the curious: to be read, not to be changed. */
window.brigadeLive = Object.freeze({
  model, screen, timeline, rate,
  get story() { return story; },
});

const asked = new URLSearchParams(location.search).get('trace');
if (asked) playUrl(asked, asked);
else if (/\/lesson\/?$/.test(location.pathname)) lesson();
else goLive();
