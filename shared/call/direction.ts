/** Who holds whom, read from the two session descriptions of one offer and answer (RFC 3264 sections 6.1 and 8.4). */
import type { HoldState } from './view.ts';

export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

/** Each side's hold, kept apart so that one side's resume cannot lift the other's hold. */
export interface Holds {
  local: boolean;
  remote: boolean;
}

export const noHold: Holds = { local: false, remote: false };

/**
 * Direction of the first audio stream; `sendrecv` when none is named (RFC 4566 section 6), `inactive` when the stream is
 * refused. A null address is the hold of RFC 2543 (RFC 3264 section 8.4), but only ICE's placeholder where ICE is spoken
 * (RFC 8840 section 4.1.2).
 */
export function audioDirection(sdp: string): Direction {
  const [session = '', ...streams] = sdp.split(/^m=/m);
  const audio = streams.find(stream => stream.startsWith('audio '));
  if (audio === undefined || audio.startsWith('audio 0 ')) return 'inactive';
  const address = /^c=IN IP4 (\S+)/m;
  const usesIce = /^a=ice-ufrag:/m.test(sdp);
  const nullAddress = (address.exec(audio) ?? address.exec(session))?.[1] === '0.0.0.0';
  if (nullAddress && !usesIce) return 'inactive';
  const named = /^a=(sendrecv|sendonly|recvonly|inactive)\s*$/m;
  return ((named.exec(audio) ?? named.exec(session))?.[1] as Direction | undefined) ?? 'sendrecv';
}

/**
 * Reads the holds out of a finished exchange. `wished` is whether we hold on purpose: an answer to `inactive` must be
 * inactive whoever wished it, so the answerer's direction alone does not say that the answerer holds.
 */
export function negotiate(
  exchange: { offerer: 'local' | 'remote'; local: Direction; remote: Direction },
  wished: boolean,
  before: Holds,
): Holds {
  const { offerer, local, remote } = exchange;
  const stopsOther = (direction: Direction): boolean => direction === 'sendonly' || direction === 'inactive';
  const forced = (offer: Direction): boolean => offer === 'recvonly' || offer === 'inactive';
  if (offerer === 'remote') return { local: wished && stopsOther(local), remote: stopsOther(remote) };
  return { local: stopsOther(local), remote: forced(local) ? before.remote : stopsOther(remote) };
}

export function holdState(holds: Holds): HoldState {
  if (holds.local && holds.remote) return 'both';
  if (holds.local) return 'local';
  return holds.remote ? 'remote' : 'none';
}
