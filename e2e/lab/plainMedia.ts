/** Media of the lab's plain phone: RTP over UDP (RFC 3550, 3551), offer and answer (RFC 3264), keys (RFC 4733). */
import { createSocket, type Socket } from 'node:dgram';
import type { HoldOptions, PhoneMedia } from './phoneMedia.ts';
import { Ear, Mouth, samplesPerPacket, type Tone } from './voice.ts';

const audio = 0;
const keys = '0123456789*#ABCD';

type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

export class PlainMedia implements PhoneMedia {
  readonly ear = new Ear();
  readonly #port: number;
  readonly #socket: Socket;
  readonly #mouth: Mouth;
  #remote: { port: number; sends: boolean; receives: boolean; keys: number } | null = null;
  #state: 'stable' | 'ourOffer' | 'theirOffer' = 'stable';
  #sends = true;
  #receives = true;
  #version = 0;
  #digits = '';
  #lastKeyAt = -1;

  constructor(tone: Tone, port: number) {
    this.#port = port;
    this.#socket = createSocket('udp4');
    this.#socket.on('message', packet => this.#receive(packet));
    this.#socket.bind(port, '127.0.0.1');
    this.#mouth = new Mouth(tone, (payload, number) => this.#send(payload, number));
  }

  get digits(): string {
    return this.#digits;
  }

  async getDescription(options: HoldOptions = {}) {
    const answering = this.#state === 'theirOffer';
    this.#state = answering ? 'stable' : 'ourOffer';
    this.#sends = !answering || this.#remote?.receives === true;
    this.#receives = options.hold !== true && (!answering || this.#remote?.sends === true);
    const body = [
      'v=0',
      `o=- 1 ${++this.#version} IN IP4 127.0.0.1`,
      's=-',
      'c=IN IP4 127.0.0.1',
      't=0 0',
      `m=audio ${this.#port} RTP/AVP ${audio} 101`,
      'a=rtpmap:0 PCMU/8000',
      'a=rtpmap:101 telephone-event/8000',
      'a=fmtp:101 0-15',
      `a=ssrc:${this.#port} cname:lab`, // werift knows streams by it
      `a=${directionOf(this.#sends, this.#receives)}`,
      '',
    ].join('\r\n');
    return { body, contentType: 'application/sdp' };
  }

  hasDescription(contentType: string): boolean {
    return contentType === 'application/sdp';
  }

  async setDescription(sdp: string): Promise<void> {
    this.#state = this.#state === 'ourOffer' ? 'stable' : 'theirOffer';
    const port = Number(/^m=audio (\d+)/m.exec(sdp)?.[1]);
    const direction = /^a=(sendrecv|sendonly|recvonly|inactive)\r?$/m.exec(sdp)?.[1] ?? 'sendrecv';
    this.#remote = {
      port,
      sends: direction === 'sendrecv' || direction === 'sendonly',
      receives: direction === 'sendrecv' || direction === 'recvonly',
      keys: Number(/^a=rtpmap:(\d+) telephone-event\/8000/im.exec(sdp)?.[1] ?? 101),
    };
  }

  sendDtmf(): boolean {
    return false;
  }

  close(): void {
    this.#mouth.close();
    this.#socket.close();
  }

  #send(payload: Buffer, number: number): void {
    if (this.#remote === null || !this.#sends || !this.#remote.receives) return;
    const header = Buffer.alloc(12);
    header[0] = 0x80;
    header[1] = audio;
    header.writeUInt16BE(number & 0xffff, 2);
    header.writeUInt32BE((number * samplesPerPacket) >>> 0, 4);
    header.writeUInt32BE(this.#port, 8);
    this.#socket.send(Buffer.concat([header, payload]), this.#remote.port, '127.0.0.1');
  }

  /** What comes against what was agreed is heard all the same: the story is to notice it. */
  #receive(packet: Buffer): void {
    const payloadType = (packet[1] ?? 0) & 0x7f;
    const payload = packet.subarray(12 + 4 * ((packet[0] ?? 0) & 0x0f));
    if (payloadType === audio) return this.ear.receive(payload);
    // Each key comes in many packets that bear the time at which it was pressed (RFC 4733 section 2.3.3).
    const pressedAt = packet.readUInt32BE(4);
    if (payloadType !== 101 || pressedAt === this.#lastKeyAt) return;
    this.#lastKeyAt = pressedAt;
    this.#digits += keys[payload[0] ?? -1] ?? '';
  }
}

function directionOf(sends: boolean, receives: boolean): Direction {
  if (sends) return receives ? 'sendrecv' : 'sendonly';
  return receives ? 'recvonly' : 'inactive';
}
