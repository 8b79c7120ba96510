/** Media of the lab's WebRTC phone: DTLS-SRTP by werift. */
import {
  MediaStreamTrack,
  RtpHeader,
  RtpPacket,
  RTCPeerConnection,
  RTCRtpCodecParameters,
  type RTCRtpTransceiver,
} from 'werift';
import type { PhoneMedia } from './phoneMedia.ts';
import { Ear, Mouth, sampleRate, samplesPerPacket, type Tone } from './voice.ts';

const pcmu = { mimeType: 'audio/PCMU', clockRate: sampleRate, channels: 1, payloadType: 0 };

/**
 * The one address that is offered. werift gives the addresses of all interfaces one and the same priority; where there is
 * another, the two ends may then nominate different pairs (RFC 8445 section 5.1.2.1), and no sound comes either way.
 */
const loopback = '127.0.0.1';

export class WebMedia implements PhoneMedia {
  readonly ear = new Ear();
  readonly digits = '';
  readonly #connection = new RTCPeerConnection({
    codecs: { audio: [new RTCRtpCodecParameters(pcmu)] },
    iceServers: [],
    iceUseIpv6: false,
    iceAdditionalHostAddresses: [loopback],
    iceFilterCandidatePair: pair => pair.localCandidate.host === loopback,
  });
  readonly #track = new MediaStreamTrack({ kind: 'audio' });
  readonly #transceiver: RTCRtpTransceiver;
  #hearing: { unSubscribe: () => void } | null = null;
  #mouth: Mouth | null = null;

  constructor(tone: Tone) {
    this.#transceiver = this.#connection.addTransceiver(this.#track, { direction: 'sendrecv' });
    this.#connection.onTrack.subscribe(track => {
      // Announced anew after a hold, though it may be the same track.
      this.#hearing?.unSubscribe();
      this.#hearing = track.onReceiveRtp.subscribe(packet => this.ear.receive(packet.payload));
    });
    this.#connection.connectionStateChange.subscribe(state => {
      if (state === 'connected')
        this.#mouth ??= new Mouth(tone, (payload, number) => this.#send(payload, number));
    });
  }

  async getDescription() {
    const answering = this.#connection.signalingState === 'have-remote-offer';
    const made = answering ? await this.#connection.createAnswer() : await this.#connection.createOffer({});
    await this.#connection.setLocalDescription(made);
    const offered = this.#connection.localDescription?.sdp ?? '';
    const body = offered.replace(/^a=candidate:(?:\S+ ){4}(?!127\.0\.0\.1 ).*\r\n/gm, '');
    return { body, contentType: 'application/sdp' };
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
    this.#mouth?.close();
    void this.#connection.close();
  }

  #send(payload: Buffer, number: number): void {
    if (!this.#transceiver.currentDirection?.startsWith('send')) return; // held
    const header = new RtpHeader({
      payloadType: pcmu.payloadType,
      sequenceNumber: number & 0xffff,
      timestamp: (number * samplesPerPacket) >>> 0,
      ssrc: this.#transceiver.sender.ssrc,
      marker: number === 0,
    });
    this.#track.writeRtp(new RtpPacket(header, payload));
  }
}
