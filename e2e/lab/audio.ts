/** Tones made and measured: what the lab's phones say and what they hear. */

/** Mono 16-bit PCM of a sine, as a WAV file. `amplitude` 0–1. */
export function toneWav(options: {
  hertz: number;
  seconds: number;
  amplitude: number;
  sampleRate?: number;
}): Buffer {
  const { hertz, seconds, amplitude, sampleRate = 8000 } = options;
  const samples = Math.round(seconds * sampleRate);
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(36 + samples * 2, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20); // PCM
  wav.writeUInt16LE(1, 22); // mono
  wav.writeUInt32LE(sampleRate, 24);
  wav.writeUInt32LE(sampleRate * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(samples * 2, 40);
  for (let i = 0; i < samples; i++) {
    const value = amplitude * Math.sin((2 * Math.PI * hertz * i) / sampleRate);
    wav.writeInt16LE(Math.round(value * 32767), 44 + i * 2);
  }
  return wav;
}

/**
 * Samples of a mono 16-bit WAV, −1 to 1. Reads to the end of the bytes whatever the header says: a file that is
 * still being written has no length yet.
 */
export function wavSamples(wav: Buffer): Float64Array {
  const data = wav.indexOf('data', 12, 'latin1');
  if (data < 0) return new Float64Array();
  const first = data + 8;
  const count = Math.max(0, Math.floor((wav.length - first) / 2));
  return Float64Array.from({ length: count }, (_, i) => wav.readInt16LE(first + i * 2) / 32768);
}

/** Root mean square, 0–1; a full sine has 0.707. 0 for no samples. */
export function rms(samples: Float64Array): number {
  if (samples.length === 0) return 0;
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}

/** Share of the energy that lies at `hertz`, 0–1 (Goertzel). A clean tone gives almost 1. */
export function toneShare(samples: Float64Array, hertz: number, sampleRate = 8000): number {
  const w = (2 * Math.PI * hertz) / sampleRate;
  let re = 0;
  let im = 0;
  let energy = 0;
  samples.forEach((sample, i) => {
    re += sample * Math.cos(w * i);
    im += sample * Math.sin(w * i);
    energy += sample * sample;
  });
  return energy === 0 ? 0 : (2 * (re * re + im * im)) / (samples.length * energy);
}

export interface Heard {
  /** Root mean square, 0–1. */
  level: number;
  /** Share of the energy at a pitch, 0–1. */
  at(hertz: number): number;
}

export function heardIn(samples: Float64Array): Heard {
  return { level: rms(samples), at: hertz => toneShare(samples, hertz) };
}

/** Loud enough for an ear, and hardly anything but this pitch. */
export function isTone(heard: Heard, hertz: number): boolean {
  return heard.level > 0.05 && heard.at(hertz) > 0.8;
}
