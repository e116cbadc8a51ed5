// What the colours, patterns and letters mean, drawn by what draws them in the lanes.

import { $, make } from './dom.js';
import { LEGEND, STATES } from './states.js';
import { paintChip } from './paint-lanes.js';

export function showLegend(theme, names = LEGEND) {
  const dpr = devicePixelRatio;
  $('legend').replaceChildren(...names.map((name) => {
    const canvas = make('canvas', { width: 18 * dpr, height: 17 * dpr, 'aria-hidden': 'true' });
    Object.assign(canvas.style, { width: '18px', height: '17px' });
    const ctx = canvas.getContext('2d');
    ctx.scale(dpr, dpr);
    ctx.textBaseline = 'middle';
    paintChip(ctx, { theme }, name, 0.5, 8.5);
    const word = STATES[name].word.replace(/ of the pool$|, re-acquiring its lock$/, (tail) => (tail.startsWith(',') ? ', re-acquiring' : ''));
    return make('li', { title: STATES[name].word }, canvas, word);
  }), make('li', {}, '▲ put ▼ take ◆ signal ↶ roll back ↻ run again'));
}
