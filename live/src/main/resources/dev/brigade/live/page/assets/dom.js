// Elements made of data: text goes in as text, never as HTML.

export const $ = (id) => document.getElementById(id);

/** make('b', {className: 'x', onclick: f, title: 's'}, 'text', element, …) */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith('aria-')) element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children);
  return element;
}

/** Sets the text if it is another one, so that nothing is laid out or read aloud in vain. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Keeps the children of a list in step with items: an element for each key is made once, brought up to date, and removed when its item
 * is gone.
 */
export function keyed(list, items, key, create, update) {
  const there = list.kept ??= new Map();
  const wanted = new Set();
  const focused = document.activeElement;
  let previous = null;
  for (const item of items) {
    const k = key(item);
    wanted.add(k);
    let element = there.get(k);
    if (!element) {
      element = create(item);
      there.set(k, element);
    }
    update(element, item);
    const next = previous ? previous.nextSibling : list.firstChild;
    if (next !== element) list.insertBefore(element, next);
    previous = element;
  }
  for (const [k, element] of there) {
    if (!wanted.has(k)) {
      element.remove();
      there.delete(k);
    }
  }
  if (focused !== document.activeElement && list.contains(focused)) focused.focus({ preventScroll: true }); // it was moved
}
