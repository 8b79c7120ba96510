/** PCM µ-law (ITU-T G.711): one byte a sample at 8,000 samples a second. */

export const SAMPLES_PER_SECOND = 8_000;
/** Samples, and bytes, of one packet: 20 ms (RFC 3551 4.5.14). */
export const FRAME = 160;
/** The code of zero. */
export const SILENCE = 0xff;

const BIAS = 0x84;
const CLIP = 32_635;

/** Sample of a code, −32,124 to 32,124. */
const SAMPLES = Int16Array.from({ length: 256 }, (_, index) => {
  const code = ~index & 0xff;
  const size = ((((code & 0x0f) << 3) + BIAS) << ((code & 0x70) >> 4)) - BIAS;
  return code & 0x80 ? -size : size;
});

export function sampleOf(code: number): number {
  return SAMPLES[code & 0xff] ?? 0;
}

/** Code of a sample between −32,768 and 32,767. */
export function codeOf(sample: number): number {
  const size = Math.min(Math.abs(sample), CLIP) + BIAS;
  const exponent = Math.max(Math.floor(Math.log2(size)) - 7, 0);
  const code = (sample < 0 ? 0x80 : 0) | (exponent << 4) | ((size >> (exponent + 3)) & 0x0f);
  return ~code & 0xff;
}

/** Root mean square of a packet, 0 to 1. */
export function loudness(codes: Uint8Array): number {
  if (codes.length === 0) return 0;
  let sum = 0;
  for (const code of codes) sum += sampleOf(code) ** 2;
  return Math.sqrt(sum / codes.length) / 32_768;
}
