/**
 * The media of one call: one RTCPeerConnection with one audio section, negotiated by offer and answer (RFC 3264).
 *
 *   offer() ──> have-local-offer ── accept() ──> stable        an answer may come twice (183, then 200), or differ
 *                     └─ rollback() ──> as before              when the INVITE was forked
 *   answer() ─> stable                                         rolled back by itself when anything fails
 *   prepare() ─> stable, but deaf ── answer() ──> stable
 *
 * Steps happen one after another; close() at once.
 */
import { audioDirection } from '../../shared/call/direction.ts';
import type { CodecName } from '../../shared/lines/types.ts';
import type { MediaEvent, MediaOutput } from '../../shared/media/protocol.ts';
import { MediaFault, toFault } from './fault.ts';
import { gather } from './gather.ts';
import { ourDirection, theyHold } from './hold.ts';
import type { Microphone, MicrophoneLease } from './microphone.ts';
import { prefer, restoreHearing, takeAudio } from './peer.ts';
import type { ConnectionPool } from './pool.ts';
import { splitCandidates } from './sdp.ts';
import type { Speaker } from './speaker.ts';

export interface SessionParts {
  pool: ConnectionPool;
  /** The account that the call belongs to. */
  line: string;
  /** In the order in which they are offered and preferred. */
  codecs: readonly CodecName[];
  microphone: Microphone;
  speaker: Speaker;
  emit(event: MediaEvent): void;
  /** A digit has begun to go out. */
  onDigit(digit: string): void;
  /** What a conference mixes is not what it was: a track, or a hold. */
  onChange(): void;
}

interface Line {
  peer: RTCPeerConnection;
  /** Gathered before the call; only the first description profits. */
  warmMs: number;
  audio: RTCRtpTransceiver | null;
}

/** An answer that waits for the agent, made without their candidates so that no check goes out. */
interface Prepared {
  offer: string;
  candidates: string[];
  described: Described;
}

type Described = MediaOutput<'offer'>;

export class Session {
  readonly id: string;
  readonly #parts: SessionParts;
  readonly #end = new AbortController();
  /** Rejects when the call ends. */
  readonly #ended: Promise<never>;
  #turn: Promise<unknown> = Promise.resolve();
  #line: Line | null = null;
  #lease: MicrophoneLease | null = null;
  /** What goes out in place of the microphone. */
  #instead: MediaStreamTrack | null = null;
  /** What goes out in place of all that for a moment. */
  #over: MediaStreamTrack | null = null;
  #heard: MediaStreamTrack | null = null;
  #muted = false;
  #weHold = false;
  #theyHold = false;
  /** What a rollback returns to. */
  #before = { weHold: false, theyHold: false };
  #lastAnswer: string | null = null;
  #prepared: Prepared | null = null;

  constructor(id: string, parts: SessionParts) {
    this.id = id;
    this.#parts = parts;
    this.#ended = new Promise((_resolve, reject) => {
      const end = (): void => reject(new MediaFault('closed', 'the call ended'));
      this.#end.signal.addEventListener('abort', end, { once: true });
    });
    this.#ended.catch(() => undefined);
  }

  /** Whether packets of the far end are due. */
  get expectsAudio(): boolean {
    const direction = this.#line?.audio?.currentDirection;
    if (this.#prepared !== null || this.#theyHold) return false;
    return direction === 'sendrecv' || direction === 'recvonly';
  }

  /** The agent is heard here, unless muted. */
  get microphone(): MediaStreamTrack | null {
    return this.#lease?.track ?? null;
  }

  /** What comes from the far end. */
  get heard(): MediaStreamTrack | null {
    return this.#heard;
  }

  /** Nobody holds, and both sides are heard. */
  get bothWays(): boolean {
    const up = this.#lease !== null && this.#heard !== null && this.#prepared === null;
    return up && !this.#weHold && !this.#theyHold && !this.#end.signal.aborted;
  }

  /** Null for the microphone alone. */
  sendInstead(track: MediaStreamTrack | null): void {
    this.#instead = track;
    this.#send();
  }

  /** What goes out; it has the microphone in it. */
  get outgoing(): MediaStreamTrack | null {
    return this.#instead ?? this.microphone;
  }

  /** For a moment, over what goes out otherwise; null ends it, unless another than `was` has taken its place. */
  sendOver(track: MediaStreamTrack | null, was: MediaStreamTrack | null = this.#over): void {
    if (track === null && this.#over !== was) return;
    this.#over = track;
    this.#send();
  }

  offer(iceRestart: boolean, hold: boolean): Promise<Described> {
    return this.#inTurn(async () => {
      const line = await this.#open();
      return this.#orUndo(line, async () => {
        line.audio ??= prefer(line.peer.addTransceiver('audio'), this.#parts.codecs);
        this.#direct(line.audio, hold);
        return this.#describe(line, () => line.peer.createOffer({ iceRestart }));
      });
    });
  }

  prepare(offer: string): Promise<null> {
    return this.#inTurn(async () => {
      const { sdp, candidates } = splitCandidates(offer);
      const line = await this.#open();
      const described = await this.#orUndo(line, async () =>
        this.#gather(line, await this.#answerTo(line, sdp, false)),
      );
      this.#prepared = { offer, candidates, described };
      return null;
    });
  }

  answer(offer: string, hold: boolean): Promise<Described> {
    return this.#inTurn(async () => {
      if (!hold && this.#prepared?.offer === offer) return this.#answerPrepared(this.#prepared);
      const line = await this.#open();
      // The browser would silently take ours back; glare is for the SIP side to settle (RFC 3261 section 14.2).
      if (line.peer.signalingState === 'have-local-offer')
        throw new MediaFault('badDescription', 'an offer while ours is open');
      this.#prepared = null;
      return this.#orUndo(line, () => this.#describe(line, () => this.#answerTo(line, offer, hold)));
    });
  }

  accept(answer: string): Promise<null> {
    return this.#inTurn(async () => {
      const line = this.#known();
      const { peer } = line;
      if (peer.signalingState === 'have-local-offer') return this.#accept(line, answer);
      // The 200 repeats what the 183 said (RFC 3261 section 13.2.1).
      if (answer === this.#lastAnswer) return null;
      if (this.#lastAnswer === null) throw new MediaFault('badDescription', 'an answer to no offer');
      // Another fork answers the same offer: offered again, unchanged, to ourselves alone.
      return this.#orUndo(line, async () => {
        await peer.setLocalDescription(await peer.createOffer());
        return this.#accept(line, answer);
      });
    });
  }

  rollback(): Promise<null> {
    return this.#inTurn(async () => {
      const line = this.#known();
      await this.#undo(line);
      return null;
    });
  }

  /** Drops the connection, so that the next description begins with a new one. The microphone and the mute stay. */
  renew(): Promise<null> {
    return this.#inTurn(async () => {
      this.#line?.peer.close();
      this.#line = null;
      this.#lastAnswer = null;
      this.#prepared = null;
      this.#theyHold = false;
      this.#heard = null;
      this.#parts.onChange();
      return null;
    });
  }

  mute(muted: boolean): void {
    this.#muted = muted;
    this.#applyMute();
  }

  /** False when telephone-event was not negotiated (RFC 4733), or the call does not send. */
  dtmf(tones: string): boolean {
    const sender = this.#line?.audio?.sender.dtmf ?? null;
    if (sender === null || !sender.canInsertDTMF) return false;
    // insertDTMF replaces what is still waiting to be sent.
    sender.insertDTMF(sender.toneBuffer + tones.toUpperCase(), DIGIT_MS, GAP_MS);
    return true;
  }

  async report(): Promise<RTCStatsReport | null> {
    const peer = this.#line?.peer;
    return peer === undefined || peer.connectionState === 'closed' ? null : peer.getStats();
  }

  close(): void {
    if (this.#end.signal.aborted) return;
    this.#end.abort();
    this.#line?.peer.close();
    this.#lease?.release();
    this.#parts.speaker.stop();
  }

  /**
   * Makes a description, puts it in force and waits for what it needs, while the microphone opens. Addresses are not
   * hidden from a page that may use the microphone, so gathering need not wait for it.
   */
  async #describe(line: Line, make: () => Promise<RTCSessionDescriptionInit>): Promise<Described> {
    const microphone = this.#openMicrophone();
    // Seen to below, when the description is there.
    microphone.catch(() => undefined);
    const described = await this.#gather(line, await make());
    await microphone;
    this.#begin(line);
    return described;
  }

  async #answerTo(line: Line, offer: string, hold: boolean): Promise<RTCSessionDescriptionInit> {
    const { peer } = line;
    await peer.setRemoteDescription({ type: 'offer', sdp: offer });
    this.#lastAnswer = null;
    line.audio = prefer(takeAudio(peer), this.#parts.codecs);
    const said = audioDirection(offer);
    this.#theyHold = theyHold(this.#theyHold, { theirs: 'offer', said, ours: null });
    // The answer is cut down to what the offer allows by the browser (RFC 8829 section 5.3.1).
    this.#direct(line.audio, hold);
    return peer.createAnswer();
  }

  async #answerPrepared(prepared: Prepared): Promise<Described> {
    const line = this.#known();
    await this.#openMicrophone();
    this.#prepared = null;
    this.#begin(line);
    // Each keeps the page busy for a while, and none is of use before the far end has the answer: that goes first.
    setTimeout(() => {
      // One that the browser cannot read costs only itself, as in a whole description.
      for (const candidate of prepared.candidates)
        line.peer.addIceCandidate({ candidate, sdpMLineIndex: 0 }).catch(() => undefined);
    });
    return { ...prepared.described, gatheredMs: 0, gatheredBy: 'none' };
  }

  #gather(line: Line, description: RTCSessionDescriptionInit): Promise<Described> {
    const { warmMs } = line;
    line.warmMs = 0;
    const outside = this.#parts.pool.outside(this.#parts.line);
    return gather(line.peer, description, { outside, warmMs, signal: this.#end.signal });
  }

  async #accept({ peer }: Line, answer: string): Promise<null> {
    await peer.setRemoteDescription({ type: 'answer', sdp: answer }).catch((thrown: unknown) => {
      throw toFault(thrown, 'badDescription');
    });
    this.#lastAnswer = answer;
    const ours = audioDirection(peer.localDescription?.sdp ?? '');
    const said = audioDirection(answer);
    this.#theyHold = theyHold(this.#theyHold, { theirs: 'answer', said, ours });
    this.#parts.onChange();
    return null;
  }

  /** A step that fails leaves the call as it was. */
  async #orUndo<T>(line: Line, step: () => Promise<T>): Promise<T> {
    if (line.peer.signalingState === 'stable')
      this.#before = { weHold: this.#weHold, theyHold: this.#theyHold };
    try {
      return await step();
    } catch (thrown) {
      // What failed first is what matters.
      await this.#undo(line).catch(() => undefined);
      throw toFault(thrown, 'badDescription');
    }
  }

  async #open(): Promise<Line> {
    if (this.#line !== null) return this.#line;
    const { peer, warmMs } = await this.#parts.pool.take(this.#parts.line);
    if (this.#end.signal.aborted) {
      peer.close();
      throw new MediaFault('closed', 'the call ended');
    }
    const { emit } = this.#parts;
    const session = this.id;
    peer.addEventListener('iceconnectionstatechange', () => {
      emit({ kind: 'ice', session, state: peer.iceConnectionState });
    });
    peer.addEventListener('track', event => {
      // Their stream loses the track when they hold; one of our own keeps it.
      this.#parts.speaker.play(new MediaStream([event.track]));
      this.#heard = event.track;
      this.#parts.onChange();
    });
    this.#line = { peer, warmMs, audio: null };
    return this.#line;
  }

  async #openMicrophone(): Promise<void> {
    if (this.#lease !== null) return;
    const lease = await this.#parts.microphone.lease(() => {
      this.#send();
      this.#parts.onChange();
    });
    if (this.#end.signal.aborted) {
      lease.release();
      throw new MediaFault('closed', 'the call ended');
    }
    this.#lease = lease;
    this.#applyMute();
  }

  /** Gives the far end what the lease holds now. */
  #send(): void {
    const { audio } = this.#line ?? {};
    if (this.#lease === null || !audio) return;
    this.#applyMute();
    const track = this.#over ?? this.#instead ?? this.#lease.track;
    // Refused only on a connection that was closed meanwhile.
    if (audio.sender.track !== track) audio.sender.replaceTrack(track).catch(() => undefined);
  }

  #begin(line: Line): void {
    // Starting to send keeps the page busy: the description goes first.
    setTimeout(() => {
      this.#send();
      this.#parts.onChange();
    });
    const { transport, dtmf } = line.audio?.sender ?? {};
    if (!transport || !dtmf || transport === this.#watched) return;
    this.#watched = transport;
    transport.addEventListener('statechange', () => {
      // A forked answer starts DTLS anew on the transport, which then reports `closed` of the one before.
      if (transport.state === 'closed') return;
      this.#parts.emit({ kind: 'dtls', session: this.id, state: transport.state });
    });
    dtmf.addEventListener('tonechange', ({ tone }) => {
      if (tone !== '') this.#parts.onDigit(tone);
    });
  }
  #watched: RTCDtlsTransport | null = null;

  #direct(audio: RTCRtpTransceiver, hold: boolean): void {
    // Out of a conference before anything is negotiated: a hold that fails must not leak.
    if (hold !== this.#weHold) {
      this.#weHold = hold;
      this.#parts.onChange();
    }
    audio.direction = ourDirection(hold, this.#theyHold);
    this.#applyMute();
  }

  async #undo(line: Line): Promise<void> {
    const { peer } = line;
    const ours = peer.signalingState === 'have-local-offer';
    if (ours) await peer.setLocalDescription({ type: 'rollback' });
    else if (peer.signalingState === 'have-remote-offer')
      await peer.setRemoteDescription({ type: 'rollback' });
    else return;
    this.#theyHold = this.#before.theyHold;
    // A rollback leaves the directions as they were wished for, and stops a section that came with the offer.
    if (line.audio?.direction === 'stopped') line.audio = null;
    if (line.audio === null) return;
    this.#direct(line.audio, this.#before.weHold);
    if (ours) await restoreHearing(peer, line.audio.currentDirection);
  }

  /** While we hold, the far end hears nothing of this room, whatever its server plays instead. */
  #applyMute(): void {
    if (this.#lease !== null) this.#lease.track.enabled = !this.#muted && !this.#weHold;
  }

  #known(): Line {
    if (this.#line === null) throw new MediaFault('unknownSession', 'no such call');
    return this.#line;
  }

  #inTurn<T>(step: () => Promise<T>): Promise<T> {
    // A closed connection leaves its promises open for ever (WebRTC 1.0 section 4.4.1.6): the end of the call ends them.
    const result = this.#turn.then(() =>
      this.#end.signal.aborted ? this.#ended : Promise.race([step(), this.#ended]),
    );
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

/** Long enough for detectors that want 40 ms (Q.24) even when a packet is lost; the gap is Q.24's pause and half. */
export const DIGIT_MS = 160;
const GAP_MS = 70;
