// The address says which moment and which lane is looked at, so that it can be sent to somebody: #at=1764123456789.25&a=812&span=10000

export function readLink(hash = location.hash) {
  const values = new URLSearchParams(hash.replace(/^#/, ''));
  const number = (name) => (values.has(name) && Number.isFinite(Number(values.get(name))) ? Number(values.get(name)) : undefined);
  return { at: number('at'), a: number('a'), span: number('span'), words: values.get('q') ?? '' };
}

/** The time of day at time 0. What each message says of it differs by the millisecond, and more where clocks are set. */
function zeroOf(model) {
  return model.zero ?? model.wall - model.now;
}

export function linkOf(screen) {
  const values = new URLSearchParams();
  if (!screen.isLive) values.set('at', (zeroOf(screen.model) + screen.t).toFixed(3));
  if (screen.selected) values.set('a', String(screen.selected.id));
  if (!screen.isLive) values.set('span', String(Math.round(screen.span * 1000) / 1000));
  if (screen.filter.words) values.set('q', screen.filter.words);
  const text = values.toString();
  return text ? `#${text}` : '';
}

let timer;

/** A little later: what changes with each move of the pointer is written once. */
export function writeLink(screen) {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const hash = linkOf(screen);
    if (hash !== location.hash) history.replaceState(null, '', location.pathname + location.search + hash);
  }, 250);
}

/** Goes to what the address says; returns a sentence if that moment is not kept any more. */
export function follow(link, screen, model) {
  if (link.span) screen.span = link.span;
  if (link.a !== undefined && model.lanes.has(link.a)) screen.select(model.lanes.get(link.a));
  if (link.at === undefined) return '';
  const t = link.at - zeroOf(model);
  if (t < model.begin - 1 || t > model.now + 1000) return 'The moment of this link is not kept any more: a minute is.';
  screen.showMoment(t);
  return '';
}
