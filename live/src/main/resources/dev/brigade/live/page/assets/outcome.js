// Beside a finding: what the serial orders give and what this schedule gave, where they differ, and what helps.

import { $, make } from './dom.js';

export function showOutcome(finding) {
  $('outcome').hidden = !finding;
  if (!finding) return;
  const serial = (finding.serial ?? []).map((outcome) => ({ order: outcome.order, values: values(outcome) }));
  const found = values(finding.found);
  const all = [...serial.map((outcome) => outcome.values), found];
  const differs = (value) => !all.every((those) => those.includes(value));
  const usual = new Set(serial.flatMap((outcome) => outcome.values));
  const orders = new Map(); // those that give the same are told once
  for (const { order, values: those } of serial) {
    const text = those.filter(differs).join('\n') || 'nothing else';
    orders.set(text, [...(orders.get(text) ?? []), order]);
  }
  $('outcomes').replaceChildren(
    ...[...orders].flatMap(([text, names]) => entry(names.length === serial.length && names.length > 1 ? `all ${names.length} serial orders` : names.join('; '), text.split('\n'))),
    ...entry('this schedule', found.filter((value) => differs(value) || serial.length === 0).map((value) => (usual.has(value) || serial.length === 0 ? value : make('b', {}, value)))),
    ...(finding.fixes ?? []).slice(0, 3).flatMap((fix, i) => entry(i === 0 ? 'what helps' : 'or', [fix.text, ...(fix.proof ? [make('span', { className: 'faint' }, fix.proof)] : [])])));
}

function entry(name, lines) {
  return [make('dt', {}, name), ...lines.map((line) => make('dd', {}, line))];
}

function values(outcome) {
  return outcome ? [...(outcome.results ?? []).map((result, i) => `${i + 1}: ${result}`), ...(outcome.state ?? [])] : [];
}
