// A lesson, or what the explorer found, step by step: captions, each of a moment and mostly of a lane.

import { $, say } from './dom.js';

const READING = 55; // ms for a character
const MOVING = 450; // ms from one moment to the next

export class Story {
  constructor(screen, captions, choose) {
    this.screen = screen;
    this.captions = captions;
    this.choose = choose;
    this.index = -1;
    this.isPlaying = false;
    $('story').hidden = false;
    this.show(0);
  }

  next() {
    this.show(this.index + 1);
  }

  previous() {
    this.show(this.index - 1);
  }

  toggle() {
    if (this.isPlaying) this.stop();
    else this.play();
  }

  play() {
    this.isPlaying = true;
    if (this.index >= this.captions.length - 1) this.show(0);
    this.wait();
    this.label();
  }

  stop() {
    this.isPlaying = false;
    clearTimeout(this.timer);
    this.label();
  }

  close() {
    this.stop();
    cancelAnimationFrame(this.moving);
    $('story').hidden = true;
  }

  wait() {
    clearTimeout(this.timer);
    const { title, text } = this.captions[this.index];
    this.timer = setTimeout(() => {
      if (!this.isPlaying) return;
      if (this.index >= this.captions.length - 1) this.stop();
      else {
        this.next();
        this.wait();
      }
    }, 1200 + READING * (title.length + text.length));
  }

  show(index) {
    const to = Math.min(Math.max(index, 0), this.captions.length - 1);
    if (to === this.index || this.captions.length === 0) return;
    this.index = to;
    const { t, a, title, text } = this.captions[to];
    say($('story-title'), title);
    say($('story-text'), text);
    say($('story-place'), `${to + 1} of ${this.captions.length}`);
    this.label();
    if (a !== undefined) this.choose(a);
    else this.screen.select(undefined);
    this.move(t);
    if (this.isPlaying) this.wait();
  }

  label() {
    say($('story-play'), this.isPlaying ? 'Pause' : 'Play');
    $('story-prev').disabled = this.index <= 0;
    $('story-next').disabled = this.index >= this.captions.length - 1;
    this.screen.draw('panels');
  }

  /** The cursor goes there, and does not jump, so that the eye can follow; unless it is taken elsewhere on the way. */
  move(t) {
    cancelAnimationFrame(this.moving);
    const { screen } = this;
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      screen.goTo(t);
      return;
    }
    const scale = screen.scale();
    const x0 = scale.x(screen.t);
    const x1 = scale.x(t);
    const begin = performance.now();
    let at = screen.t;
    const step = (now) => {
      if (screen.t !== at) return; // somebody has gone elsewhere meanwhile
      const part = Math.min(1, (now - begin) / MOVING);
      const eased = 1 - (1 - part) ** 3;
      screen.goTo(part >= 1 ? t : scale.t(x0 + (x1 - x0) * eased));
      at = screen.t;
      if (part < 1) this.moving = requestAnimationFrame(step);
    };
    this.moving = requestAnimationFrame(step);
  }
}
