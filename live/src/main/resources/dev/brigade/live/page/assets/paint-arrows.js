// Who let whom go on: from a release to the acquire, from a signal to the one who was signalled, from a put to the take.

import { GUTTER } from './paint.js';

const FEW = 70;
const HUE = { lock: 'lock', signal: 'lock', put: 'other', connection: 'data', row: 'data', touch: 'commit' };
const DASH = { signal: [5, 3], touch: [2, 3] };

export function paintArrows(ctx, v, layout, top, height) {
  const focus = v.hoverLane ?? v.selected;
  const arrows = focus ? focus.arrows.filter((arrow) => isInTime(arrow, v)) : few(v);
  for (const arrow of arrows) {
    const from = layout.rowOf(arrow.from.lane);
    const to = layout.rowOf(arrow.to.lane);
    if (!from || !to || from === to) continue;
    if (Math.max(from.y, to.y) < top - 40 || Math.min(from.y, to.y) > top + height) continue;
    paintArrow(ctx, v, arrow, from, to, focus !== undefined);
  }
}

function isInTime(arrow, v) {
  return arrow.to.t >= v.begin && arrow.from.t <= v.t && arrow.to.t <= v.t + 1e-9;
}

/** All, as long as they are few enough to be followed. */
function few(v) {
  const found = [];
  for (let i = v.model.arrows.length - 1; i >= 0; i--) {
    const arrow = v.model.arrows[i];
    if (arrow.to.t < v.begin) break;
    if (!isInTime(arrow, v)) continue;
    if (found.push(arrow) > FEW) return [];
  }
  return found;
}

function paintArrow(ctx, v, arrow, from, to, isStrong) {
  const x1 = v.scale.x(arrow.from.t);
  const x2 = v.scale.x(arrow.to.t);
  if (x2 < GUTTER - 20) return;
  const isDown = to.y > from.y;
  const y1 = from.y + from.height / 2 + (isDown ? 1 : -1) * (from.height / 2 - 3.5);
  const y2 = to.y + to.height / 2 - (isDown ? 1 : -1) * (to.height / 2 - 2.5);
  ctx.strokeStyle = ctx.fillStyle = v.theme.hues[HUE[arrow.kind] ?? 'other'].strong;
  ctx.globalAlpha = isStrong ? 1 : 0.75;
  ctx.lineWidth = isStrong ? 1.8 : 1.2;
  ctx.setLineDash(DASH[arrow.kind] ?? []);
  const bend = Math.max(14, Math.min(60, Math.abs(y2 - y1) / 2));
  const turn = isDown ? bend : -bend;
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.bezierCurveTo(x1, y1 + turn, x2, y2 - turn, x2, y2);
  ctx.stroke();
  ctx.setLineDash([]);
  head(ctx, x2, y2, isDown ? Math.PI / 2 : -Math.PI / 2);
  ctx.beginPath();
  ctx.arc(x1, y1, 2, 0, 7);
  ctx.fill();
  ctx.globalAlpha = 1;
}

function head(ctx, x, y, angle) {
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(angle);
  ctx.beginPath();
  ctx.moveTo(2, 0);
  ctx.lineTo(-5, -3.6);
  ctx.lineTo(-5, 3.6);
  ctx.fill();
  ctx.restore();
}

/** At the cursor: from who waits to whom it waits for, and on to the root. Red only if it is a ring that has been proven. */
export function paintChain(ctx, v, layout) {
  const lanes = [...v.chain];
  const all = v.chainIsRing ? [...lanes, lanes[0]] : lanes;
  const x = v.scale.x(v.t) + 5;
  ctx.strokeStyle = ctx.fillStyle = v.chainIsProven ? v.theme.wrong : v.theme.ink;
  ctx.lineWidth = 1.8;
  for (let i = 0; i + 1 < all.length; i++) {
    const from = layout.rowOf(all[i]);
    const to = layout.rowOf(all[i + 1]);
    if (!from || !to || from === to) continue;
    const y1 = from.y + from.height / 2;
    const y2 = to.y + to.height / 2;
    const out = x + 8 + Math.min(22, Math.abs(y2 - y1) / 6) + (y2 > y1 ? 4 : 0);
    ctx.beginPath();
    ctx.moveTo(x - 3, y1);
    ctx.bezierCurveTo(out, y1, out, y2, x + 1, y2);
    ctx.stroke();
    head(ctx, x, y2, Math.PI);
  }
}
