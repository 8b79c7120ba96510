/**
 * The media of one call, as SIP.js asks for it (SessionDescriptionHandler) and as werift does it: ICE, DTLS-SRTP, PCMU and
 * telephone events. Sends one packet every 20 ms while connected, and nothing else runs on a timer here.
 */
import { randomInt } from 'node:crypto';
import type { SessionDescriptionHandler, SessionDescriptionHandlerOptions } from 'sip.js';
import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, RtpHeader } from 'werift';
import type { RTCRtpTransceiver, RtpPacket } from 'werift';
import { KeyReader } from './dtmf.ts';
import { FRAME } from './g711.ts';
import type { Frame } from './mouth.ts';
import { Pace } from './pace.ts';

export interface PeerEvents {
  /** Asked for every 20 ms while sound may go out. */
  frame(): Frame;
  heard(sound: Uint8Array): void;
  key(key: string): void;
  /** Sound can pass. Said again after each restart of ICE. */
  connected(): void;
  /** The far side holds us (false) and lets us talk again (true). */
  maySend(may: boolean): void;
}

export interface PeerOptions extends SessionDescriptionHandlerOptions {
  /** We put the far side on hold: our sound (music) still goes out, nothing comes in. */
  hold?: boolean;
}

const PCMU = { mimeType: 'audio/PCMU', clockRate: 8_000, channels: 1, payloadType: 0 } as const;
const EVENTS = {
  mimeType: 'audio/telephone-event',
  clockRate: 8_000,
  channels: 1,
  payloadType: 101,
} as const;

export class Peer implements SessionDescriptionHandler {
  readonly #events: PeerEvents;
  readonly #keys = new KeyReader();
  readonly #pace: Pace;
  #connection: RTCPeerConnection;
  #transceiver: RTCRtpTransceiver;
  /** Media session and fingerprint of the far side: when they change, another device or window has taken the call over. */
  #remoteIdentity: string | null = null;
  #session = '';
  #version = 0;
  #sequence = Math.floor(Math.random() * 0x7fff);
  #timestamp = Math.floor(Math.random() * 0x7fff_ffff);
  #eventTimestamp = 0;
  #maySend = true;
  #closed = false;

  constructor(events: PeerEvents) {
    this.#events = events;
    this.#pace = new Pace(20, () => {
      if (this.#maySend) this.#send(this.#events.frame());
    });
    [this.#connection, this.#transceiver] = this.#open();
  }

  hasDescription(contentType: string): boolean {
    return contentType.toLowerCase() === 'application/sdp';
  }

  async getDescription(options: PeerOptions = {}): Promise<{ body: string; contentType: string }> {
    const connection = this.#connection;
    this.#transceiver.setDirection(options.hold ? 'sendonly' : 'sendrecv');
    const answering = connection.signalingState === 'have-remote-offer';
    await connection.setLocalDescription(
      answering ? await connection.createAnswer() : await connection.createOffer(),
    );
    if (answering) this.#settled();
    this.#version += 1;
    const origin = `o=- ${this.#session} ${String(this.#version)} IN IP4 127.0.0.1`;
    const body = (connection.localDescription?.sdp ?? '')
      // werift makes up a new session each time (RFC 3264 8 wants the same with a higher version) …
      .replace(/^o=.*$/m, origin)
      // … and gives an inactive stream port 0, which would end it (RFC 3264 8.2).
      .replace(/^m=audio 0 /m, 'm=audio 9 ');
    return { body, contentType: 'application/sdp' };
  }

  async setDescription(sdp: string): Promise<void> {
    const answer = this.#connection.signalingState === 'have-local-offer';
    const identity = identityOf(sdp);
    if (!answer && this.#remoteIdentity !== null && this.#remoteIdentity !== identity) await this.restart();
    this.#remoteIdentity = identity;
    await this.#connection.setRemoteDescription({ type: answer ? 'answer' : 'offer', sdp });
    if (answer) this.#settled();
  }

  async rollbackDescription(): Promise<void> {
    if (this.#connection.signalingState !== 'stable')
      await this.#connection.setLocalDescription({ type: 'rollback' });
  }

  sendDtmf(): boolean {
    return false; // keys are frames, see Mouth
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#pace.stop();
    void this.#connection.close().catch(() => {});
  }

  #open(): [RTCPeerConnection, RTCRtpTransceiver] {
    this.#session = String(randomInt(2 ** 47));
    const connection = new RTCPeerConnection({
      codecs: { audio: [new RTCRtpCodecParameters(PCMU), new RTCRtpCodecParameters(EVENTS)] },
      iceServers: [],
      iceUseIpv6: false,
      // Loopback is left out by default, and is all there is on a machine without a network.
      iceAdditionalHostAddresses: ['127.0.0.1'],
      bundlePolicy: 'max-bundle',
    });
    const track = new MediaStreamTrack({ kind: 'audio' });
    const transceiver = connection.addTransceiver(track, { direction: 'sendrecv' });
    let heard: MediaStreamTrack | null = null;
    connection.onTrack.subscribe(remote => {
      if (remote === heard) return; // werift announces the same track again after each change
      heard = remote;
      remote.onReceiveRtp.subscribe(packet => this.#receive(packet));
    });
    connection.connectionStateChange.subscribe(state => {
      if (state !== 'connected' || this.#closed || connection !== this.#connection) return;
      this.#pace.start();
      this.#events.connected();
    });
    return [connection, transceiver];
  }

  /** ICE and DTLS of a new far side need a connection of their own; the SIP dialog goes on (RFC 8842 5.5). */
  async restart(): Promise<void> {
    this.#pace.stop();
    const old = this.#connection;
    [this.#connection, this.#transceiver] = this.#open();
    await old.close().catch(() => {});
  }

  #settled(): void {
    const direction = this.#transceiver.currentDirection;
    const may = direction === 'sendrecv' || direction === 'sendonly';
    if (may === this.#maySend) return;
    this.#maySend = may;
    this.#events.maySend(may);
  }

  #receive(packet: RtpPacket): void {
    if (this.#closed) return;
    const { payloadType, timestamp } = packet.header;
    if (payloadType === PCMU.payloadType) return this.#events.heard(packet.payload);
    const key = this.#keys.read(packet.payload, timestamp);
    if (key !== null) this.#events.key(key);
  }

  #send(frame: Frame): void {
    const { sender } = this.#transceiver;
    const payloadType =
      frame.kind === 'sound' ? PCMU.payloadType : this.#transceiver.getPayloadType(EVENTS.mimeType);
    this.#sequence = (this.#sequence + 1) & 0xffff;
    this.#timestamp = (this.#timestamp + FRAME) >>> 0;
    if (payloadType === undefined) return; // the far side knows no events
    if (frame.kind === 'event' && frame.marker) this.#eventTimestamp = this.#timestamp;
    const header = new RtpHeader({
      payloadType,
      sequenceNumber: this.#sequence,
      timestamp: frame.kind === 'sound' ? this.#timestamp : this.#eventTimestamp,
      ssrc: sender.ssrc,
      marker: frame.kind === 'event' && frame.marker,
    });
    void sender.dtlsTransport.sendRtp(frame.payload, header);
  }
}

function identityOf(sdp: string): string {
  const session = /^o=\S+ (\S+)/m.exec(sdp)?.[1] ?? '';
  const fingerprints = sdp.match(/^a=fingerprint:.*$/gm) ?? [];
  return [session, ...new Set(fingerprints.map(line => line.trim()))].join(' ');
}
