// Shows what the server says; keeps no truth of its own. Text goes in as text, never as HTML.

const $ = (id) => document.getElementById(id);

const element = (name, className, text) => {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
};

const ticket = (order) =>
  element('li', order.state, `#${order.id}  ${order.portions} × ${order.dish}`);

const fill = (list, orders, whenEmpty) =>
  list.replaceChildren(...(orders.length ? orders.map(ticket) : [element('li', 'empty', whenEmpty)]));

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

function showOrders(orders) {
  const of = (state) => orders.filter((order) => order.state === state);
  const cooking = of('cooking');
  const waiting = of('waiting').reverse();
  fill($('waiting'), waiting, 'No ticket at the pass.');
  fill($('served'), of('served'), 'Nothing yet.');
  $('oven').classList.toggle('baking', cooking.length > 0);
  $('inside').textContent = cooking.map((order) => `#${order.id}  ${order.portions} × ${order.dish}`).join(', ') || 'empty';
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

async function post(path, body) {
  return fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify(body),
  });
}

$('order').addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = new FormData(event.target);
  const response = await post('/orders', { dish: form.get('dish'), portions: Number(form.get('portions')) });
  const answer = await response.json();
  $('answer').className = response.ok ? 'good' : 'bad';
  $('answer').textContent = response.ok ? `Order #${answer.id} is at the pass.` : answer.detail;
});

$('pantry').addEventListener('click', (event) => {
  if (event.target.matches('.restock')) {
    post(`/pantry/${encodeURIComponent(event.target.closest('li').dataset.dish)}/restock`, {});
  }
});

const events = new EventSource('/events');
events.addEventListener('changed', refresh);
events.addEventListener('open', refresh);
events.addEventListener('error', () => ($('line').textContent = 'Connection lost; trying again …'));
refresh();
