/** What a text that goes out says of itself. */
import { valueAt } from './json-path.ts';
import type { Values } from '../template/engine.ts';

/** Its first line, for those that want a subject. */
export const firstWords = (body: string): string =>
  body
    .replaceAll(/[\s\u0000-\u001f\u007f\u2028\u2029]+/g, ' ')
    .trim()
    .slice(0, 120);

/** A text that holds the code asks for a rating, however it came to hold it. */
export function asks(values: Values, body: string): { survey?: string } {
  const code = textIn(values['survey'], 'code');
  return code !== '' && body.includes(code) ? { survey: code } : {};
}

export const numberOf = (values: Values): string => textIn(values['contact'], 'number');

function textIn(value: Values[string] | undefined, name: string): string {
  const found = valueAt(value, name);
  return typeof found === 'string' ? found : '';
}
