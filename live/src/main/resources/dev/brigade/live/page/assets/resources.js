// On top: pools as squares, queues as tubes, semaphores as permits; how they were at the moment that is looked at.

import { $, make, say, keyed } from './dom.js';
import { kindOf } from './states.js';

const SHOWN = ['pool', 'queue', 'semaphore'];
const MOST_SQUARES = 60;

export class Resources {
  constructor(onChosen) {
    this.onChosen = onChosen;
  }

  show(model, t) {
    const things = [...model.things.values()].filter((thing) => SHOWN.includes(thing.kind) && !thing.gone && thing.isDescribed);
    things.sort((one, other) => SHOWN.indexOf(one.kind) - SHOWN.indexOf(other.kind) || (one.name < other.name ? -1 : 1));
    keyed($('resources'), things.slice(0, 40), (thing) => thing.id, (thing) => this.create(thing), (element, thing) => update(element, thing, t));
  }

  create(thing) {
    const element = make('button', { type: 'button', className: `resource ${thing.kind}`, title: 'Show who waits here, or has something of it' },
      make('span', { className: 'name' }, thing.name, make('span', { className: 'kind' }, kindOf(thing).word)),
      make('span', { className: 'picture', 'aria-hidden': 'true' }),
      make('span', { className: 'says' }, make('span', { className: 'amount' }), make('span', { className: 'waiting' })));
    element.addEventListener('click', () => this.onChosen(thing));
    return element;
  }
}

function update(element, thing, t) {
  const size = thing.kind === 'queue' ? thing.size(t) ?? 0 : Math.max(thing.size(t), 0);
  const waiting = thing.waitingAt(t);
  picture(element.querySelector('.picture'), thing, size);
  say(element.querySelector('.amount'), amount(thing, size));
  say(element.querySelector('.waiting'), waiting > 0 ? ` · ${waiting.toLocaleString('en')} wait${waiting === 1 ? 's' : ''}` : '');
}

function amount(thing, size) {
  const of = thing.capacity > 0 ? ` of ${thing.capacity.toLocaleString('en')}` : '';
  switch (thing.kind) {
    case 'pool': return `${size}${of} leased`;
    case 'queue': return `${size}${of}`;
    default: return `${size}${of} taken`;
  }
}

function picture(element, thing, size) {
  if (thing.kind === 'queue' || thing.capacity > MOST_SQUARES || thing.capacity <= 0) {
    if (!element.firstChild?.classList.contains('tube')) element.replaceChildren(make('span', { className: 'tube' }, make('i')));
    const most = Math.max(thing.capacity, size, 1);
    const width = `${(100 * size) / most}%`;
    const bar = element.firstChild.firstChild;
    if (bar.style.width !== width) bar.style.width = width;
    return;
  }
  const name = thing.kind === 'pool' ? `square${thing.capacity > 24 ? ' many' : ''}` : 'permit';
  if (element.childElementCount !== thing.capacity) {
    element.replaceChildren(...Array.from({ length: thing.capacity }, () => make('span', { className: name })));
  }
  [...element.children].forEach((square, i) => square.classList.toggle('on', i < size));
}
