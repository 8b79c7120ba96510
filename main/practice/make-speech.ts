/**
 * Makes the sound files in speech/ from the lines of the characters, with espeak-ng and sox. Run by a developer after a line
 * has changed (`node main/practice/make-speech.ts`); the files are part of the repository, so nobody else needs the programs.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CHARACTERS } from './customers/characters.ts';
import { MUSIC } from './customers/speech.ts';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'speech');
/** µ-law, mono, 8 kHz, in the band of a telephone (300–3,400 Hz) and a little below full scale. */
const TELEPHONE = ['-t', 'wav', '-r', '8000', '-c', '1', '-e', 'mu-law'];

mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) if (name.endsWith('.wav')) rmSync(join(folder, name));

for (const { voice, lines } of CHARACTERS) {
  for (const { id, text } of lines) {
    const options = ['-v', voice.name, '-s', String(voice.speed), '-p', String(voice.pitch), '--stdout'];
    const spoken = execFileSync('espeak-ng', [...options, text]);
    const shape = ['highpass', '200', 'lowpass', '3500', 'gain', '-n', '-4'];
    const edges = [
      'silence',
      '1',
      '0.02',
      '0.5%',
      'reverse',
      'silence',
      '1',
      '0.02',
      '0.5%',
      'reverse',
      'pad',
      '0.1',
      '0.1',
    ];
    execFileSync('sox', ['-t', 'wav', '-', ...TELEPHONE, join(folder, `${id}.wav`), ...shape, ...edges], {
      input: spoken,
      stdio: ['pipe', 'inherit', 'ignore'], // espeak-ng cannot know the length it writes into its header
    });
  }
}

// Four soft chords, two seconds each, that come round to where they began.
const RAW = ['-t', 'raw', '-r', '8000', '-c', '1', '-b', '32', '-e', 'signed', '-'];
const chords = ['C4 E4 G4', 'A3 C4 E4', 'F3 A3 C4', 'G3 B3 D4'].map(notes => {
  const strings = notes.split(' ').flatMap(note => ['pluck', note]);
  const shape = ['synth', '2', ...strings, 'remix', '-', 'fade', '0.01', '2', '0.3'];
  return execFileSync('sox', ['-r', '48000', '-c', '3', '-n', ...RAW, ...shape]);
});
const music = [...RAW, ...TELEPHONE, join(folder, `${MUSIC}.wav`), 'lowpass', '2500', 'gain', '-n', '-12'];
execFileSync('sox', music, { input: Buffer.concat(chords) });
