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

  it('take over the noise suppression of an older version', () => {
    const read = (noiseSuppression: unknown) =>
      readSettings({ audio: { ...defaultSettings.audio, speaker: 's', noiseSuppression } }).audio;
    expect([read(true), read(false), read('strong')].map(audio => audio.noiseSuppression)).toEqual([
      'browser',
      'off',
      'strong',
    ]);
    expect(read(false).speaker).toBe('s');
  });

  it('take over the STUN servers of an older version, without those that are none', () => {
    const account = {
      id: 'a',
      name: 'Service',
      server: 'wss://pbx.example/ws',
      moreServers: [],
      user: 'alice',
      authUser: null,
      domain: 'example.org',
      displayName: null,
      country: 'SA',
      dtmf: 'auto',
      practice: false,
    };
    const old = { ...account, stunServers: ['stun:stun.example:3478', 'nonsense'] };
    expect(readSettings({ accounts: [old] }).accounts).toEqual([
      { ...account, iceServers: [{ url: 'stun:stun.example:3478', user: null }] },
    ]);
    const today = { ...account, iceServers: [{ url: 'turn:turn.example', user: 'alice' }] };
    expect(readSettings({ accounts: [{ ...today, stunServers: ['stun:x'] }] }).accounts).toEqual([today]);
  });

  it('drop what they do not know', () => {
    expect(readSettings({ fromTheFuture: true })).toEqual(defaultSettings);
  });
});
