// Beside a finding: what the serial orders give, what this schedule gave, and what helps.

import { $, make } from './dom.js';

export function showOutcome(finding) {
  $('outcome').hidden = !finding;
  if (!finding) return;
  const found = values(finding.found);
  const serial = (finding.serial ?? []).map((outcome) => ({ order: outcome.order, values: values(outcome) }));
  const usual = new Set(serial.flatMap((outcome) => outcome.values));
  $('outcomes').replaceChildren(
    ...serial.flatMap(({ order, values: those }) => entry(order, those)),
    ...entry('this schedule', found.map((value) => (serial.length > 0 && !usual.has(value) ? make('b', {}, value) : value))),
    ...(finding.fixes ?? []).slice(0, 3).flatMap((fix, i) => entry(i === 0 ? 'what helps' : '', [fix.proof ? `${fix.text} (${fix.proof})` : fix.text])));
}

function entry(name, values) {
  return [make('dt', {}, name), make('dd', {}, ...values.map((value) => make('div', {}, value)))];
}

function values(outcome) {
  return outcome ? [...(outcome.results ?? []), ...(outcome.state ?? [])] : [];
}
