// Draws what threads share, coloured by who has it, and below each how many wait for it.

import { GUTTER, fitted, paintGrid, paintCursor, widthOf } from './paint.js';
import { visible } from './layout.js';
import { kindOf } from './states.js';
import { ownerColour } from './theme.js';
import { after } from './sorted.js';

const HELD = 12;
const WAITS = 7;

export function paintThings(surface, v, layout, top) {
  const ctx = surface.begin(v.theme);
  const { height } = surface;
  paintGrid(ctx, v, height);
  ctx.save();
  ctx.translate(0, -top);
  ctx.save();
  ctx.beginPath();
  ctx.rect(GUTTER, top, v.width - GUTTER, height);
  ctx.clip();
  for (const row of visible(layout.rows, top, top + height)) {
    if (row === v.hoverRow) {
      ctx.fillStyle = v.theme.soft;
      ctx.fillRect(0, row.y, v.width, row.height);
    }
    if (row.type === 'thing') paintThing(ctx, v, row);
  }
  ctx.restore();
  ctx.restore();
  paintCursor(ctx, v, height);
  ctx.save();
  ctx.translate(0, -top);
  for (const row of visible(layout.rows, top, top + height)) {
    if (row.type === 'thing') paintName(ctx, v, row);
    else paintUnused(ctx, v, row);
  }
  ctx.restore();
  ctx.fillStyle = v.theme.line;
  ctx.fillRect(GUTTER - 1, 0, 1, height);
}

function paintName(ctx, v, row) {
  const { thing, nested } = row;
  const { theme } = v;
  const y = row.y + row.height / 2;
  const x = nested ? 30 : 14;
  if (nested) {
    ctx.strokeStyle = theme.line;
    ctx.beginPath();
    ctx.moveTo(18.5, row.y - 8);
    ctx.lineTo(18.5, y);
    ctx.lineTo(26, y);
    ctx.stroke();
  }
  const said = says(v, thing);
  ctx.font = `11px ${theme.font}`;
  const width = widthOf(ctx, said);
  ctx.fillStyle = theme.faint;
  ctx.fillText(said, GUTTER - 10 - width, y + 0.5);
  const word = kindOf(thing).word;
  ctx.font = `600 12.5px ${theme.font}`;
  ctx.fillStyle = theme.ink;
  const most = GUTTER - x - width - 18;
  const named = fitted(ctx, thing.name, x, y + 0.5, most);
  ctx.font = `11px ${theme.font}`;
  ctx.fillStyle = theme.faint;
  if (most - named > widthOf(ctx, word) + 6) ctx.fillText(word, x + named + 6, y + 0.5);
}

function paintUnused(ctx, v, row) {
  ctx.font = `11px ${v.theme.font}`;
  ctx.fillStyle = v.theme.faint;
  fitted(ctx, `Not used lately: ${row.names.join(', ')}`, 14, row.y + row.height / 2, v.width - 28);
}

/** Shortly, how it is at the cursor. */
function says(v, thing) {
  const waiting = thing.waitingAt(v.t);
  const waits = waiting > 0 ? `${waiting.toLocaleString('en')} wait${waiting === 1 ? 's' : ''}` : '';
  if (thing.kind === 'condition') return waiting > 0 ? `${waiting} in wait set` : '';
  if (thing.capacity > 0) {
    const size = thing.kind === 'queue' ? thing.size(v.t) : thing.size(v.t);
    return [`${size ?? '?'}/${thing.capacity}`, waits].filter(Boolean).join(', ');
  }
  return waits || (thing.holders(v.t).length > 0 ? 'held' : '');
}

function paintThing(ctx, v, row) {
  const { thing } = row;
  const bottom = row.y + 3 + HELD;
  const isOfData = thing.kind === 'pool' || thing.kind === 'connection';
  if (thing.kind === 'condition') {
    paintSteps(ctx, v, thing.waiting, row.y + row.height - 6, row.height - 12, 'lock', 3, true);
    return;
  }
  if (thing.kind === 'queue') paintSteps(ctx, v, thing.sizes, bottom, HELD, 'other', thing.capacity);
  else if (thing.exclusive) paintHolds(ctx, v, thing, row.y + 3);
  else paintSteps(ctx, v, thing.used, bottom, HELD, isOfData ? 'data' : 'lock', thing.capacity);
  paintSteps(ctx, v, thing.waiting, row.y + row.height - 3, WAITS, isOfData ? 'data' : 'lock', 3, true);
}

/** Who held it when. */
function paintHolds(ctx, v, thing, y) {
  const { holds } = thing;
  const { scale, theme } = v;
  let drawn = -Infinity;
  for (let i = firstHold(holds, v.begin); i < holds.length; i++) {
    const hold = holds[i];
    if (hold.from > v.end) break;
    const end = Math.min(scale.x(Math.min(hold.to, v.now)), v.width + 10);
    if (end < GUTTER || end < drawn + 0.4) continue;
    const x = Math.max(scale.x(hold.from), drawn, GUTTER - 6);
    const width = Math.max(hold.brief ? 2 : 1.5, end - x - 0.75);
    drawn = x + width;
    const isFocus = v.selected === hold.lane || v.hoverLane === hold.lane;
    ctx.fillStyle = ownerColour(theme, hold.lane.id);
    if (width > 6) {
      ctx.beginPath();
      ctx.roundRect(x, y, width, HELD, 2.5);
      ctx.fill();
      if (width > 26) {
        ctx.fillStyle = theme.card;
        ctx.font = `600 10px ${theme.font}`;
        const left = Math.max(x, GUTTER) + 5;
        const room = x + width - left - 4;
        const short = `#${hold.lane.id}`;
        const text = widthOf(ctx, hold.lane.name) <= room || hold.lane.id <= 0 ? hold.lane.name : short;
        if (widthOf(ctx, text) <= room) ctx.fillText(text, left, y + HELD / 2 + 0.5);
      }
    } else {
      ctx.fillRect(x, y, width, HELD);
    }
    if (isFocus) { // has what is underlined
      ctx.fillStyle = theme.ink;
      ctx.fillRect(x, y + HELD + 1, width, 2);
    }
  }
}

/** Some long one may have begun before many short ones. */
function firstHold(holds, begin) {
  return Math.max(0, after(holds, begin, (hold) => hold.from) - 64);
}

/** A step graph that stands on y; of what is within one pixel the highest. */
function paintSteps(ctx, v, steps, y, height, hue, least, isThin) {
  const { list } = steps;
  if (list.length === 0 && steps.before <= 0) return;
  const { scale, theme } = v;
  const most = isThin || !least ? Math.max(least || 1, steps.max(v.begin, v.end)) : least;
  const last = Math.min(scale.x(v.now), v.width + 2);
  ctx.fillStyle = theme.hues[hue].strong;
  ctx.globalAlpha = isThin ? 0.55 : 0.85;
  const next = (i) => (i + 1 < list.length ? Math.min(scale.x(list[i + 1].t), last) : last);
  let left = GUTTER - 4;
  let highest = 0;
  for (let i = after(list, v.begin, (step) => step.t) - 1; i < list.length && (i < 0 || list[i].t <= v.end); i++) {
    highest = Math.max(highest, i < 0 ? steps.before : list[i].n);
    const right = next(i);
    if (right - left < 0.8) continue;
    if (highest > 0) {
      const h = Math.max(1.5, Math.min(1, highest / most) * height);
      ctx.fillRect(left, y - h, right - left, h);
    }
    left = right;
    highest = 0;
  }
  ctx.globalAlpha = 1;
}
