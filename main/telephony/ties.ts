/** What ties two calls together: a transfer, a consult call made for another, a conference. */
import type { Notification, URI } from 'sip.js';
import {
  conferenceStep,
  noConference,
  placeIn,
  type Conference,
  type ConferenceEffect,
  type ConferenceEvent,
} from '../../shared/call/conference.ts';
import type { Party, Ties as TiesView } from '../../shared/call/view.ts';
import type { Disposable } from '../../shared/disposable.ts';
import { HatifError } from '../../shared/errors.ts';
import type { Handover } from '../../shared/handover/types.ts';
import type { MediaPort } from '../media/port.ts';
import { dialAddress } from './address.ts';
import { partyOf } from './identity.ts';
import type { LiveCall } from './live-call.ts';
import { messageOf } from './log.ts';
import { Transfers, type TransferServices } from './transfers.ts';

export interface TiesServices extends TransferServices {
  media: MediaPort;
  living(): LiveCall[];
  /** Calls somebody on the line of `first`, which waits on hold. Throws HatifError `tooManyCalls`, `noLine`. */
  callOut(first: LiveCall, uri: URI, remote: Party, along: Handover | null): LiveCall;
}

export class Ties implements Disposable {
  readonly #services: TiesServices;
  readonly #transfers: Transfers;
  /** By consult call: the call it was made for. */
  readonly #consults = new Map<LiveCall, LiveCall>();
  /** Consult calls that are being given up so that the caller goes there unasked. */
  readonly #unasked = new Map<LiveCall, Handover | null>();

  #conference: Conference = noConference;

  constructor(services: TiesServices) {
    this.#services = services;
    this.#transfers = new Transfers(services);
  }

  viewOf(call: LiveCall): TiesView {
    return {
      transfer: this.#transfers.viewOf(call),
      consultFor: this.#consults.get(call)?.id ?? null,
      conference: placeIn(this.#conference, call.id),
    };
  }

  /** Hands the call on without asking. Throws HatifError: badNumber, wrongState, noLine. */
  transfer(call: LiveCall, target: string, name: string | null, along: Handover | null): void {
    const { uri, remote } = whom(call, target, name);
    this.#transfers.blind(call, remote, uri, along);
  }

  /**
   * Holds the call and asks somebody first; with `join`, who answers joins the two. Throws HatifError: badNumber,
   * wrongState, tooManyCalls, noLine.
   */
  consult(call: LiveCall, target: string, join: boolean, along: Handover | null): LiveCall {
    const { uri, remote } = whom(call, target, null);
    if (call.state.phase !== 'established') throw new HatifError('wrongState', 'The call is not up.');
    const consult = this.#services.callOut(call, uri, remote, along);
    this.#consults.set(consult, call);
    if (join) this.#confer({ kind: 'ask', first: call.id, third: consult.id });
    this.#services.changed(consult);
    return consult;
  }

  /**
   * Joins the two others and leaves. Either call may be named. A consult call that is not answered yet has no dialog that
   * could be replaced: it is given up, and the caller is sent there unasked. Throws HatifError: wrongState, noLine.
   */
  complete(call: LiveCall, along: Handover | null): void {
    const other = this.#services.living().find(each => each !== call);
    if (!other) throw new HatifError('wrongState', 'There is nobody to join.');
    const asked = this.#consults.has(call) || (!this.#consults.has(other) && !call.state.holds.local);
    const [first, consult] = asked ? [other, call] : [call, other];
    if (consult.state.phase === 'established') return this.#transfers.attended(first, consult, along);
    if (consult.state.direction === 'inbound' || first.state.phase !== 'established') {
      throw new HatifError('wrongState', 'Nobody has answered yet.');
    }
    this.#unasked.set(consult, along);
    consult.command({ kind: 'hangUp' });
  }

  /** Lets the two callers hear each other. Throws HatifError `wrongState`. */
  join(call: LiveCall): void {
    const other = this.#services.living().find(each => each !== call);
    const up = [call, other].every(
      each => each?.state.phase === 'established' && this.#transfers.viewOf(each) === null,
    );
    if (!other || !up) throw new HatifError('wrongState', 'Two calls have to be up.');
    const first = this.#consults.has(call) ? [other.id, call.id] : [call.id, other.id];
    this.#confer({ kind: 'join', members: first as [string, string] });
  }

  /** Back to two calls: `keep` is talked to, the other held. Throws HatifError `wrongState`. */
  split(keep: LiveCall): void {
    this.#confer({ kind: 'split', keep: keep.id });
  }

  /** Whether both are talked to at once. */
  together(one: LiveCall, other: LiveCall): boolean {
    const { members } = this.#conference.phase === 'joined' ? this.#conference : { members: [] as string[] };
    return members.includes(one.id) && members.includes(other.id);
  }

  /** The media window is a new one. */
  reborn(): void {
    if (this.#conference.phase === 'joined')
      this.#carryOut({ kind: 'mix', members: this.#conference.members });
  }

  /** Throws HatifError `wrongState`. */
  takeBack(call: LiveCall): void {
    this.#transfers.takeBack(call);
  }

  /** Whether the transfer of this call has seen to it. */
  hangUp(call: LiveCall): boolean {
    return this.#transfers.hangUp(call);
  }

  /** A call that is being handed on is resumed by taking it back. Throws HatifError `wrongState`. */
  resume(call: LiveCall): boolean {
    if (this.#transfers.viewOf(call) === null) return false;
    this.#transfers.takeBack(call);
    return true;
  }

  notified(call: LiveCall, notification: Notification): void {
    this.#transfers.notified(call, notification);
  }

  callChanged(call: LiveCall): void {
    this.#transfers.callChanged(call);
    if (call.state.phase === 'established') this.#confer({ kind: 'answered', call: call.id });
    if (call.alive) return;
    this.#confer({ kind: 'ended', call: call.id });
    const first = this.#consults.get(call);
    for (const [consult, of] of this.#consults)
      if (consult === call || of === call) this.#consults.delete(consult);
    const along = this.#unasked.get(call);
    if (along === undefined) return;
    this.#unasked.delete(call);
    if (first?.alive) this.#sendUnasked(first, call.state.remote, along);
  }

  #confer(event: ConferenceEvent): void {
    const before = this.#conference;
    const { state, effects } = conferenceStep(before, event);
    this.#conference = state;
    for (const effect of effects) this.#carryOut(effect);
    if (state === before) return;
    for (const call of this.#services.living()) this.#services.changed(call);
  }

  #carryOut(effect: ConferenceEffect): void {
    const { living, log, media, resume } = this.#services;
    if (effect.kind === 'mix') {
      media.request('mix', { sessions: [...effect.members] }).catch((thrown: unknown) => {
        log('warn', 'The conference could not be mixed', { error: messageOf(thrown) });
      });
      return;
    }
    const call = living().find(each => each.id === effect.call);
    if (call?.state.phase !== 'established') return;
    if (effect.kind === 'hold') call.command({ kind: 'hold', hold: true });
    else resume(call);
  }

  #sendUnasked(call: LiveCall, target: Party, along: Handover | null): void {
    try {
      this.transfer(call, target.number, target.name, along);
    } catch (thrown) {
      // The caller is still on hold, where the agent sees them.
      this.#services.log('warn', 'A call could not be sent on', { call: call.id, error: messageOf(thrown) });
    }
  }

  dispose(): void {
    this.#transfers.dispose();
    this.#consults.clear();
    this.#unasked.clear();
  }
}

function whom(call: LiveCall, target: string, name: string | null): { uri: URI; remote: Party } {
  const { country, domain } = call.account();
  const { uri, user } = dialAddress(target, domain);
  return { uri, remote: partyOf(user, name, country) };
}
