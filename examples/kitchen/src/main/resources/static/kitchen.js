// Shows what the server says; keeps no truth of its own. Text goes in as text, never as HTML.

const $ = (id) => document.getElementById(id);

function ticket({ id, dish, portions, state }) {
  const made = document.createElement('li');
  made.className = `${state} new`;
  made.dataset.order = id;
  const what = document.createElement('b');
  what.textContent = `${portions} × ${dish}`;
  const number = document.createElement('small');
  number.textContent = `#${id}`;
  made.append(what, number);
  return made;
}

async function json(path) {
  const response = await fetch(path, { headers: { Accept: 'application/json' } });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

function showPantry(dishes) {
  for (const { dish, portions } of dishes) {
    const row = document.querySelector(`#pantry [data-dish="${CSS.escape(dish)}"]`);
    if (!row) continue;
    row.querySelector('meter').value = portions;
    const left = row.querySelector('.left');
    left.textContent = portions;
    left.classList.toggle('gone', portions === 0);
  }
}

// A ticket that stays where it is stays the same element, so that only what moves is animated.
function showTickets(list, orders) {
  const shown = new Map([...list.children].map((item) => [Number(item.dataset.order), item]));
  list.replaceChildren(...orders.map((order) => shown.get(order.id) ?? ticket(order)));
}

function showOrders(orders) {
  const of = (state) => orders.filter((order) => order.state === state);
  const cooking = of('cooking');
  const waiting = of('waiting').reverse();
  showTickets($('waiting'), waiting);
  showTickets($('cooking'), cooking);
  showTickets($('served'), of('served'));
  $('line').textContent = `${waiting.length} waiting, ${cooking.length} in the oven.`;
}

// One refresh at a time; if more news comes meanwhile, one more after it.
let refreshing = false;
let again = false;
async function refresh() {
  if (refreshing) {
    again = true;
    return;
  }
  refreshing = true;
  try {
    do {
      again = false;
      const [dishes, orders] = await Promise.all([json('/pantry'), json('/orders')]);
      showPantry(dishes);
      showOrders(orders);
    } while (again);
  } catch (problem) {
    $('line').textContent = `No connection to the kitchen (${problem.message}).`;
  } finally {
    refreshing = false;
  }
}

// What went wrong as a sentence; the kitchen may also be gone altogether.
async function post(path, body) {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = await response.json();
    return response.ok ? { answer } : { problem: answer.detail ?? answer.title };
  } catch (problem) {
    return { problem: `No connection to the kitchen (${problem.message}).` };
  }
}

function say(good, text) {
  $('answer').className = good ? 'good' : 'bad';
  $('answer').textContent = text;
}

$('order').addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = new FormData(event.target);
  const wish = { dish: form.get('dish'), portions: Number(form.get('portions')) };
  const { answer, problem } = await post('/orders', wish);
  say(!problem, problem ?? `Order #${answer.id} is at the pass.`);
});

$('pantry').addEventListener('click', async (event) => {
  if (event.target.matches('.restock')) {
    const { dish } = event.target.closest('li').dataset;
    const { problem } = await post(`/pantry/${encodeURIComponent(dish)}/restock`, {});
    if (problem) say(false, problem);
  }
});

const events = new EventSource('/events');
events.addEventListener('changed', refresh);
events.addEventListener('open', refresh);
events.addEventListener('error', () => ($('line').textContent = 'Connection lost; trying again …'));
refresh();
