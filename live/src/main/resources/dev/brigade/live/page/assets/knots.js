// Deadlocks that were proven, and what is only suspected: what there is now in full, what was before in a line.

import { $, make } from './dom.js';
import { clock, shortened } from './words.js';
import { momentOf, moodAt } from './waits.js';

const LATELY = 6000;

export class Knots {
  constructor(screen) {
    this.screen = screen;
    this.drawn = '';
  }

  show() {
    const { model, t } = this.screen;
    const mood = moodAt(model, t);
    const known = model.knots.filter((knot) => (knot.t ?? 0) <= t + 1).slice(-4).reverse();
    const isNow = (knot, i) => i === 0 && (mood !== 'calm' || t - knot.t <= LATELY);
    const drawn = JSON.stringify(known.map((knot, i) => [knot.t, isNow(knot, i)]));
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    $('knots').replaceChildren(...known.filter(isNow).map((knot) => this.full(knot)));
    $('knots-past').replaceChildren(...known.filter((knot, i) => !isNow(knot, i)).map((knot) => this.line(knot)));
  }

  full(knot) {
    return make('div', { className: `knot${knot.proven ? ' proven' : ''}` },
      make('b', {}, this.title(knot)), make('pre', {}, knot.text ?? this.who(knot)), ...this.button(knot));
  }

  line(knot) {
    return make('details', { className: 'knot past' },
      make('summary', {}, this.title(knot), make('span', {}, `: ${this.who(knot)}`)), make('pre', {}, knot.text ?? ''), ...this.button(knot));
  }

  title(knot) {
    const { model } = this.screen;
    const n = knot.activities.length;
    return `${knot.proven ? 'Deadlock' : 'Suspicion'}${n > 0 ? ` of ${n}` : ''}, at ${clock(model.wall - model.now + (knot.t ?? 0), 0)}`;
  }

  who(knot) {
    if (knot.activities.length === 0) return shortened((knot.text ?? '').split('\n')[0], 90);
    return knot.activities.map((id) => this.screen.model.lanes.get(id)?.name ?? `#${id}`).join(' and ');
  }

  button(knot) {
    if (!(knot.t >= this.screen.begin)) return [];
    const button = make('button', { type: 'button' }, 'Show this moment');
    button.addEventListener('click', () => this.screen.showMoment(momentOf(this.screen.model, knot)));
    return [button];
  }
}
