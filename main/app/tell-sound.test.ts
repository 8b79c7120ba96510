import { describe, expect, it } from 'vitest';
import { createWords, isKey } from '../../shared/i18n/words.ts';
import type { MediaEvent } from '../../shared/media/protocol.ts';
import { soundNotice } from './tell-sound.ts';

const news: MediaEvent[] = [
  { kind: 'microphone', lost: 'Jabra', replacedBy: 'Laptop' },
  { kind: 'microphone', lost: 'Jabra', replacedBy: null },
  { kind: 'deviceGone', device: 'Jabra' },
  { kind: 'deviceBack', device: 'Jabra' },
  { kind: 'strongNoiseFailed' },
];

describe('what the sound tells the agent', () => {
  it.each(news)('$kind is a sentence in both languages, with the name of the device', event => {
    const notice = soundNotice(event);
    const key = notice?.key ?? '';
    // The workspace shows "something went wrong" for a key that it does not know.
    if (!isKey(key)) throw new Error(`no such sentence: ${key}`);
    for (const language of ['en', 'ar'] as const) {
      const said = createWords(language)(key, notice?.values);
      expect(said).not.toContain('{{');
      for (const value of Object.values(notice?.values ?? {})) expect(said).toContain(value);
    }
  });

  it('says nothing of what is no news', () => {
    expect(soundNotice({ kind: 'levels', session: 's', in: 0, out: 0 })).toBeNull();
  });
});
