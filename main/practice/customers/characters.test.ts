import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SAMPLES_PER_SECOND } from '../media/g711.ts';
import { CHARACTERS } from './characters.ts';
import { loadSpeech, MUSIC } from './speech.ts';

const folder = join(import.meta.dirname, '..', 'speech');
const lines = CHARACTERS.flatMap(character => character.lines.map(({ id }) => id));

describe('the customers', () => {
  it('are told apart by id and by an E.164 number', () => {
    expect(new Set(CHARACTERS.map(({ id }) => id)).size).toBe(CHARACTERS.length);
    expect(new Set(CHARACTERS.map(({ number }) => number)).size).toBe(CHARACTERS.length);
    for (const { number } of CHARACTERS) expect(number).toMatch(/^\+[1-9]\d{7,14}$/);
  });

  it('are named and described in both languages', () => {
    for (const { name, behaviour } of CHARACTERS) {
      expect(name.en).toMatch(/^[\p{Script=Latin} .-]+$/u);
      expect(name.ar).toMatch(/^[\p{scx=Arabic} .]+$/u);
      expect(behaviour.en).toMatch(/\.$/);
      expect(behaviour.ar).toMatch(/^[\p{scx=Arabic}\p{P} ]+\.$/u);
    }
  });

  it.each(CHARACTERS.map(character => [character.id, character] as const))(
    '%s says every line',
    (_id, character) => {
      const used = new Set(character.steps.flatMap(step => (step.do === 'say' ? [step.line] : [])));
      expect([...used].sort()).toEqual(character.lines.map(({ id }) => id).sort());
    },
  );

  it('transfer only to people who exist, and go round only through a pause', () => {
    for (const { steps } of CHARACTERS)
      for (const [at, step] of steps.entries()) {
        if (step.do === 'transfer') expect(CHARACTERS.map(({ number }) => number)).toContain(step.to);
        if (step.do !== 'again') continue;
        expect(step.from).toBeLessThan(at);
        expect(steps.slice(step.from, at).some(({ do: what }) => what === 'listen' || what === 'wait')).toBe(
          true,
        );
      }
  });

  it('have a sound for each line, and no sound is left over', async () => {
    const speech = await loadSpeech(folder, lines);
    for (const sound of speech.values()) expect(sound.length).toBeGreaterThan(SAMPLES_PER_SECOND / 2);
    const files = readdirSync(folder).filter(name => name.endsWith('.wav'));
    expect(files.map(name => name.slice(0, -4)).sort()).toEqual([...lines, MUSIC].sort());
    expect(files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)).toBeLessThan(3_000_000);
  });

  it('cannot start without their sounds', async () => {
    await expect(loadSpeech(folder, ['layla-unheard-of'])).rejects.toThrow('ENOENT');
  });
});
