import { describe, expect, it } from 'vitest';
import { defaultSettings } from './schema.ts';
import { readSettings } from './read.ts';

describe('settings from disk', () => {
  it.each([undefined, null, 'text', 7, []])('are the defaults when the file holds %o', raw => {
    expect(readSettings(raw)).toEqual(defaultSettings);
  });

  it('keep every sound value beside a bent one', () => {
    const read = readSettings({ language: 'ar', colourScheme: 'purple', agentName: 'Sara' });
    expect(read).toEqual({ ...defaultSettings, language: 'ar', agentName: 'Sara' });
  });

  it('take over what an older version said of the wrap-up', () => {
    const read = (required: boolean) => readSettings({ wrapUp: { required } }).wrapUp.mode;
    expect([read(true), read(false)]).toEqual(['required', 'optional']);
  });

  it('drop what they do not know', () => {
    expect(readSettings({ fromTheFuture: true })).toEqual(defaultSettings);
  });
});
