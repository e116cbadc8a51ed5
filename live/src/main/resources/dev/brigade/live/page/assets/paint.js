// What all that is drawn has in common: the drawing surface, the axis, text that fits, the cursor.

import { clock, duration } from './words.js';

export const GUTTER = 232;
export const AXIS = 30;

/** A canvas that has as many pixels as the screen shows. */
export class Surface {
  constructor(canvas) {
    this.canvas = canvas;
    this.ctx = canvas.getContext('2d', { alpha: false });
    this.width = 0;
    this.height = 0;
  }

  resize(width, height, dpr) {
    if (this.width === width && this.height === height && this.dpr === dpr) return;
    Object.assign(this, { width, height, dpr });
    this.canvas.width = Math.round(width * dpr);
    this.canvas.height = Math.round(height * dpr);
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
  }

  /** Clean, in CSS pixels. */
  begin(theme) {
    const { ctx } = this;
    ctx.setTransform(this.dpr, 0, 0, this.dpr, 0, 0);
    ctx.globalAlpha = 1;
    ctx.fillStyle = theme.card;
    ctx.fillRect(0, 0, this.width, this.height);
    ctx.textBaseline = 'middle';
    ctx.textAlign = 'left';
    return ctx;
  }
}

const widths = new Map();

/** Text widths are asked for again and again, and cost. */
export function widthOf(ctx, text) {
  const key = `${ctx.font}${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    if (widths.size > 20_000) widths.clear();
    width = ctx.measureText(text).width;
    widths.set(key, width);
  }
  return width;
}

/** Draws as much of the text as fits, with an ellipsis if that is not all; returns the width. */
export function fitted(ctx, text, x, y, most) {
  if (most < 8) return 0;
  let shown = text;
  if (widthOf(ctx, text) > most) {
    const per = widthOf(ctx, text) / text.length;
    let length = Math.min(text.length - 1, Math.max(1, Math.floor(most / per)));
    while (length > 1 && widthOf(ctx, `${text.slice(0, length)}…`) > most) length--;
    if (length < 2) return 0;
    shown = `${text.slice(0, length)}…`;
  }
  ctx.fillText(shown, x, y);
  return widthOf(ctx, shown);
}

/** Times along the top. Live, they are counted back from now and stand still; else they are times of day. */
export function paintAxis(surface, v) {
  const { theme, scale } = v;
  const ctx = surface.begin(theme);
  const at = scale.x(v.t);
  const text = v.unit === 'step' ? `step ${Math.max(0, Math.ceil(v.t - 1e-6))}` : v.isLive ? 'now' : clock(v.wallOf(v.t));
  ctx.font = `600 11px ${theme.font}`;
  const half = widthOf(ctx, text) / 2 + 8;
  const centre = Math.min(Math.max(at, GUTTER + half), v.width - half - 2);
  ctx.font = `11px ${theme.font}`;
  ctx.textAlign = 'center';
  for (const { t, x } of ticks(v)) {
    ctx.fillStyle = theme.line;
    ctx.fillRect(Math.round(x), AXIS - 6, 1, 6);
    const words = label(v, t);
    if (Math.abs(x - centre) < half + widthOf(ctx, words) / 2 + 6) continue;
    ctx.fillStyle = theme.faint;
    ctx.fillText(words, x, AXIS / 2);
  }
  ctx.font = `600 11px ${theme.font}`;
  ctx.fillStyle = theme.ink;
  ctx.beginPath();
  ctx.roundRect(centre - half, 5, half * 2, 18, 9);
  ctx.fill();
  ctx.fillRect(Math.round(at) - 0.5, 22, 1, AXIS - 22);
  ctx.fillStyle = theme.card;
  ctx.fillText(text, centre, 14.5);
  ctx.fillStyle = theme.line;
  ctx.fillRect(0, AXIS - 1, v.width, 1);
}

function ticks(v) {
  const { scale } = v;
  const found = [];
  const tick = v.unit === 'step' ? Math.max(1, scale.tick(40)) : scale.tick(90);
  const zero = v.unit === 'step' ? 0 : v.isLive ? v.t : -((v.wallOf(0) - new Date(v.wallOf(v.t)).setHours(0, 0, 0, 0)) % tick);
  const from = Math.ceil((v.begin - zero) / tick);
  const to = Math.floor((v.end - zero) / tick);
  let last = -Infinity;
  for (let i = to; i >= from && found.length < 200; i--) {
    const t = zero + i * tick;
    const x = scale.x(t);
    if (x < GUTTER + 20 || x > v.width - 10 || Math.abs(last - x) < 60) {
      if (v.unit !== 'step' || x < GUTTER || Math.abs(last - x) < 24) continue;
    }
    last = x;
    if (v.unit !== 'step' || t >= 0) found.push({ t, x });
  }
  return found;
}

function label(v, t) {
  if (v.unit === 'step') return String(Math.round(t));
  if (v.isLive) return Math.abs(v.t - t) < 1e-6 ? '' : `−${round(v.t - t)}`;
  const tick = v.scale.tick(90);
  return clock(v.wallOf(t), tick >= 1000 ? 0 : tick >= 100 ? 1 : tick >= 10 ? 2 : 3);
}

function round(ms) {
  return duration(ms).replace('.0 s', ' s');
}

/** The text in lines that fit, at most so many; the last one ends in an ellipsis if that is not all. */
export function wrapped(ctx, text, x, y, width, lineHeight, most) {
  const words = text.split(' ');
  let line = '';
  let n = 0;
  for (let i = 0; i < words.length && n < most; i++) {
    const longer = line ? `${line} ${words[i]}` : words[i];
    if (!line || widthOf(ctx, longer) <= width) {
      line = longer;
      continue;
    }
    fitted(ctx, n === most - 1 ? `${line} ${words.slice(i).join(' ')}` : line, x, y + n * lineHeight, width);
    line = words[i];
    n++;
  }
  if (n < most) fitted(ctx, line, x, y + n * lineHeight, width);
}

/** Lines below the axis, behind all else. */
export function paintGrid(ctx, v, height) {
  ctx.fillStyle = v.theme.soft;
  for (const { x } of ticks(v)) ctx.fillRect(Math.round(x), 0, 1, height);
}

/** Pauses that were shortened, what lies after the cursor, and the cursor. */
export function paintCursor(ctx, v, height) {
  const { theme, scale } = v;
  ctx.fillStyle = theme.ground;
  for (const { from, to } of scale.breaks) {
    const x = (scale.x(from) + scale.x(to)) / 2;
    if (x < GUTTER + 4) continue;
    ctx.globalAlpha = 0.75;
    ctx.fillRect(x - 5, 0, 10, height);
    ctx.globalAlpha = 1;
  }
  ctx.strokeStyle = theme.faint;
  ctx.lineWidth = 1;
  ctx.setLineDash([2, 3]);
  for (const { from, to } of scale.breaks) {
    const x = Math.round((scale.x(from) + scale.x(to)) / 2);
    if (x < GUTTER + 4) continue;
    ctx.beginPath();
    ctx.moveTo(x - 4.5, 0);
    ctx.lineTo(x - 4.5, height);
    ctx.moveTo(x + 4.5, 0);
    ctx.lineTo(x + 4.5, height);
    ctx.stroke();
  }
  ctx.setLineDash([]);
  const x = Math.round(scale.x(v.t));
  if (x < v.width) {
    ctx.globalAlpha = 0.6;
    ctx.fillStyle = theme.card;
    ctx.fillRect(x, 0, v.width - x, height);
    ctx.globalAlpha = 1;
  }
  ctx.fillStyle = theme.ink;
  ctx.fillRect(x - 0.5, 0, 1, height);
}
