/** Reads the one kind of WAV file that the speech comes in: µ-law, mono, 8 kHz. */
import { SAMPLES_PER_SECOND } from './g711.ts';

const MU_LAW = 7;

/** The sound as µ-law codes. Throws when the file is of another kind. */
export function readMuLaw(file: Buffer): Uint8Array {
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE')
    throw new Error('not a WAV file');
  let format: Buffer | null = null;
  for (let at = 12; at + 8 <= file.length;) {
    const name = file.toString('latin1', at, at + 4);
    const size = file.readUInt32LE(at + 4);
    const chunk = file.subarray(at + 8, at + 8 + size);
    if (name === 'fmt ') format = chunk;
    if (name === 'data') {
      const right =
        format?.readUInt16LE(0) === MU_LAW &&
        format.readUInt16LE(2) === 1 &&
        format.readUInt32LE(4) === SAMPLES_PER_SECOND;
      if (!right) throw new Error('not µ-law, mono, 8 kHz');
      return new Uint8Array(chunk);
    }
    at += 8 + size + (size % 2);
  }
  throw new Error('no sound in the WAV file');
}
