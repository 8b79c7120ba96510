import { describe, expect, test } from 'vitest';
import { audioDirection, holdState, negotiate, noHold } from './direction.ts';

const lines = (...text: string[]) => text.join('\r\n') + '\r\n';

describe('the direction of the audio', () => {
  test('nothing said is both ways', () => {
    expect(audioDirection(lines('v=0', 'm=audio 4000 RTP/AVP 0'))).toBe('sendrecv');
  });

  test('the stream speaks before the session', () => {
    expect(audioDirection(lines('v=0', 'a=sendonly', 'm=audio 4000 RTP/AVP 0'))).toBe('sendonly');
    expect(audioDirection(lines('v=0', 'a=sendonly', 'm=audio 4000 RTP/AVP 0', 'a=recvonly'))).toBe(
      'recvonly',
    );
  });

  test("another stream's direction is not the audio's", () => {
    const sdp = lines('v=0', 'm=video 5000 RTP/AVP 96', 'a=inactive', 'm=audio 4000 RTP/AVP 0', 'a=sendrecv');
    expect(audioDirection(sdp)).toBe('sendrecv');
  });

  test('a refused stream is inactive', () => {
    expect(audioDirection(lines('v=0', 'm=audio 0 RTP/AVP 0', 'a=sendrecv'))).toBe('inactive');
    expect(audioDirection(lines('v=0', 'm=video 5000 RTP/AVP 96'))).toBe('inactive');
  });

  test('a null address is the old hold, but only a placeholder where ICE is spoken', () => {
    const old = ['v=0', 'c=IN IP4 0.0.0.0', 'm=audio 4000 RTP/AVP 0'];
    expect(audioDirection(lines(...old))).toBe('inactive');
    expect(audioDirection(lines(...old, 'a=ice-ufrag:x'))).toBe('sendrecv');
    expect(
      audioDirection(lines('v=0', 'c=IN IP4 0.0.0.0', 'm=audio 4000 RTP/AVP 0', 'c=IN IP4 127.0.0.1')),
    ).toBe('sendrecv');
  });
});

describe('who holds', () => {
  test('we hold with sendonly, they hold with sendonly', () => {
    expect(negotiate({ offerer: 'local', local: 'sendonly', remote: 'recvonly' }, true, noHold)).toEqual({
      local: true,
      remote: false,
    });
    expect(negotiate({ offerer: 'remote', local: 'recvonly', remote: 'sendonly' }, false, noHold)).toEqual({
      local: false,
      remote: true,
    });
  });

  test('inactive as the only possible answer is no hold of ours', () => {
    expect(negotiate({ offerer: 'remote', local: 'inactive', remote: 'inactive' }, false, noHold)).toEqual({
      local: false,
      remote: true,
    });
  });

  test('their forced answer to our inactive offer says nothing new about them', () => {
    const before = { local: false, remote: false };
    const exchange = { offerer: 'local', local: 'inactive', remote: 'inactive' } as const;
    expect(negotiate(exchange, true, before)).toEqual({ local: true, remote: false });
    expect(holdState(negotiate(exchange, true, { local: false, remote: true }))).toBe('both');
  });
});
