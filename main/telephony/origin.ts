/**
 * The o= line of our descriptions in one dialog: one id, and a version that rises by one (RFC 3264 section 8). A new
 * media window, or a new life of ours, would begin with an id of its own.
 */
export interface SdpOrigin {
  /** Username and session id. */
  name: string;
  version: number;
}

const line = /^o=(\S+ \S+) (\d{1,19}) /m;

/** @returns the description as it goes out, and what it was known by */
export function stamp(sdp: string, before: SdpOrigin | null): { sdp: string; origin: SdpOrigin | null } {
  const found = line.exec(sdp);
  if (found === null) return { sdp, origin: before };
  // A version of a browser is small; one that is not is counted anew.
  const version = Number(found[2]);
  const origin =
    before === null
      ? { name: found[1] ?? '-', version: Number.isSafeInteger(version) ? version : 1 }
      : { name: before.name, version: before.version + 1 };
  return { sdp: sdp.replace(line, `o=${origin.name} ${origin.version} `), origin };
}
