/** Digest challenges as they stand in WWW-Authenticate and Proxy-Authenticate (RFC 7616 3.3, RFC 8760). */
import { endOfQuoted, isToken, splitOutside, trimWhite } from './syntax.ts';

/** Strongest first. SIP servers use no -sess variants, and SHA-512-256 hardly ever; none is supported. */
export const digestAlgorithms = ['SHA-256', 'MD5'] as const;
export type DigestAlgorithm = (typeof digestAlgorithms)[number];

/** Algorithm named by a challenge or by SIP.js' reading of one; MD5 when none is named (RFC 7616 3.3). */
export function algorithmOf(name: string | undefined): DigestAlgorithm | null {
  if (name === undefined || name === '') return 'MD5';
  const wanted = name.toUpperCase();
  return digestAlgorithms.find(algorithm => algorithm === wanted) ?? null;
}

/** Index of the strongest Digest challenge that we can answer; the first well-formed one otherwise, -1 when there is none. */
export function strongestChallenge(values: readonly string[]): number {
  let best = -1;
  let bestRank = Infinity;
  values.forEach((value, index) => {
    const parameters = readChallenge(value);
    if (parameters === null) return;
    const algorithm = algorithmOf(parameters.get('algorithm'));
    const rank = algorithm === null ? digestAlgorithms.length : digestAlgorithms.indexOf(algorithm);
    if (rank >= bestRank) return;
    best = index;
    bestRank = rank;
  });
  return best;
}

/**
 * Parameters of a Digest challenge, names in lower case, values without their quotes but with their quoted pairs as they
 * stand, which is what the digest is made of. Null for any other scheme and for malformed ones.
 */
export function readChallenge(value: string): ReadonlyMap<string, string> | null {
  if (!/^Digest[ \t]/i.test(value)) return null;
  const parts = splitOutside(value.slice('Digest'.length), ',');
  if (parts === null || parts.length > 32) return null;
  const parameters = new Map<string, string>();
  for (const part of parts) {
    const equals = part.indexOf('=');
    const name = trimWhite(part.slice(0, Math.max(equals, 0)));
    const content = trimWhite(part.slice(equals + 1));
    const quoted = content.startsWith('"') && endOfQuoted(content, 0) === content.length;
    if (!isToken(name) || !(quoted || isToken(content))) return null;
    parameters.set(name.toLowerCase(), quoted ? content.slice(1, -1) : content);
  }
  return parameters;
}
