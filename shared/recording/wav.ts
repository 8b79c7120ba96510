/** A sound file that every program can play: 16-bit PCM, two channels (RIFF/WAVE). */
export function wavOf(left: Float32Array, right: Float32Array, rate: number): Uint8Array<ArrayBuffer> {
  const bytes = left.length * 4;
  const file = new Uint8Array(44 + bytes);
  const view = new DataView(file.buffer);
  const text = (at: number, said: string): void => file.set(new TextEncoder().encode(said), at);
  text(0, 'RIFF');
  view.setUint32(4, 36 + bytes, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // PCM
  view.setUint16(22, 2, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 4, true);
  view.setUint16(32, 4, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, bytes, true);
  for (let i = 0; i < left.length; i += 1) {
    view.setInt16(44 + i * 4, sample(left[i] ?? 0), true);
    view.setInt16(46 + i * 4, sample(right[i] ?? 0), true);
  }
  return file;
}

const sample = (value: number): number => Math.round(Math.max(-1, Math.min(1, value)) * 32_767);
