/**
 * The realm of a line. Servers name it as they like ("asterisk", a domain), so it is learned, from the one request that
 * reaches nobody but our registrar: REGISTER. From the first registration on, no other realm gets an answer until the
 * line is set up anew or a person tries again.
 */
export interface RealmPin {
  readonly learned: string | null;
  /** Whether a challenge of `realm` to a request with `method` may be answered. Exact comparison, quoted pairs unread. */
  accepts(realm: string, method: string): boolean;
  /** A REGISTER was accepted: the realm it answered is ours. */
  registered(): void;
  /** Learns anew at the next REGISTER. */
  forget(): void;
}

/** `domain`: until a realm is learned, it is taken for the realm. `learned`: from an earlier run, where it was kept. */
export function createRealmPin(domain: string, learned: string | null = null): RealmPin {
  let pinned = learned;
  let offered: string | null = null;
  return {
    get learned() {
      return pinned;
    },
    accepts(realm, method) {
      if (pinned !== null) return realm === pinned;
      if (method === 'REGISTER') {
        offered = realm;
        return true;
      }
      return realm.toLowerCase() === domain.toLowerCase();
    },
    registered() {
      pinned ??= offered;
    },
    forget() {
      pinned = null;
      offered = null;
    },
  };
}
