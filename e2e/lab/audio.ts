/** Tones made and measured: what the lab's phones say and what they hear. */

export interface Sine {
  hertz: number;
  seconds: number;
  /** 0–1 */
  amplitude: number;
  sampleRate?: number;
}

/** A sine as a WAV file, mono, 16 bits. */
export function toneWav({ hertz, seconds, amplitude, sampleRate = 8000 }: Sine): Buffer {
  const sine = (i: number) => amplitude * Math.sin((2 * Math.PI * hertz * i) / sampleRate);
  return wav(Math.round(seconds * sampleRate), sine, sampleRate);
}

/** The same in bursts of 150 ms with 100 ms between: noise suppression takes an endless tone for noise. */
export function burstWav({ hertz, seconds, amplitude, sampleRate = 8000 }: Sine): Buffer {
  const sine = (i: number) => amplitude * Math.sin((2 * Math.PI * hertz * i) / sampleRate);
  const on = (i: number) => (i / sampleRate) % 0.25 < 0.15;
  return wav(Math.round(seconds * sampleRate), i => (on(i) ? sine(i) : 0), sampleRate);
}

export function wav(count: number, sample: (i: number) => number, sampleRate: number): Buffer {
  const bytes = Buffer.alloc(44 + count * 2);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(36 + count * 2, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20); // PCM
  bytes.writeUInt16LE(1, 22); // mono
  bytes.writeUInt32LE(sampleRate, 24);
  bytes.writeUInt32LE(sampleRate * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(count * 2, 40);
  for (let i = 0; i < count; i++) bytes.writeInt16LE(Math.round(sample(i) * 32767), 44 + i * 2);
  return bytes;
}

/**
 * Samples of a mono 16-bit WAV, −1 to 1. Reads to the end of the bytes whatever the header says: a file that is
 * still being written has no length yet.
 */
export function wavSamples(file: Buffer): Float64Array {
  const data = file.indexOf('data', 12, 'latin1');
  if (data < 0) return new Float64Array();
  const first = data + 8;
  const count = Math.max(0, Math.floor((file.length - first) / 2));
  return Float64Array.from({ length: count }, (_, i) => file.readInt16LE(first + i * 2) / 32768);
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

/** Loud enough for an ear, and of this pitch: bursts with pauses keep over half their energy at it, others hardly any. */
export function isTone(heard: Heard, hertz: number): boolean {
  return heard.level > 0.05 && heard.at(hertz) > 0.3;
}
