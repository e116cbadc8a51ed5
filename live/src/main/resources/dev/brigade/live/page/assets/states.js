// What an activity can be doing, and how each is told from the others: by hue, by pattern and by letter, so that no one of them is needed.
// The grammar: solid works, patterned waits. Green is its own code, blue the database, violet locks, grey all else.
// Red and amber are not among them: they are kept for a proven deadlock and for a suspicion.

/**
 * letter: drawn in the lane. hue: a custom property of the style sheet, --hue, with -tint and -on. pattern: see theme.js.
 * blocked: waits for what another must do. thin: waits, and that is no harm (it has nothing to do).
 */
export const STATES = {
  RUNNING: { letter: 'R', word: 'running', hue: 'code', pattern: 'solid' },
  IN_SQL: { letter: 'D', word: 'in SQL', hue: 'data', pattern: 'solid' },
  COMMITTING: { letter: 'C', word: 'committing', hue: 'commit', pattern: 'bars' },
  WAITING_LOCK: { letter: 'L', word: 'waiting for a lock', hue: 'lock', pattern: 'hatch', blocked: true },
  WAIT_SET: { letter: 'W', word: 'in the wait set', hue: 'lock', pattern: 'dots', waits: true, thin: true },
  SIGNALLED: { letter: 'S', word: 'signalled, re-acquiring its lock', hue: 'lock', pattern: 'backhatch', blocked: true },
  WAITING_CONNECTION: { letter: 'P', word: 'waiting for a connection of the pool', hue: 'data', pattern: 'grid', blocked: true },
  BLOCKED_BY_ROW: { letter: 'B', word: 'in SQL, blocked by a row lock', hue: 'data', pattern: 'dense', blocked: true },
  WAITING_QUEUE: { letter: 'Q', word: 'waiting on a queue', hue: 'other', pattern: 'lines', waits: true, thin: true },
  WAITING_OTHER: { letter: 'O', word: 'waiting for something else', hue: 'other', pattern: 'dots', blocked: true },
  RETRY: { letter: 'A', word: 'rolled back, about to run again', hue: 'other', pattern: 'checks' },
  ROLLING_BACK: { letter: 'U', word: 'rolling back', hue: 'other', pattern: 'bars' },
  PAUSED: { letter: '·', word: 'could go on, but another goes first', hue: 'other', pattern: 'none', thin: true },
  ENDED: { letter: '', word: 'ended', hue: 'other', pattern: 'none' },
};

for (const state of Object.values(STATES)) {
  state.waits = Boolean(state.waits || state.blocked);
}

/** Waits for room in a queue are no idling, as those for an item are. */
const FOR_ROOM = { ...STATES.WAITING_QUEUE, word: 'waiting for room in a queue', blocked: true, thin: false };

/** How a segment is drawn and told. */
export function lookOf(segment) {
  return segment.state === 'WAITING_QUEUE' && segment.detail === 'room' ? FOR_ROOM : stateOf(segment.state);
}

/** Of anything, also of a state that a newer server may know and this page does not. */
export function stateOf(name) {
  return STATES[name] ?? STATES.WAITING_OTHER;
}

/** Those of the legend, in its order, with the fewest words. */
export const LEGEND = [
  ['works', [['RUNNING', 'runs'], ['IN_SQL', 'in SQL'], ['COMMITTING', 'commits']]],
  ['waits', [['WAITING_LOCK', 'for a lock'], ['WAIT_SET', 'in the wait set'], ['SIGNALLED', 'signalled, to have its lock again'],
    ['WAITING_CONNECTION', 'for a connection'], ['BLOCKED_BY_ROW', 'for a row'], ['WAITING_QUEUE', 'on a queue'], ['WAITING_OTHER', 'for something else']]],
  ['', [['RETRY', 'rolled back, runs again']]],
];
export const STEP_LEGEND = [
  ['works', [['RUNNING', 'a step'], ['IN_SQL', 'SQL'], ['COMMITTING', 'commits']]],
  ['waits', [['PAUSED', 'could go on, another goes first'], ['WAITING_LOCK', 'for a lock'], ['WAIT_SET', 'in the wait set'], ['BLOCKED_BY_ROW', 'for a row']]],
];

/** The kinds of thing that threads share. exclusive: of at most one holder. */
export const KINDS = {
  lock: { word: 'lock', exclusive: true },
  shared: { word: 'shared value', exclusive: true },
  readWriteLock: { word: 'read-write lock' },
  keyedLock: { word: 'keyed lock' },
  semaphore: { word: 'semaphore' },
  condition: { word: 'condition' },
  queue: { word: 'queue' },
  pool: { word: 'pool' },
  connection: { word: 'connection', exclusive: true },
  database: { word: 'database' },
  table: { word: 'rows of' },
  row: { word: 'row', exclusive: true },
  other: { word: '' },
};

export function kindOf(thing) {
  return KINDS[thing?.kind] ?? KINDS.other;
}

/** For people: lock “stock”. */
export function nameOf(thing) {
  if (!thing) return 'something that has no name';
  const word = kindOf(thing).word;
  return word ? `${word} “${thing.name}”` : thing.name;
}
