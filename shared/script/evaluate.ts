/** Whether a condition holds, given what is known of the call and what was answered. */
import type { Clause, Condition } from './types.ts';
import { isVariable, type Values } from './variables.ts';

export type Given = Readonly<Record<string, string | number>>;

export function holds(condition: Condition, given: Given, values: Values): boolean {
  return condition.some(group => group.every(clause => clauseHolds(clause, given, values)));
}

function clauseHolds({ name, operator, value }: Clause, given: Given, values: Values): boolean {
  const found = Object.hasOwn(given, name) ? given[name] : isVariable(name) ? values[name] : undefined;
  const known = found === undefined || found === '' ? null : found;
  switch (operator) {
    case 'is known':
      return known !== null;
    case 'is unknown':
      return known === null;
    case 'is not':
      return known === null || value === null || !same(known, value);
    default:
      break;
  }
  if (known === null || value === null) return false;
  switch (operator) {
    case 'is':
      return same(known, value);
    case 'contains':
      return text(known).includes(text(value));
    case 'above':
      return order(known, value) > 0;
    case 'at least':
      return order(known, value) >= 0;
    case 'below':
      return order(known, value) < 0;
    case 'at most':
      return order(known, value) <= 0;
  }
}

const text = (value: string | number): string => String(value).trim().toLowerCase();

function asNumber(value: string | number): number | null {
  if (typeof value === 'number') return value;
  return /^-?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : null;
}

function same(a: string | number, b: string | number): boolean {
  const [x, y] = [asNumber(a), asNumber(b)];
  return x !== null && y !== null ? x === y : text(a) === text(b);
}

const date = /^\d{4}-\d{2}-\d{2}$/;

/** Below, at or above zero as `a` stands to `b`; NaN when they cannot be put in order. */
function order(a: string | number, b: string | number): number {
  const [x, y] = [asNumber(a), asNumber(b)];
  if (x !== null && y !== null) return x - y;
  const [s, t] = [text(a), text(b)];
  return date.test(s) && date.test(t) ? Number(s > t) - Number(s < t) : Number.NaN;
}
