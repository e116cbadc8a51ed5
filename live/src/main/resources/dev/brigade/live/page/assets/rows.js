// Which row of the time line a lane is in. An activity has a lane of its own; when it has ended, the next one of the same label may
// use the row. So there are as many rows of a label as ever ran at once, and a row says what one thread after the other did.

const GAP = 40; // ms between two in the same row, so that one can be told from the other
const ORDER = { request: 0, consumer: 1, job: 2, other: 3 };

export class Rows {
  constructor() {
    this.labels = new Map(); // kind and label → {kind, label, slots}
    this.order = [];
  }

  /** Gives new lanes their rows and takes forgotten ones out. */
  follow(model) {
    for (const lane of model.removed) {
      const { slot } = lane;
      if (!slot) continue;
      const index = slot.lanes.indexOf(lane);
      if (index >= 0) slot.lanes.splice(index, 1);
      lane.slot = undefined;
      if (slot.lanes.length === 0) slot.of.empty = true;
    }
    model.removed = [];
    for (const of of this.order) if (of.empty) this.shrink(of);
    model.added.sort((one, other) => one.began - other.began);
    const idle = new Map();
    for (const lane of model.added) this.place(lane, idle);
    model.added = [];
  }

  /** idle: of a label, the rows whose last lane has ended, the first first; looked up once for all that are new. */
  place(lane, idle) {
    const key = `${lane.kind} ${lane.label}`;
    let of = this.labels.get(key);
    if (!of) {
      of = { kind: lane.kind, label: lane.label, slots: [], empty: false };
      this.labels.set(key, of);
      this.order.push(of);
      this.order.sort((one, other) => (ORDER[one.kind] ?? 3) - (ORDER[other.kind] ?? 3) || (one.label < other.label ? -1 : 1));
    }
    if (!idle.has(of)) idle.set(of, of.slots.filter((slot) => endOf(slot) < Infinity));
    const rows = idle.get(of);
    const index = rows.findIndex((slot) => endOf(slot) + GAP < lane.began);
    const slot = index >= 0 ? rows[index] : add(of);
    slot.lanes.push(lane);
    lane.slot = slot;
    if (lane.ended === Infinity && index >= 0) rows.splice(index, 1);
    if (lane.ended < Infinity && index < 0) rows.push(slot);
  }

  /** Rows at the end that nobody has used for a minute. */
  shrink(of) {
    of.empty = false;
    while (of.slots.length > 0 && of.slots[of.slots.length - 1].lanes.length === 0) of.slots.pop();
    if (of.slots.length === 0) {
      this.labels.delete(`${of.kind} ${of.label}`);
      this.order.splice(this.order.indexOf(of), 1);
    }
  }

  /** All rows, in their order. */
  * all() {
    for (const of of this.order) yield* of.slots;
  }
}

function add(of) {
  const slot = { of, number: of.slots.length, lanes: [] };
  of.slots.push(slot);
  return slot;
}

/** When its last lane ended; long ago if it has none. */
function endOf(slot) {
  return slot.lanes.length > 0 ? slot.lanes[slot.lanes.length - 1].ended : -Infinity;
}

/** The lane of a row at a time, or the last one before it that the window still shows; undefined if the row is empty there. */
export function occupant(slot, t, begin, end = t) {
  const { lanes } = slot;
  for (let i = lanes.length - 1; i >= 0; i--) {
    const lane = lanes[i];
    if (lane.began <= t) return lane.ended >= begin ? lane : undefined;
  }
  return lanes.length > 0 && lanes[0].began <= end && lanes[0].ended >= begin ? lanes[0] : undefined;
}
