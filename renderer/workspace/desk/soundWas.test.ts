import { expect, it } from 'vitest';
import { createWords } from '../../../shared/i18n/words.ts';
import { soundFigures, soundWas } from './soundWas.ts';

const quality = {
  verdict: 'losing' as const,
  seconds: 60,
  loss: { usual: 5.2, worst: 9 },
  jitter: null,
  roundTrip: { usual: 40.4, worst: 80 },
  mos: { usual: 3.9, worst: 3.1 },
  codec: 'opus',
};

it.each(['en', 'ar'] as const)('how a call sounded is said with its figures, in %s', language => {
  const t = createWords(language);
  expect(soundWas(t, quality)).toContain('5.2');
  const figures = soundFigures(t, quality);
  for (const figure of ['3.9', '3.1', '9', '40', '80', 'opus']) expect(figures).toContain(figure);
  expect(figures).not.toContain(t('sound.jitter', { ms: 0, worst: 0 }).slice(0, 6));
});
