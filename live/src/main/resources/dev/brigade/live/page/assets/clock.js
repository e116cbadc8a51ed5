// The server's time, in this browser. Messages are late by different times: the fastest tells best how the two clocks differ.

/** What is shown is so much behind (ms), so that what happened has been heard of before it is drawn, and nothing jumps. */
export const BEHIND = 300;

export class Clock {
  constructor(here = () => performance.now()) {
    this.here = here;
    this.offset = undefined;
    this.stopped = undefined;
  }

  observe(now) {
    const offset = this.here() - now;
    if (this.offset === undefined || offset < this.offset || offset > this.offset + 5000) this.offset = offset;
    else this.offset += (offset - this.offset) * 0.002; // clocks drift
    this.stopped = undefined;
  }

  get isRunning() {
    return this.offset !== undefined && this.stopped === undefined;
  }

  /** Until the next message: what happens meanwhile nobody tells. */
  stop() {
    this.stopped ??= this.now();
  }

  now() {
    if (this.stopped !== undefined) return this.stopped;
    return this.offset === undefined ? 0 : this.here() - this.offset;
  }
}
