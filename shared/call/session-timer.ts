/**
 * Session timers (RFC 4028): a call that nobody refreshes counts as dead to some phone systems, and others take no call from
 * a phone that does not know of it. We say that we know, ask for none ourselves, and refresh where that falls to us.
 */

/** Seconds. A shorter interval is a mistake that would have us send without end; a longer one is as good as none. */
const shortest = 30;
const longest = 86_400;

export interface SessionExpires {
  /** Seconds from one refresh to the end of the session. */
  seconds: number;
  /** Who refreshes, by the roles of the exchange that said so; null when it was left open. */
  refresher: 'uac' | 'uas' | null;
}

/** Reads a Session-Expires header; null when there is none to read. Hostile text: never throws. */
export function readSessionExpires(header: string | undefined): SessionExpires | null {
  const [, digits, parameters = ''] = /^\s*(\d{1,9})\s*((?:;.*)?)$/.exec((header ?? '').slice(0, 256)) ?? [];
  if (digits === undefined) return null;
  const refresher = /;\s*refresher\s*=\s*(ua[cs])\s*(?:;|$)/i.exec(parameters)?.[1]?.toLowerCase();
  return {
    seconds: Math.min(Math.max(Number(digits), shortest), longest),
    refresher: refresher === 'uac' || refresher === 'uas' ? refresher : null,
  };
}

/** After a 2xx to a request of ours: seconds when refreshing falls to us, else null. To refresh unasked harms nobody. */
export function oursToRefresh(answer: SessionExpires | null): number | null {
  return answer === null || answer.refresher === 'uas' ? null : answer.seconds;
}

/**
 * What our 200 says to an INVITE, and what we have to do. Whoever called refreshes, if they can; a proxy may have asked for
 * it on behalf of a phone that cannot (section 9).
 */
export function answerTimer(
  asked: SessionExpires | null,
  callerKnows: boolean,
): { headers: string[]; refresh: number | null } {
  if (asked === null) return { headers: [], refresh: null };
  const refresher = callerKnows ? (asked.refresher ?? 'uac') : 'uas';
  const headers = [`Session-Expires: ${asked.seconds};refresher=${refresher}`];
  if (refresher === 'uac') headers.push('Require: timer');
  return { headers, refresh: refresher === 'uas' ? asked.seconds : null };
}
