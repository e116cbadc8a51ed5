// Where states and deltas come from: the server's events, or a recording.

import { fromFinding, isFinding } from './finding.js';

const AGAIN = 2000;

/** Listens until closed. An EventSource comes back by itself, unless it was answered with an error: then it is made anew. */
export function listen(url, { state, delta, open, lost }) {
  let source;
  let timer;
  let isClosed = false;
  const connect = () => {
    source = new EventSource(url);
    source.addEventListener('open', () => open());
    source.addEventListener('state', (event) => state(JSON.parse(event.data)));
    source.addEventListener('delta', (event) => delta(JSON.parse(event.data)));
    source.addEventListener('error', () => {
      lost();
      if (source.readyState === EventSource.CLOSED && !isClosed) timer = setTimeout(connect, AGAIN);
    });
  };
  connect();
  return {
    close() {
      isClosed = true;
      clearTimeout(timer);
      source.close();
    },
  };
}

/** Of this server only, or of where its policy lets us; what is wrong with it is said. */
export async function fetchTrace(url) {
  const answer = await fetch(url, { headers: { Accept: 'application/json' } });
  if (!answer.ok) throw new Error(`${url} was answered with ${answer.status}. Is the address right?`);
  return parseTrace(await answer.text(), url);
}

/**
 * A recording: a state, or {state, deltas}, or a finding of the explorer. Returns {state, deltas, unit, captions, title}; intro and outro {title, text} go
 * around captions that are made from events.
 */
export function parseTrace(text, name) {
  let value;
  try {
    value = JSON.parse(text);
  } catch (wrong) {
    throw new Error(`${name} is no JSON (${wrong.message}). Choose a recording of this page, or the .json of a finding`);
  }
  if (isFinding(value)) return fromFinding(value);
  const state = value?.state?.activities ? value.state : value;
  if (!Array.isArray(state?.activities) || !Array.isArray(state?.things)) {
    throw new Error(`${name} is neither a recording of this page (it has no activities and things) nor a finding (it has no steps)`);
  }
  return { state, deltas: value.deltas ?? [], unit: value.unit ?? 'ms', captions: value.captions ?? [], title: value.title ?? '', intro: value.intro, outro: value.outro };
}

/** The whole of a recording in a model that forgets nothing. */
export function loadTrace(model, trace) {
  model.keep = Infinity;
  model.unit = trace.unit;
  model.clear();
  model.load(trace.state);
  model.title = trace.title ?? '';
  for (const delta of trace.deltas) model.apply(delta);
  model.begin = Math.min(model.earliest(), trace.state.now);
  return model;
}
