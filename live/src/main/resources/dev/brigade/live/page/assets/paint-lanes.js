// Draws the lanes that are visible: what each thread did, state by state.

import { GUTTER, fitted, paintGrid, paintCursor, widthOf, wrapped } from './paint.js';
import { HEIGHT, visible } from './layout.js';
import { lookOf, stateOf, nameOf } from './states.js';
import { ownerColour } from './theme.js';
import { duration } from './words.js';
import { after } from './sorted.js';
import { paintArrows, paintChain } from './paint-arrows.js';

const SHARE_OF_TEXT = 0.7;
const STRIPES = 10; // of a group

export function paintLanes(surface, v, layout, top) {
  const ctx = surface.begin(v.theme);
  const { height } = surface;
  paintGrid(ctx, v, height);
  ctx.save();
  ctx.translate(0, -top);
  for (const row of visible(layout.rows, top, top + height)) {
    if (row.type === 'head') continue;
    paintBack(ctx, v, row);
  }
  ctx.save();
  ctx.beginPath();
  ctx.rect(GUTTER, top, v.width - GUTTER, height);
  ctx.clip();
  for (const row of visible(layout.rows, top, top + height)) {
    if (row.type === 'lane') paintSlot(ctx, v, row.slot, row.y + 4, row.height - 8, true);
    else if (row.type === 'group') paintGroup(ctx, v, row);
  }
  ctx.restore();
  ctx.restore();
  paintCursor(ctx, v, height);
  ctx.save();
  ctx.translate(0, -top);
  ctx.save();
  ctx.beginPath();
  ctx.rect(GUTTER, top, v.width - GUTTER, height);
  ctx.clip();
  paintArrows(ctx, v, layout, top, height);
  paintChain(ctx, v, layout);
  ctx.restore();
  for (const row of visible(layout.rows, top, top + height)) paintLabel(ctx, v, row);
  ctx.restore();
  ctx.fillStyle = v.theme.line;
  ctx.fillRect(GUTTER - 1, 0, 1, height);
}

function paintBack(ctx, v, row) {
  const isSelected = row.type === 'lane' && (row.lane === v.selected || row.slot === v.selected?.slot);
  if (!isSelected && row !== v.hoverRow && !(row.type === 'lane' && v.chain.has(row.lane))) return;
  ctx.fillStyle = isSelected ? v.theme.mark : v.theme.soft;
  ctx.fillRect(0, row.y, v.width, row.height);
}

function paintLabel(ctx, v, row) {
  const { theme } = v;
  const y = row.y + row.height / 2;
  if (row.type === 'head') {
    ctx.fillStyle = theme.faint;
    ctx.font = `600 10.5px ${theme.font}`;
    ctx.letterSpacing = '0.6px';
    ctx.fillText(row.text.toUpperCase(), 14, row.y + row.height - 10);
    ctx.letterSpacing = '0px';
    return;
  }
  if (row.type === 'group') {
    paintGroupLabel(ctx, v, row, y);
    return;
  }
  const { lane } = row;
  const segment = lane.at(v.t);
  const indent = row.nested ? 28 : 14;
  if (lane.holding.size > 0 && segment) {
    ctx.fillStyle = ownerColour(theme, lane.id);
    ctx.fillRect(indent - 8, y - 7, 3, 14);
  }
  const number = ` #${lane.id}`;
  const label = lane.name.endsWith(number) ? lane.name.slice(0, -number.length) : lane.name;
  const hasNumber = label !== lane.name && lane.id > 0;
  ctx.font = `${lane === v.selected ? '600 ' : ''}12.5px ${theme.font}`;
  const numberWidth = hasNumber ? widthOf(ctx, number) : 0;
  ctx.fillStyle = segment ? theme.ink : theme.faint;
  const width = fitted(ctx, label, indent, y + 0.5, GUTTER - indent - 36 - numberWidth);
  if (hasNumber) {
    ctx.fillStyle = theme.faint;
    ctx.fillText(number, indent + width, y + 0.5);
  }
  if (segment) paintChip(ctx, v, segment.state, GUTTER - 27, y);
  else if (lane.outcome || lane.status) paintOutcome(ctx, v, lane, y);
}

const OUTCOMES = { committed: '✓', rolledBack: '↶', failed: '✕', cancelled: '⊘', victim: '✕' };

function paintOutcome(ctx, v, lane, y) {
  ctx.font = `11px ${v.theme.font}`;
  ctx.fillStyle = v.theme.faint;
  ctx.textAlign = 'right';
  ctx.fillText(lane.status ? String(lane.status) : OUTCOMES[lane.outcome] ?? '', GUTTER - 10, y + 0.5);
  ctx.textAlign = 'left';
}

function paintGroupLabel(ctx, v, row, y) {
  const { theme } = v;
  ctx.fillStyle = theme.faint;
  ctx.beginPath();
  if (row.isOpen) {
    ctx.moveTo(5, y - 2);
    ctx.lineTo(12, y - 2);
    ctx.lineTo(8.5, y + 3);
  } else {
    ctx.moveTo(6, y - 4);
    ctx.lineTo(6, y + 4);
    ctx.lineTo(11, y);
  }
  ctx.fill();
  ctx.font = `600 12.5px ${theme.font}`;
  const count = `× ${row.lanes.length.toLocaleString('en')}`;
  const most = GUTTER - 18 - 36 - widthOf(ctx, count) - 8;
  const isOver = row.state === 'ENDED';
  ctx.fillStyle = isOver ? theme.faint : theme.ink;
  ctx.font = `12.5px ${theme.font}`;
  const width = fitted(ctx, row.label, 18, y + 0.5, most);
  ctx.font = `600 12.5px ${theme.font}`;
  ctx.fillText(count, 18 + width + 7, y + 0.5);
  if (!isOver) paintChip(ctx, v, row.state, GUTTER - 27, y);
}

/** A state's letter on its pattern. */
export function paintChip(ctx, v, name, x, y) {
  const fill = v.theme.fills[name] ?? v.theme.fills.WAITING_OTHER;
  const state = stateOf(name);
  ctx.fillStyle = fill.style;
  ctx.beginPath();
  ctx.roundRect(x, y - 8, 17, 16, 4);
  ctx.fill();
  if (fill.frame) {
    ctx.strokeStyle = fill.frame;
    ctx.lineWidth = 1;
    ctx.stroke();
    ctx.fillStyle = fill.paper;
    ctx.beginPath();
    ctx.roundRect(x + 3, y - 6, 11, 12, 3);
    ctx.fill();
  }
  ctx.fillStyle = fill.ink;
  ctx.font = `700 10.5px ${v.theme.font}`;
  ctx.textAlign = 'center';
  ctx.fillText(state.letter, x + 8.5, y + 0.5);
  ctx.textAlign = 'left';
}

/** All that ran one after the other in a row. */
function paintSlot(ctx, v, slot, y, height, isFull) {
  const { lanes } = slot;
  let filled = -1;
  for (let i = Math.max(0, after(lanes, v.begin, (lane) => lane.began) - 1); i < lanes.length; i++) {
    const lane = lanes[i];
    if (lane.began > v.end) break;
    if (lane.ended < v.begin) continue;
    const right = v.scale.x(Math.min(lane.ended, v.now));
    if (right < filled + 0.5) continue; // in a pixel that has been drawn
    if (v.dimmed?.(lane)) ctx.globalAlpha = 0.18;
    paintLane(ctx, v, lane, y, height, isFull);
    ctx.globalAlpha = 1;
    filled = right;
  }
}

function paintLane(ctx, v, lane, y, height, isFull) {
  const { scale, theme } = v;
  const { segments } = lane;
  const first = Math.max(0, after(segments, v.begin, (segment) => segment.from) - 1);
  let drawn = -Infinity;
  for (let i = first; i < segments.length; i++) {
    const segment = segments[i];
    if (segment.from > v.end) break;
    const x = Math.max(scale.x(segment.from), GUTTER - 10);
    const end = Math.min(scale.x(Math.min(segment.to, v.now)), v.width + 10);
    if (end <= drawn + 0.4 && i < segments.length - 1) continue;
    const begin = Math.max(x, drawn);
    const width = Math.max(end - begin, 1.5);
    drawn = begin + width;
    const state = lookOf(segment);
    const fill = theme.fills[segment.state] ?? theme.fills.WAITING_OTHER;
    const h = state.thin ? Math.min(8, Math.round(height * 0.53)) : height;
    const top = y + (height - h) / 2;
    ctx.fillStyle = width > 3 ? fill.style : fill.strong;
    if (width > 6 && isFull) {
      ctx.beginPath();
      ctx.roundRect(begin, top, width - 0.75, h, state.thin ? 2 : 3);
      ctx.fill();
      if (fill.frame) {
        ctx.strokeStyle = fill.frame;
        ctx.lineWidth = 1;
        ctx.beginPath();
        ctx.roundRect(begin + 0.5, top + 0.5, width - 1.75, h - 1, state.thin ? 2 : 3);
        ctx.stroke();
      }
      if (width > 18) paintInside(ctx, v, segment, state, fill, begin, y, width, height, h);
    } else {
      ctx.fillRect(begin, top, width, h);
    }
  }
  if (isFull && lane.marks.length > 0) paintMarks(ctx, v, lane, y + height / 2);
}

/** The letter, and what it is about where there is room. */
function paintInside(ctx, v, segment, state, fill, x, y, width, height, h) {
  const centre = y + height / 2;
  const left = Math.max(x, GUTTER) + 4;
  const right = x + width - 4;
  if (right - left < 12) return;
  if (v.unit === 'step' && !state.thin) {
    paintStep(ctx, v, segment, state, fill, left, y, right - left, height);
    return;
  }
  ctx.font = `700 10px ${v.theme.font}`;
  const text = right - left > 60 && h >= 10 ? inside(v, segment) : '';
  const letterWidth = widthOf(ctx, state.letter);
  ctx.font = `10.5px ${v.theme.font}`;
  const most = fill.frame ? (right - left) * SHARE_OF_TEXT : right - left - 8; // a pattern must be seen beside the text
  const textWidth = text ? Math.min(widthOf(ctx, text), most - letterWidth) : 0;
  if (fill.frame) { // letters on a pattern need paper behind them
    ctx.fillStyle = fill.paper;
    const boxWidth = letterWidth + (textWidth > 20 ? textWidth + 6 : 0) + 5;
    ctx.fillRect(left - 2.5, centre - Math.min(6.5, h / 2 - 1), boxWidth, Math.min(13, h - 2));
  }
  ctx.fillStyle = fill.ink;
  if (h >= 10) {
    ctx.font = `700 10px ${v.theme.font}`;
    ctx.fillText(state.letter, left, centre + 0.5);
  } else {
    ctx.font = `700 8.5px ${v.theme.font}`;
    ctx.fillText(state.letter, left, centre + 0.5);
    return;
  }
  if (textWidth > 20) {
    ctx.font = `10.5px ${v.theme.font}`;
    fitted(ctx, text, left + letterWidth + 5, centre + 0.5, textWidth + 0.5);
  }
}

/** A step of a schedule, in full. */
function paintStep(ctx, v, segment, state, fill, x, y, width, height) {
  if (fill.frame) {
    ctx.fillStyle = fill.paper;
    ctx.fillRect(x - 1, y + 3, width + 2, height - 6);
  }
  ctx.fillStyle = fill.ink;
  ctx.font = `700 10px ${v.theme.font}`;
  ctx.fillText(state.letter, x + 1, y + 10);
  ctx.font = `10.5px ${v.theme.font}`;
  wrapped(ctx, segment.text || segment.detail, x + 1, y + 23, width - 2, 13, 4);
}

function inside(v, segment) {
  if (segment.text) return segment.text;
  if (segment.state === 'IN_SQL' || segment.state === 'BLOCKED_BY_ROW') return segment.detail;
  if (segment.state === 'RUNNING' || segment.state === 'COMMITTING') return segment.detail;
  const thing = segment.at ? v.model.things.get(segment.at) : undefined;
  const name = thing ? nameOf(thing) : segment.detail;
  return lookOf(segment).blocked && v.unit !== 'step' ? `${name} · ${duration(Math.min(segment.to, segment.from >= v.t ? v.now : v.t) - segment.from)}` : name;
}

const MARKS = { put: '▲', taken: '▼', signalSent: '◆', rollback: '↶', rollbackBegan: '↶', retry: '↻', victim: '✕' };

/** Who only reads rolls back in the end, and a signal that nobody hears changes nothing. */
function isToldOf(mark, lane) {
  if (mark.kind === 'signalSent') return mark.other !== 0;
  return !mark.kind.startsWith('rollback') || lane.run > 1 || /rolledBack|failed|cancelled|victim/.test(lane.outcome);
}

function paintMarks(ctx, v, lane, y) {
  const { theme, scale } = v;
  let drawn = -Infinity;
  for (let i = Math.max(0, after(lane.marks, v.begin, (mark) => mark.t) - 1); i < lane.marks.length; i++) {
    const mark = lane.marks[i];
    if (mark.t > v.end) break;
    const glyph = isToldOf(mark, lane) ? MARKS[mark.kind] : undefined;
    const x = scale.x(mark.t);
    if (!glyph || x < drawn + 9 || x < GUTTER - 4) continue;
    drawn = x;
    ctx.font = `9px ${theme.font}`;
    ctx.textAlign = 'center';
    ctx.lineWidth = 3;
    ctx.strokeStyle = theme.card;
    ctx.strokeText(glyph, x, y + 0.5);
    ctx.fillStyle = mark.kind === 'victim' ? theme.wrong : theme.ink;
    ctx.fillText(glyph, x, y + 0.5);
    ctx.textAlign = 'left';
  }
}

/** Some of the lanes as stripes: enough to see whether they do the same. */
function paintGroup(ctx, v, row) {
  const n = Math.min(row.slots.length, STRIPES);
  const height = (HEIGHT.group - 8) / n;
  for (let i = 0; i < n; i++) {
    const slot = row.slots[Math.floor((i * row.slots.length) / n)];
    paintSlot(ctx, v, slot, row.y + 4 + i * height, Math.max(1, height - (height > 3 ? 0.6 : 0)), false);
  }
}
