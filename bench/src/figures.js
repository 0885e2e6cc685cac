/** The q-quantile by nearest rank; NaN of nothing. */
export function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? NaN;
}

export const median = (values) => quantile(values, 0.5);

/** The items, begun one further each round: nobody is always first after a pause. */
export const rotated = (items, round) => items.map((_, i) => items[(i + round) % items.length]);

export const number = (value) => (Number.isNaN(value) ? 'none' : value.toFixed(value < 10 ? 1 : 0));

/** `value`, and how many times ours it is. */
export const ratio = (value, ours) =>
  Number.isFinite(value / ours) ? `${number(value)} (${(value / ours).toFixed(2)}×)` : number(value);

export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i ? '--:' : '---'))), ...rows.map(line)].join('\n');
}
