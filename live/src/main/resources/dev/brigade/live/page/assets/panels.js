// All that is not drawn but written: the sentence on top, and what stands around the time line. At most some times a second.

import { $, make, say } from './dom.js';
import { Resources } from './resources.js';
import { Graph } from './graph.js';
import { Knots } from './knots.js';
import { showSelected, showTransactions } from './side.js';
import { showTable, showThings } from './table.js';
import { moodAt, sentenceAt } from './waits.js';

const READ_ALOUD = 15_000; // ms between two sentences for who listens
const TABLE = 900; // ms between two updates of the table: it is read, not watched

export class Panels {
  /** actions: choose(id), search(words); owner(id) is a colour. */
  constructor(screen, owner, { choose, search }) {
    this.screen = screen;
    this.owner = owner;
    this.choose = choose;
    this.graph = new Graph(screen, choose);
    this.knots = new Knots(screen);
    this.resources = new Resources((thing) => search(thing.name));
    this.said = 0;
    this.tabled = 0;
    this.chosen = undefined;
  }

  show() {
    const { screen } = this;
    const { model, t } = screen;
    const mood = moodAt(model, t);
    const sentence = sentenceAt(model, t);
    this.head(mood, sentence);
    this.resources.show(model, t);
    this.graph.show();
    this.knots.show();
    showSelected(screen, this.owner);
    this.readAloud(mood, sentence);
    $('transactions').hidden = screen.isTrace && !model.frame(t)?.transactions;
    showTransactions(screen, this.owner, this.choose);
    if ($('as-table').checked && (!screen.isLive || performance.now() - this.tabled > TABLE)) {
      this.tabled = performance.now();
      showTable(screen, this.choose);
      showThings(screen);
    }
  }

  head(mood, sentence) {
    const { model } = this.screen;
    document.body.dataset.mood = mood;
    const title = $('sentence');
    if (title.dataset.text !== `${mood} ${sentence}`) {
      title.dataset.text = `${mood} ${sentence}`;
      const badge = mood === 'calm' ? [] : [make('span', { className: 'mood' }, mood)];
      title.replaceChildren(...badge, sentence.replace(/^(Deadlock|Suspicion): /, ''));
    }
    say($('app'), model.app || 'Brigade');
    say($('node'), [
      model.node,
      model.leftOut > 0 ? `${model.leftOut.toLocaleString('en')} more run than are shown` : '',
      model.lost > 0 ? `${model.lost.toLocaleString('en')} events lost` : '',
      model.sampledOut > 0 ? `${model.sampledOut.toLocaleString('en')} not recorded, for speed` : '',
    ].filter(Boolean).join(' · '));
    $('mode').hidden = !model.mode;
    say($('mode'), model.mode);
    const name = `${mood === 'deadlock' ? '● ' : ''}${model.app || 'Brigade'} live`;
    if (document.title !== name) document.title = name;
  }

  /** For who listens: whatever is chosen at once; what goes on when it turns bad, and else not too often. */
  readAloud(mood, sentence) {
    const { screen } = this;
    const said = $('said');
    if (screen.selected !== this.chosen) {
      this.chosen = screen.selected;
      if (this.chosen) say(said, `${this.chosen.name}: ${$('selected-does').textContent}`);
    } else if (screen.isLive && (mood !== said.dataset.mood || performance.now() - this.said > READ_ALOUD)) {
      said.dataset.mood = mood;
      this.said = performance.now();
      say(said, mood === 'calm' ? sentence : `${mood}: ${sentence}`);
    }
  }
}
