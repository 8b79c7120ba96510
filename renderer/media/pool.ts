/**
 * Connections that have gathered before they are needed. On a loopback link gathering is nine tenths of the time from
 * the answer to the first audio; a spare connection and a certificate made in advance take it out of the call. Lines with
 * the same STUN and TURN servers, most often none, share a spare.
 */
import type { MediaConfig } from '../../shared/media/protocol.ts';

export interface Connection {
  peer: RTCPeerConnection;
  /** How long it has gathered, ms; 0 for a cold one. */
  warmMs: number;
}

type IceServers = MediaConfig['lines'][string]['iceServers'];

interface Kind {
  usable: RTCIceServer[];
  spare: { peer: RTCPeerConnection; since: number } | null;
}

/** One certificate serves every call of a day; Chromium's own life of 30 days would tie a month of calls together. */
const CERTIFICATE_LIFE_MS = 24 * 3_600_000;
const RENEW_BEFORE_MS = 3_600_000;
/** Gathered addresses grow old: leases end, networks change without a word. */
const SPARE_LIFE_MS = 10 * 60_000;
/** A new spare is made when the call that took the last one has had time to connect. */
const REFILL_AFTER_MS = 400;
/** Of more kinds of servers than this only the first have a spare: each holds sockets open. */
const MOST_SPARES = 4;

const noServers = '[]';

export class ConnectionPool {
  /** By the servers, as JSON. */
  readonly #kinds = new Map<string, Kind>([[noServers, { usable: [], spare: null }]]);
  #lines = new Map<string, string>();
  #certificate: RTCCertificate | null = null;
  #refill: ReturnType<typeof setTimeout> | undefined;
  #renew: ReturnType<typeof setTimeout> | undefined;
  #warmed = false;

  /** STUN or TURN servers help calls of this line. */
  outside(line: string): boolean {
    return this.#kindOf(line).usable.length > 0;
  }

  configure(lines: MediaConfig['lines']): void {
    this.#lines = new Map(
      Object.entries(lines).map(([line, { iceServers }]) => [line, JSON.stringify(iceServers)]),
    );
    const wanted = new Set([noServers, ...this.#lines.values()]);
    for (const [key, kind] of this.#kinds) {
      if (wanted.has(key)) continue;
      kind.spare?.peer.close();
      this.#kinds.delete(key);
    }
    for (const key of wanted) {
      if (this.#kinds.has(key)) continue;
      const servers = (JSON.parse(key) as IceServers).map(rtcServer).filter(isUsable);
      this.#kinds.set(key, { usable: servers, spare: null });
    }
    if (this.#warmed) this.#fill();
  }

  /** Keeps spares from now on. */
  async warm(): Promise<void> {
    this.#warmed = true;
    await this.#certify();
    this.#fill();
  }

  /** The machine's addresses may have changed: what the spares have gathered is worth nothing. */
  renew(): void {
    this.#drop();
    if (this.#warmed) this.#fill();
  }

  async take(line: string): Promise<Connection> {
    await this.#certify();
    const kind = this.#kindOf(line);
    const { spare } = kind;
    kind.spare = null;
    if (this.#warmed) this.#refillLater();
    if (spare !== null) return { peer: spare.peer, warmMs: performance.now() - spare.since };
    return { peer: this.#open(kind, 0), warmMs: 0 };
  }

  #kindOf(line: string): Kind {
    const key = this.#lines.get(line) ?? noServers;
    const kind = this.#kinds.get(key) ?? this.#kinds.get(noServers);
    if (kind === undefined) throw new Error('no kind of connection');
    return kind;
  }

  async #certify(): Promise<void> {
    const left = (this.#certificate?.expires ?? 0) - Date.now();
    if (left > RENEW_BEFORE_MS) return;
    // `expires` is Chromium's and Firefox's addition to the algorithm's parameters (WebRTC 1.0 section 4.9.1).
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256', expires: CERTIFICATE_LIFE_MS };
    this.#certificate = await RTCPeerConnection.generateCertificate(algorithm);
  }

  /** A spare without servers serves nobody when every line names some. */
  #fill(): void {
    const used = this.#lines.size === 0 ? [noServers] : [...new Set(this.#lines.values())];
    for (const key of used.slice(0, MOST_SPARES)) {
      const kind = this.#kinds.get(key);
      if (kind?.spare === null) kind.spare = { peer: this.#open(kind, 1), since: performance.now() };
    }
    clearTimeout(this.#renew);
    this.#renew = setTimeout(() => this.renew(), SPARE_LIFE_MS);
  }

  #refillLater(): void {
    clearTimeout(this.#renew);
    clearTimeout(this.#refill);
    this.#refill = setTimeout(() => void this.#certify().then(() => this.#fill()), REFILL_AFTER_MS);
  }

  #drop(): void {
    clearTimeout(this.#renew);
    for (const kind of this.#kinds.values()) {
      kind.spare?.peer.close();
      kind.spare = null;
    }
  }

  #open({ usable }: Kind, iceCandidatePoolSize: number): RTCPeerConnection {
    return new RTCPeerConnection({
      iceServers: usable,
      iceCandidatePoolSize,
      certificates: this.#certificate === null ? [] : [this.#certificate],
      // Gateways that answer without a=group:BUNDLE break max-bundle; with one section balanced costs nothing.
      bundlePolicy: 'balanced',
      rtcpMuxPolicy: 'require',
    });
  }
}

/** One server that the browser refuses, for its URL or for want of a password, must not cost every call. */
function isUsable(server: RTCIceServer): boolean {
  try {
    new RTCPeerConnection({ iceServers: [server] }).close();
    return true;
  } catch {
    return false;
  }
}

/** Absent and undefined are two things to the browser's types. */
export function rtcServer({ urls, username, credential }: IceServers[number]): RTCIceServer {
  return {
    urls,
    ...(username === undefined ? {} : { username }),
    ...(credential === undefined ? {} : { credential }),
  };
}
