// What the colours, patterns and letters mean, drawn by what draws them in the lanes.

import { $, make } from './dom.js';
import { LEGEND, STATES } from './states.js';
import { paintChip } from './paint-lanes.js';

export function showLegend(theme, legend = LEGEND) {
  $('legend').replaceChildren(...legend.flatMap(([title, states]) => states.map(([name, words], i) => {
    const heading = i === 0 && title ? [make('b', {}, title)] : [];
    return make('li', { title: STATES[name].word }, ...heading, chip(theme, name), words);
  })), ...(legend === LEGEND ? [make('li', {}, '▲ put  ▼ take  ◆ signal  ↻ again')] : []));
}

function chip(theme, name) {
  const dpr = devicePixelRatio;
  const canvas = make('canvas', { width: 18 * dpr, height: 17 * dpr, 'aria-hidden': 'true' });
  Object.assign(canvas.style, { width: '18px', height: '17px' });
  const ctx = canvas.getContext('2d');
  ctx.scale(dpr, dpr);
  ctx.textBaseline = 'middle';
  paintChip(ctx, { theme }, name, 0.5, 8.5);
  return canvas;
}
