import { expect, it } from 'vitest';

it('keeps zod from compiling code, though it does not load it', async () => {
  await import('./locked.ts');
  const { z } = await import('zod');
  expect(z.config().jitless).toBe(true);
});

it('lets text through, and no markup', async () => {
  const { plainTextOnly } = await import('./locked.ts');
  expect(plainTextOnly('.a > .b { color: red }')).toBe('.a > .b { color: red }');
  expect(() => plainTextOnly('<img>')).toThrow(TypeError);
  expect(() => plainTextOnly('&lt;')).toThrow(TypeError);
});
