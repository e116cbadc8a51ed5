const sentence = document.getElementById('sentence')
const events = new EventSource('events')
const say = message => { sentence.textContent = JSON.parse(message.data).sentence }
events.addEventListener('state', say)
events.addEventListener('delta', say)
