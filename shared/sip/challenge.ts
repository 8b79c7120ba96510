/** Digest challenges as they stand in WWW-Authenticate and Proxy-Authenticate (RFC 7616 3.3, RFC 8760). */

/** Strongest first. SIP servers use no -sess variants, and SHA-512-256 hardly ever; none is supported. */
export const digestAlgorithms = ['SHA-256', 'MD5'] as const;
export type DigestAlgorithm = (typeof digestAlgorithms)[number];

/** Algorithm named by a challenge or by SIP.js' reading of one; MD5 when none is named (RFC 7616 3.3). */
export function algorithmOf(name: string | undefined): DigestAlgorithm | null {
  if (name === undefined || name === '') return 'MD5';
  const wanted = name.toUpperCase();
  return digestAlgorithms.find(algorithm => algorithm === wanted) ?? null;
}

/** Index of the strongest Digest challenge that we can answer; 0 when there is none. */
export function strongestChallenge(values: readonly string[]): number {
  let best = 0;
  let bestRank: number = digestAlgorithms.length;
  values.forEach((value, index) => {
    if (!/^Digest[ \t]/i.test(value)) return;
    const named =
      /(?:^Digest[ \t]+|,[ \t]*)algorithm[ \t]*=[ \t]*"?([A-Za-z0-9-]{1,32})"?[ \t]*(?:,|$)/i.exec(
        value,
      )?.[1];
    const algorithm = algorithmOf(named);
    const rank = algorithm === null ? digestAlgorithms.length : digestAlgorithms.indexOf(algorithm);
    if (rank < bestRank) {
      best = index;
      bestRank = rank;
    }
  });
  return best;
}
