/** The sound of every line, and the music for those who are kept waiting, held in memory (2 MB) from the start. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readMuLaw } from '../media/wav.ts';

export const MUSIC = 'music-on-hold';

export type Speech = ReadonlyMap<string, Uint8Array>;

/** Throws when a file is missing or not what it should be: better at the start than in the middle of a call. */
export async function loadSpeech(folder: string, lines: readonly string[]): Promise<Speech> {
  const sounds = await Promise.all(
    [...lines, MUSIC].map(async line => {
      const file = await readFile(join(folder, `${line}.wav`));
      return [line, readMuLaw(file)] as const;
    }),
  );
  return new Map(sounds);
}
