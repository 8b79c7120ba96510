/**
 * Connections that have gathered before they are needed. On a loopback link gathering is nine tenths of the time from
 * the answer to the first audio; a spare connection and a certificate made in advance take it out of the call.
 */
import type { MediaConfig } from '../../shared/media/protocol.ts';

export interface Connection {
  peer: RTCPeerConnection;
  /** How long it has gathered, ms; 0 for a cold one. */
  warmMs: number;
}

type IceServers = MediaConfig['iceServers'];

/** One certificate serves every call of a day; Chromium's own life of 30 days would tie a month of calls together. */
const CERTIFICATE_LIFE_MS = 24 * 3_600_000;
const RENEW_BEFORE_MS = 3_600_000;
/** Gathered addresses grow old: leases end, networks change without a word. */
const SPARE_LIFE_MS = 10 * 60_000;
/** A new spare is made when the call that took the last one has had time to connect. */
const REFILL_AFTER_MS = 400;

export class ConnectionPool {
  #servers: IceServers = [];
  #usable: RTCIceServer[] = [];
  #certificate: RTCCertificate | null = null;
  #spare: { peer: RTCPeerConnection; since: number } | null = null;
  #refill: ReturnType<typeof setTimeout> | undefined;
  #renew: ReturnType<typeof setTimeout> | undefined;
  #warmed = false;

  get outside(): boolean {
    return this.#usable.length > 0;
  }

  configure(servers: IceServers): void {
    if (JSON.stringify(servers) === JSON.stringify(this.#servers)) return;
    this.#servers = servers;
    this.#usable = servers.map(iceServer).filter(isUsable);
    this.renew();
  }

  /** Keeps a spare from now on. */
  async warm(): Promise<void> {
    this.#warmed = true;
    await this.#certify();
    this.#fill();
  }

  /** The machine's addresses may have changed: what the spare has gathered is worth nothing. */
  renew(): void {
    this.#drop();
    if (this.#warmed) this.#fill();
  }

  async take(): Promise<Connection> {
    await this.#certify();
    const spare = this.#spare;
    this.#spare = null;
    if (this.#warmed) this.#refillLater();
    if (spare !== null) return { peer: spare.peer, warmMs: performance.now() - spare.since };
    return { peer: this.#open(0), warmMs: 0 };
  }

  dispose(): void {
    this.#warmed = false;
    clearTimeout(this.#refill);
    this.#drop();
  }

  async #certify(): Promise<void> {
    const left = (this.#certificate?.expires ?? 0) - Date.now();
    if (left > RENEW_BEFORE_MS) return;
    // `expires` is Chromium's and Firefox's addition to the algorithm's parameters (WebRTC 1.0 section 4.9.1).
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256', expires: CERTIFICATE_LIFE_MS };
    this.#certificate = await RTCPeerConnection.generateCertificate(algorithm);
  }

  #fill(): void {
    if (this.#spare !== null || !this.#warmed) return;
    this.#spare = { peer: this.#open(1), since: performance.now() };
    this.#renew = setTimeout(() => this.renew(), SPARE_LIFE_MS);
  }

  #refillLater(): void {
    clearTimeout(this.#renew);
    clearTimeout(this.#refill);
    this.#refill = setTimeout(() => void this.#certify().then(() => this.#fill()), REFILL_AFTER_MS);
  }

  #drop(): void {
    clearTimeout(this.#renew);
    this.#spare?.peer.close();
    this.#spare = null;
  }

  #open(iceCandidatePoolSize: number): RTCPeerConnection {
    return new RTCPeerConnection({
      iceServers: this.#usable,
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
function iceServer({ urls, username, credential }: IceServers[number]): RTCIceServer {
  return {
    urls,
    ...(username === undefined ? {} : { username }),
    ...(credential === undefined ? {} : { credential }),
  };
}
