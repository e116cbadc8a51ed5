import { run } from './harness.js';
import './history.test.js';
import './look.test.js';
import './story.test.js';

window.results = await run();
