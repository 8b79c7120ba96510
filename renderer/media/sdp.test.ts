import { describe, expect, it } from 'vitest';
import { asAnswer, candidates, iceUser, splitCandidates, withoutObscured } from './sdp.ts';

const host = 'a=candidate:1 1 udp 2122260223 192.0.2.7 50000 typ host generation 0';
const made = 'a=candidate:2 1 udp 2122260223 0c5e6a7e-1111-4222-8333-444455556666.local 50001 typ host';
const tcp = 'a=candidate:3 1 tcp 1518280447 192.0.2.7 9 typ host tcptype active';
const relay = 'a=candidate:4 1 UDP 41885439 198.51.100.4 61000 typ relay raddr 0.0.0.0 rport 0';
const sdp = (...lines: string[]) =>
  ['v=0', 'o=- 1 2 IN IP4 127.0.0.1', 's=-', 't=0 0', ...lines].join('\r\n') + '\r\n';
const audio = 'm=audio 9 UDP/TLS/RTP/SAVPF 111';

describe('candidates', () => {
  it('are read with type, transport and address', () => {
    expect(candidates(sdp(audio, host, tcp, relay))).toEqual([
      { type: 'host', transport: 'udp', address: '192.0.2.7' },
      { type: 'host', transport: 'tcp', address: '192.0.2.7' },
      { type: 'relay', transport: 'udp', address: '198.51.100.4' },
    ]);
  });
  it('with made-up names are taken out where others are left', () => {
    expect(withoutObscured(sdp(audio, host, made, 'a=mid:0'))).toBe(sdp(audio, host, 'a=mid:0'));
  });
  it('with made-up names stay when there are no others', () => {
    expect(withoutObscured(sdp(audio, made))).toBe(sdp(audio, made));
  });
});

it('can set the candidates of an offer apart until the agent answers', () => {
  const { sdp: bare, candidates: theirs } = splitCandidates(
    sdp(audio, host, relay, 'a=end-of-candidates', 'a=mid:0'),
  );
  expect(bare).toBe(sdp(audio, 'a=mid:0'));
  expect(theirs).toEqual([host.slice(2), relay.slice(2)]);
});

describe('what they last said, as an answer to ourselves', () => {
  const video = 'm=video 9 UDP/TLS/RTP/SAVPF 96';
  const answered = sdp(audio, 'a=setup:active', 'a=sendrecv');
  it('has the role that they have', () => {
    const offered = sdp(audio, 'a=setup:actpass', 'a=sendrecv');
    expect(asAnswer(offered, answered, 'sendrecv')).toContain('a=setup:passive');
    expect(asAnswer(answered, sdp(audio, 'a=setup:actpass'), 'sendrecv')).toBe(answered);
  });
  it('agrees to the direction in force, said or unsaid', () => {
    const offered = sdp(audio, 'a=sendrecv', 'a=mid:0', video, 'a=sendonly');
    expect(asAnswer(offered, answered, 'sendonly')).toBe(
      sdp(audio, 'a=mid:0', 'a=recvonly', video, 'a=sendonly'),
    );
    expect(asAnswer(sdp(audio), answered, 'recvonly')).toBe(sdp(audio, 'a=sendonly'));
  });
});

describe('the ICE user', () => {
  it('tells a restart from a hold', () => {
    expect(iceUser(sdp(audio, 'a=ice-ufrag:L52W', 'a=ice-pwd:x'))).toBe('L52W');
  });
  it('is absent from plain RTP and from nothing', () => {
    expect(iceUser(sdp(audio))).toBeNull();
    expect(iceUser(undefined)).toBeNull();
  });
});
