/** Media of the lab's WebRTC phone: DTLS-SRTP by werift, a tone out, and what came in of late. */
import type { SessionDescriptionHandler, SessionDescriptionHandlerOptions } from 'sip.js';
import { MediaStreamTrack, RtpHeader, RtpPacket, RTCPeerConnection, RTCRtpCodecParameters } from 'werift';
import { heardIn, rms, type Heard } from './audio.ts';
import { decodePcmu, encodePcmu } from './pcmu.ts';

const sampleRate = 8000;
const perPacket = 160; // 20 ms
const pcmu = { mimeType: 'audio/PCMU', clockRate: sampleRate, channels: 1, payloadType: 0 };

export class WebMedia implements SessionDescriptionHandler {
  readonly #connection = new RTCPeerConnection({
    codecs: { audio: [new RTCRtpCodecParameters(pcmu)] },
    iceServers: [],
    iceUseIpv6: false,
    iceInterfaceAddresses: { udp4: '127.0.0.1' },
    iceAdditionalHostAddresses: ['127.0.0.1'],
  });
  readonly #track = new MediaStreamTrack({ kind: 'audio' });
  readonly #tone: { hertz: number; amplitude: number };
  readonly #ssrc: () => number;
  #ear: { unSubscribe: () => void } | null = null;
  #sender: NodeJS.Timeout | null = null;
  #sent = 0;
  #heard: number[] = [];
  #soundAt = 0;

  constructor(tone: { hertz: number; amplitude: number }) {
    this.#tone = tone;
    const transceiver = this.#connection.addTransceiver(this.#track, { direction: 'sendrecv' });
    this.#ssrc = () => transceiver.sender.ssrc;
    this.#connection.onTrack.subscribe(track => {
      // Announced anew after a hold, though it may be the same track.
      this.#ear?.unSubscribe();
      this.#ear = track.onReceiveRtp.subscribe(packet => this.#receive(packet.payload));
    });
    this.#connection.connectionStateChange.subscribe(state => {
      if (state === 'connected' && this.#sender === null) this.#speak();
    });
  }

  /** The last half second that was received. */
  get heard(): Heard {
    return heardIn(Float64Array.from(this.#heard));
  }

  /** When the last sound above a whisper came, milliseconds since the epoch; 0 for never. */
  get soundAt(): number {
    return this.#soundAt;
  }

  async getDescription(_options?: SessionDescriptionHandlerOptions) {
    const answering = this.#connection.signalingState === 'have-remote-offer';
    const made = answering ? await this.#connection.createAnswer() : await this.#connection.createOffer({});
    await this.#connection.setLocalDescription(made);
    return { body: this.#connection.localDescription?.sdp ?? '', contentType: 'application/sdp' };
  }

  hasDescription(contentType: string): boolean {
    return contentType === 'application/sdp';
  }

  async setDescription(sdp: string): Promise<void> {
    const answered = this.#connection.signalingState === 'have-local-offer';
    // rtpengine leaves the address out, which RFC 3605 allows and werift does not read.
    const readable = sdp.replace(/^a=rtcp:\d+\r\n/gm, '');
    await this.#connection.setRemoteDescription({ type: answered ? 'answer' : 'offer', sdp: readable });
  }

  sendDtmf(): boolean {
    return false;
  }

  close(): void {
    if (this.#sender !== null) clearInterval(this.#sender);
    void this.#connection.close();
  }

  #receive(payload: Buffer): void {
    const samples = Array.from(payload, decodePcmu);
    if (rms(Float64Array.from(samples)) > 0.005) this.#soundAt = Date.now();
    this.#heard.push(...samples);
    this.#heard.splice(0, this.#heard.length - sampleRate / 2);
  }

  #speak(): void {
    const began = performance.now();
    const due = () => Math.floor((performance.now() - began) / 20);
    this.#sender = setInterval(() => {
      while (this.#sent < due()) this.#sendPacket();
    }, 10);
  }

  #sendPacket(): void {
    const first = this.#sent * perPacket;
    const { hertz, amplitude } = this.#tone;
    const sound = (i: number) => amplitude * Math.sin((2 * Math.PI * hertz * (first + i)) / sampleRate);
    const payload = Buffer.from(Array.from({ length: perPacket }, (_, i) => encodePcmu(sound(i))));
    const header = new RtpHeader({
      payloadType: pcmu.payloadType,
      sequenceNumber: this.#sent & 0xffff,
      timestamp: first >>> 0,
      ssrc: this.#ssrc(),
      marker: this.#sent === 0,
    });
    this.#track.writeRtp(new RtpPacket(header, payload));
    this.#sent++;
  }
}
