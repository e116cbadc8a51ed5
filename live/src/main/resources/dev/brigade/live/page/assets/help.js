// The keys, as the help shows them.

import { $, make } from './dom.js';

const KEYS = [
  ['Space', 'pause, go on; in a lesson, play'],
  ['← →', 'go back and forth in time; with Shift in small steps'],
  ['Home End', 'the oldest moment that is kept; now'],
  ['↑ ↓', 'choose a lane'],
  ['Enter', 'follow to the root blocker; or click the chosen lane again'],
  ['N P', 'the next and the previous event of the chosen lane, or step of a lesson'],
  ['+ − 0', 'less time, more time, ten seconds; the wheel does it on the axis, with Ctrl, or where nothing scrolls'],
  ['I', 'skip the time in which nothing happens'],
  ['C', 'equal lanes as one, or each by itself'],
  ['T', 'the lanes as a table'],
  ['/', 'search: a name, #812, a request id, a lock, SQL'],
  ['X', 'cancel the chosen request'],
  ['Esc', 'choose nothing'],
];

export function helps() {
  $('keys').replaceChildren(...KEYS.flatMap(([keys, does]) => [
    make('dt', {}, ...keys.split(' ').flatMap((key) => [make('kbd', {}, key), ' '])),
    make('dd', {}, does),
  ]));
  $('help-open').addEventListener('click', () => $('help').showModal());
}
