// The colours of the style sheet, for what is drawn: read once for each scheme, with the patterns made of them.

import { STATES } from './states.js';

const NAMES = ['ground', 'card', 'ink', 'faint', 'line', 'soft', 'mark', 'wrong'];
const HUES = ['code', 'data', 'commit', 'lock', 'other'];
const OWNERS = 10;

export function readTheme(dpr) {
  const style = getComputedStyle(document.documentElement);
  const value = (name) => style.getPropertyValue(`--${name}`).trim();
  const theme = { dpr, hues: {}, owners: [], font: value('font') };
  for (const name of NAMES) theme[name] = value(name);
  for (const hue of HUES) theme.hues[hue] = { strong: value(hue), tint: value(`${hue}-tint`), on: value(`${hue}-on`) };
  for (let i = 0; i < OWNERS; i++) theme.owners.push(value(`owner-${i}`));
  theme.fills = fills(theme, dpr);
  return theme;
}

/** A state's fill: colour and pattern, its letter's colour, and whether a frame helps it to be told from its neighbours. */
function fills(theme, dpr) {
  const made = {};
  for (const [name, state] of Object.entries(STATES)) {
    const hue = theme.hues[state.hue];
    const isSolid = state.pattern === 'solid' || state.pattern === 'bars';
    const style = tile(state.pattern, hue, dpr);
    made[name] = { style, isPattern: typeof style !== 'string', ink: isSolid ? hue.on : hue.strong, frame: isSolid ? '' : hue.strong, paper: hue.tint, strong: hue.strong };
  }
  return made;
}

function tile(pattern, hue, dpr) {
  if (pattern === 'solid') return hue.strong;
  if (pattern === 'none') return hue.tint;
  const size = 8;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size * dpr;
  const ctx = canvas.getContext('2d');
  ctx.scale(dpr, dpr);
  ctx.fillStyle = pattern === 'bars' ? hue.strong : hue.tint;
  ctx.fillRect(0, 0, size, size);
  ctx.strokeStyle = ctx.fillStyle = pattern === 'bars' ? hue.on : hue.strong;
  ctx.globalAlpha = pattern === 'backhatch' || pattern === 'checks' ? 0.8 : 0.6;
  DRAW[pattern](ctx, size);
  const made = ctx.createPattern(canvas, 'repeat');
  made.setTransform(new DOMMatrix().scale(1 / dpr));
  return made;
}

function line(ctx, width, ...points) {
  ctx.lineWidth = width;
  ctx.beginPath();
  for (let i = 0; i < points.length; i += 4) {
    ctx.moveTo(points[i], points[i + 1]);
    ctx.lineTo(points[i + 2], points[i + 3]);
  }
  ctx.stroke();
}

const DRAW = {
  hatch: (ctx, s) => line(ctx, 1.3, -1, s + 1, s + 1, -1, -1, 1, 1, -1, s - 1, s + 1, s + 1, s - 1),
  backhatch: (ctx, s) => line(ctx, 2.4, -1, -1, s + 1, s + 1, -1, s - 1, 1, s + 1, s - 1, -1, s + 1, 1),
  dense: (ctx, s) => line(ctx, 1.5, -1, s / 2 + 1, s / 2 + 1, -1, -1, s + 1, s + 1, -1, s / 2 - 1, s + 1, s + 1, s / 2 - 1),
  grid: (ctx, s) => line(ctx, 1, 0, 2, s, 2, 0, 6, s, 6, 2, 0, 2, s, 6, 0, 6, s),
  lines: (ctx, s) => line(ctx, 1, 0, 2, s, 2, 0, 6, s, 6),
  bars: (ctx, s) => line(ctx, 1.5, 2, 0, 2, s, 6, 0, 6, s),
  dots: (ctx, s) => {
    for (const [x, y] of [[s / 4, s / 4], [(3 * s) / 4, (3 * s) / 4]]) {
      ctx.beginPath();
      ctx.arc(x, y, 1.15, 0, 7);
      ctx.fill();
    }
  },
  checks: (ctx, s) => {
    ctx.fillRect(0, 0, s / 2, s / 2);
    ctx.fillRect(s / 2, s / 2, s / 2, s / 2);
  },
};

/** Patterns go along with what they fill. */
export function shiftPatterns(theme, x) {
  const matrix = new DOMMatrix().translate(x % 8, 0).scale(1 / theme.dpr);
  for (const fill of Object.values(theme.fills)) if (fill.isPattern) fill.style.setTransform(matrix);
}

/** The colour of one activity as an owner: always the same. */
export function ownerColour(theme, id) {
  return theme.owners[((id % OWNERS) + OWNERS) % OWNERS];
}
