/** G.711 µ-law: the one codec that every phone of the lab has. */

/** A sample −1 to 1 as one byte. */
export function encodePcmu(sample: number): number {
  const bias = 0x84;
  const magnitude = Math.min(32635, Math.abs(Math.round(sample * 32767))) + bias;
  const exponent = Math.max(0, Math.floor(Math.log2(magnitude)) - 7);
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~((sample < 0 ? 0x80 : 0) | (exponent << 4) | mantissa) & 0xff;
}

/** One byte as a sample −1 to 1. */
export function decodePcmu(byte: number): number {
  const bits = ~byte & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + 0x84) << ((bits & 0x70) >> 4)) - 0x84;
  return (bits & 0x80 ? -magnitude : magnitude) / 32768;
}
