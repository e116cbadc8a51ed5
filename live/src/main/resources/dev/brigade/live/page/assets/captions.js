// The lesson's words: what happens at each meeting point, told at length the first time and shortly afterwards.

import { nameOf } from './states.js';
import { shortened } from './words.js';

const MANY = 60; // then only what is explained for the first time is told
const TOGETHER = 0.05; // ms: what one thread does at once is one caption

/**
 * Captions {t, a, title, text} for the events of a recording, in the order of time.
 *
 * @param state a whole state of the protocol, with activities, things and events
 */
export function captions(state) {
  const teller = new Teller(state);
  const told = [];
  for (const event of state.events) {
    const caption = teller.tell(event);
    if (!caption) continue;
    const last = told[told.length - 1];
    if (last && last.a === caption.a && caption.t - last.t < TOGETHER) {
      last.text = `${last.text} ${joined(teller.name(caption.a), caption)}`.trim();
      last.isNew ||= caption.isNew;
    } else {
      told.push(caption);
    }
  }
  return told.length > MANY ? told.filter((caption) => caption.isNew) : told;
}

const KINDS = new Set(['began', 'ended', 'statementBegan', 'waitBegan', 'waitEnded', 'acquired', 'released', 'waitSetEntered', 'signalSent',
  'signalled', 'reacquired', 'put', 'taken', 'commitBegan', 'rollbackBegan', 'rollback', 'retry', 'victim']);

/** As a sentence that goes on about the same thread. */
function joined(name, { title, text }) {
  const does = title.startsWith(`${name} `) ? `It ${title.slice(name.length + 1)}` : title;
  return `${does}. ${text}`;
}

class Teller {
  constructor(state) {
    this.names = new Map(state.activities.map((each) => [each.id, each]));
    this.things = new Map(state.things.map((each) => [each.id, each]));
    this.told = new Map(); // what has been explained, and how often
    this.last = new Map();
    this.waited = new Map(); // activity → where its wait has just ended
    this.inTransaction = new Set();
    this.committed = new Map();
  }

  tell(event) {
    const t = event.t ?? this.last.get(event.a) ?? 0;
    if (event.t !== null && event.t !== undefined) this.last.set(event.a, event.t);
    const before = this.told.size;
    const said = KINDS.has(event.k) && this[event.k](event, this.name(event.a), nameOf(this.things.get(event.at)));
    if (event.k !== 'waitEnded' && event.k !== 'acquired') this.waited.delete(event.a);
    if (!said) return undefined;
    return { t, a: event.a, title: said[0], text: said[1], isNew: this.told.size > before };
  }

  name(id) {
    return this.names.get(id)?.name ?? `#${id}`;
  }

  /** The first text the first time, the second the second; then the last again and again. */
  once(key, ...texts) {
    const before = this.told.get(key) ?? 0;
    this.told.set(key, before + 1);
    return before < texts.length ? texts[before] : texts.length > 1 ? texts[texts.length - 1] : '';
  }

  began({ a }, name) {
    if (this.names.get(a)?.kind === 'consumer') {
      return [`${name} begins`, this.once('consumer',
        'An item of the queue is worked on by a thread of its own, with a connection and a transaction of its own, just as a request is.', 'Another item, another thread.', '')];
    }
    return [`${name} begins`, this.once('request',
      'A request arrives and gets a thread of its own: this lane. It runs plain blocking code. Its local variables are its alone; what it shares with other threads is shown below.',
      'Another request, another thread. Both run the same code, at the same time.', 'Another thread.')];
  }

  ended({ a }, name) {
    const { status } = this.names.get(a) ?? {};
    return [`${name} ends${status ? `, with status ${status}` : ''}`, this.once('ended',
      'Its work is done: its thread is gone, with all that was in its local variables. The next request gets a new one.')];
  }

  statementBegan({ a, d }, name) {
    const isFirst = !this.inTransaction.has(a);
    this.inTransaction.add(a);
    const sql = shortened(d ?? 'a statement', 90);
    if (!isFirst) return [`${name}: ${sql}`, this.once('second', 'Its transaction goes on, on the same connection.')];
    return [`${name}: ${sql}`, this.once('first',
      'Its first SQL statement. Only now it leases a connection of the pool, and its transaction begins. What it changes nobody else sees until it commits.',
      'Its first statement: it leases a connection, and its transaction begins.')];
  }

  waitBegan({ a, s, o, at }, name, thing) {
    const by = o ? `, which ${this.name(o)} holds` : '';
    switch (s) {
      case 'WAITING_LOCK': return [`${name} waits for ${thing}${by}`, this.once('wait',
        'A lock lets one thread at a time through. So this one stands in its queue, in the order of arrival, and uses no processor while it waits.', 'It stands in the queue of the lock.')];
      case 'WAITING_CONNECTION': return [`${name} waits for a connection`, this.once('pool',
        'All connections of the pool are leased. Whoever waits longest gets the next that is given back.')];
      case 'WAITING_QUEUE': return this.things.get(at)?.size === 0 ? undefined : [`${name} waits on ${thing}`, ''];
      default: return undefined;
    }
  }

  waitEnded({ a, at }) {
    this.waited.set(a, at);
    return undefined;
  }

  acquired({ a, at }, name, thing) {
    const kind = this.things.get(at)?.kind;
    if (kind === 'connection' || kind === 'pool' || kind === 'queue') return undefined;
    if (this.waited.get(a) === at) {
      return [`${name} has ${thing} now`, this.once('handed', 'The one before it has released it, and it was the first in the queue: so it goes on. The arrow shows who let it.', 'It was the first in the queue.')];
    }
    return [`${name} takes ${thing}`, this.once('taken lock', 'Nobody has it, so it has it at once. From now on whoever else wants it must wait.', 'Nobody has it, so it has it at once.')];
  }

  released({ a, at }, name, thing) {
    const kind = this.things.get(at)?.kind;
    if (kind === 'connection' || kind === 'pool') {
      return this.told.has('given back') ? undefined : ['The connection goes back to the pool', this.once('given back', `${name} needs it no more: the next that waits for one gets it.`)];
    }
    if (kind === 'queue') return undefined;
    const isAfterCommit = this.committed.has(a);
    return [`${name} releases ${thing}`, isAfterCommit
      ? this.once('after commit', 'Only now, after its commit. Had it released the lock before, the next one would have read the old rows.', 'After its commit, so that the next one reads the new rows.')
      : this.once('released', 'From now on another may have it.')];
  }

  waitSetEntered(_, name, thing) {
    return [`${name} waits in the wait set of ${thing}`, this.once('wait set',
      'It has the lock, but what it needs is not so yet. “await” puts it into the condition’s wait set and releases the lock, in one step: otherwise nobody could come in and change what it waits for.',
      'And so its lock is free for others.')];
  }

  signalSent({ o }, name, thing) {
    if (!o) return [`${name} signals ${thing}`, this.once('unheard', 'Nobody is in the wait set. A signal is not kept for later: who comes now must look for himself, and not wait for it.', 'Nobody is in the wait set.')];
    return [`${name} signals ${thing}`, this.once('signal', `It has changed what ${this.name(o)} waits for. But it holds the lock still, so whom it woke can’t run yet.`, `It wakes ${this.name(o)}.`)];
  }

  signalled(_, name) {
    return [`${name} has been signalled`, this.once('signalled',
      'That does not mean that it runs. It has left the wait set and stands in the queue of the lock, as everybody else: signalled, and re-acquiring.', 'It stands in the queue of the lock now.')];
  }

  reacquired(_, name) {
    return [`${name} has its lock back`, this.once('reacquired',
      'Here, and not before, “await” returns. Others have had the lock in between: so it looks again whether what it waited for is so. That is why “await” stands in a loop.', 'Here “await” returns, and it looks again.')];
  }

  put({ a }, name, thing) {
    return [`${name} puts an item into ${thing}`, this.once('put', 'Another thread will take it. The queue hands it over safely: what was written before it was put is seen by the one who takes it.')];
  }

  taken(_, name, thing) {
    return [`${name} takes an item from ${thing}`, this.once('take', 'The oldest one. The arrow comes from who put it.')];
  }

  commitBegan({ a }, name) {
    this.committed.set(a, true);
    this.inTransaction.delete(a);
    return [`${name} commits`, this.once('commit',
      'Its code has returned. Now its transaction commits: from here on the others see what it changed, all of it at once. Only then its answer is sent; had it failed, nothing of it would be there.', 'From here on the others see what it changed.')];
  }

  rollback(event, name) {
    return this.rollbackBegan(event, name);
  }

  rollbackBegan({ a }, name) {
    this.inTransaction.delete(a);
    if (this.names.get(a)?.outcome === 'committed') {
      return [`${name} ends its transaction`, this.once('read', 'It has only read, and there is nothing to commit. Its connection goes back to the pool.', '')];
    }
    return [`${name} rolls back`, this.once('rollback', 'Whatever it changed in the database was never there.')];
  }

  retry(_, name) {
    return [`${name} runs again`, this.once('retry', 'Its transaction met a conflict with another one. It was rolled back, and its handler runs again from the beginning, on the new rows.')];
  }

  victim(_, name) {
    return [`${name} makes way`, 'A set of threads waited for each other, and none could have gone on, ever. This one is rolled back and runs again, so that the others go on.'];
  }
}
