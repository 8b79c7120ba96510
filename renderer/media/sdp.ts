/** The few things that are read from, or taken out of, a session description. Pure. */
import type { Direction } from '../../shared/call/direction.ts';

export interface Candidate {
  type: string;
  /** Lower case: udp or tcp. */
  transport: string;
  address: string;
}

/** a=candidate (RFC 8839 section 5.1): foundation component transport priority address port typ type. */
export function candidates(sdp: string): Candidate[] {
  const found: Candidate[] = [];
  for (const line of sdp.split(/\r?\n/)) {
    if (!line.startsWith('a=candidate:')) continue;
    const [, , transport = '', , address = '', , , type = ''] = line.split(' ');
    found.push({ type, transport: transport.toLowerCase(), address });
  }
  return found;
}

/** A name made up by mDNS (RFC 8828 section 3.1): most SIP servers cannot resolve it, some refuse the whole offer. */
export const isObscured = (candidate: Candidate): boolean => candidate.address.endsWith('.local');

/** Takes out candidates with made-up names, if that leaves any. */
export function withoutObscured(sdp: string): string {
  const all = candidates(sdp);
  if (!all.some(isObscured) || all.every(isObscured)) return sdp;
  return sdp
    .split('\r\n')
    .filter(line => !(line.startsWith('a=candidate:') && candidates(line).some(isObscured)))
    .join('\r\n');
}

/** Sets candidates apart: with none of theirs the browser sends no check, whatever else it knows. */
export function splitCandidates(sdp: string): { sdp: string; candidates: string[] } {
  const all = sdp.split(/\r?\n/);
  const isCandidate = (line: string): boolean => line.startsWith('a=candidate:');
  return {
    sdp: all.filter(line => !isCandidate(line) && line !== 'a=end-of-candidates').join('\r\n'),
    candidates: all.filter(isCandidate).map(line => line.slice('a='.length)),
  };
}

const reversed: Record<Direction, Direction> = {
  sendrecv: 'sendrecv',
  sendonly: 'recvonly',
  recvonly: 'sendonly',
  inactive: 'inactive',
};

/**
 * What they last said, offer or answer, as an answer that agrees to the state we were in: with the DTLS role that they
 * have (RFC 8842 section 5.3) and the direction that is in force. `ours` is our description of that exchange.
 */
export function asAnswer(theirs: string, ours: string, ourDirection: Direction): string {
  const role = /^a=setup:active/m.test(ours) ? 'passive' : 'active';
  let first = true;
  return theirs
    .replaceAll('a=setup:actpass', `a=setup:${role}`)
    .split(/^(?=m=)/m)
    .map(section => {
      if (!first || !section.startsWith('m=audio')) return section;
      first = false;
      const others = section.replace(/^a=(?:sendrecv|sendonly|recvonly|inactive)\r?\n/gm, '');
      return `${others}a=${reversed[ourDirection]}\r\n`;
    })
    .join('');
}

/** First a=ice-ufrag; it changes with every ICE restart (RFC 8445 section 9). Null when there is none. */
export function iceUser(sdp: string | undefined): string | null {
  return /^a=ice-ufrag:(\S+)/m.exec(sdp ?? '')?.[1] ?? null;
}
