// Asks before a request is cancelled, and says what came of it.

import { $, say } from './dom.js';

export function cancels(screen) {
  let id;
  const ask = () => {
    const lane = screen.selected;
    if (!lane || !lane.cancellable || lane.ended < Infinity || screen.isTrace) return;
    id = lane.id;
    say($('cancel-title'), `Cancel ${lane.name}?`);
    say($('cancel-text'), 'Its statement is cancelled or its thread interrupted, its transaction rolls back, and whoever sent it gets an error.');
    say($('cancel-answer'), '');
    $('cancel-yes').hidden = false;
    say($('cancel-no'), 'Leave it');
    $('cancel-dialog').showModal();
    $('cancel-no').focus();
  };
  $('cancel').addEventListener('click', ask);
  $('cancel-yes').addEventListener('click', async () => {
    $('cancel-yes').hidden = true;
    say($('cancel-answer'), await post(`cancel/${id}`));
    say($('cancel-no'), 'Close');
  });
  return ask;
}

async function post(path) {
  const token = document.querySelector('meta[name=csrf-token]').content;
  try {
    const answer = await fetch(path, { method: 'POST', headers: { 'X-CSRF-Token': token } });
    if (answer.ok) return 'It has been asked to end.';
    return await reason(answer);
  } catch (failed) {
    return `The application could not be asked: ${failed.message}.`;
  }
}

async function reason(answer) {
  const text = await answer.text();
  try {
    const problem = JSON.parse(text);
    return problem.detail ?? problem.title ?? text;
  } catch {
    return text || `It was refused with status ${answer.status}.`;
  }
}
