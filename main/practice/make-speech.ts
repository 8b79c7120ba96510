/**
 * Makes the sound files in speech/ from the lines of the characters, with espeak-ng and sox. Run by a developer after a line
 * has changed (`node main/practice/make-speech.ts`); the files are part of the repository, so nobody else needs the programs.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Character } from './customers/character.ts';
import { CHARACTERS } from './customers/characters.ts';
import { MUSIC } from './customers/speech.ts';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'speech');
/** Between the programs: 32-bit samples at the rate of a telephone. */
const RAW = ['-t', 'raw', '-r', '8000', '-c', '1', '-b', '32', '-e', 'signed', '-'];
const FILE = ['-t', 'wav', '-r', '8000', '-c', '1', '-e', 'mu-law'];
/** Root mean square of speech on a well-set line: −20 dB below full scale. */
const LOUDNESS = 0.1;

function sox(args: readonly string[], input?: Buffer): Buffer {
  // Its only warning here is about the length that espeak-ng could not know when it began to write.
  return execFileSync('sox', ['-V1', ...args], { input, maxBuffer: 2 ** 26 });
}

/** In the band of a telephone (300–3,400 Hz), without the silence around it. */
function speak(text: string, voice: Character['voice']): Buffer {
  const options = ['-v', voice.name, '-s', String(voice.speed), '-p', String(voice.pitch), '--stdout'];
  const spoken = execFileSync('espeak-ng', [...options, text], { maxBuffer: 2 ** 26 });
  const trim = ['silence', '1', '0.02', '0.5%', 'reverse'];
  return sox(
    ['-t', 'wav', '-', ...RAW, 'highpass', '200', 'lowpass', '3500', 'gain', '-n', '-4', ...trim, ...trim],
    spoken,
  );
}

function loudness(sound: Buffer): number {
  const { stderr } = spawnSync('sox', [...RAW, '-n', 'stat'], { input: sound, encoding: 'utf8' });
  const measured = Number(/RMS\s+amplitude:\s+([\d.]+)/.exec(stderr)?.[1]);
  if (!(measured > 0)) throw new Error(`nothing was spoken: ${stderr}`);
  return measured;
}

/** Four soft chords, two seconds each, that come round to where they began. */
function music(): Buffer {
  const chords = ['C4 E4 G4', 'A3 C4 E4', 'F3 A3 C4', 'G3 B3 D4'].map(notes => {
    const strings = notes.split(' ').flatMap(note => ['pluck', note]);
    const shape = ['synth', '2', ...strings, 'remix', '-', 'fade', '0.01', '2', '0.3'];
    return sox(['-r', '48000', '-c', '3', '-n', ...RAW, ...shape]);
  });
  return sox([...RAW, ...RAW, 'lowpass', '2500', 'gain', '-n', '-12'], Buffer.concat(chords));
}

for (const name of readdirSync(folder)) if (name.endsWith('.wav')) rmSync(join(folder, name));
for (const { voice, lines } of CHARACTERS)
  for (const { id, text } of lines) {
    const sound = speak(text, voice);
    const louder = ['gain', '-l', String(20 * Math.log10(LOUDNESS / loudness(sound)))];
    sox([...RAW, ...FILE, join(folder, `${id}.wav`), ...louder, 'pad', '0.1', '0.1'], sound);
  }
sox([...RAW, ...FILE, join(folder, `${MUSIC}.wav`)], music());
