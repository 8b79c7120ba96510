/** What ties two calls together: a transfer, or a consult call made for another. */
import type { Notification, URI } from 'sip.js';
import type { Party, Ties as TiesView } from '../../shared/call/view.ts';
import type { Disposable } from '../../shared/disposable.ts';
import { HatifError } from '../../shared/errors.ts';
import { dialAddress } from './address.ts';
import { partyOf } from './identity.ts';
import type { LiveCall } from './live-call.ts';
import { messageOf } from './log.ts';
import { Transfers, type TransferServices } from './transfers.ts';

export interface TiesServices extends TransferServices {
  living(): LiveCall[];
  /** Calls somebody on the line of `first`, which waits on hold. Throws HatifError `tooManyCalls`, `noLine`. */
  callOut(first: LiveCall, uri: URI, remote: Party): LiveCall;
}

export class Ties implements Disposable {
  readonly #services: TiesServices;
  readonly #transfers: Transfers;
  /** By consult call: the call it was made for. */
  readonly #consults = new Map<LiveCall, LiveCall>();
  /** Consult calls that are being given up so that the caller goes there unasked. */
  readonly #unasked = new Set<LiveCall>();

  constructor(services: TiesServices) {
    this.#services = services;
    this.#transfers = new Transfers(services);
  }

  viewOf(call: LiveCall): TiesView {
    return {
      transfer: this.#transfers.viewOf(call),
      consultFor: this.#consults.get(call)?.id ?? null,
      conference: false,
    };
  }

  /** Hands the call on without asking. Throws HatifError: badNumber, wrongState, noLine. */
  transfer(call: LiveCall, target: string): void {
    const { uri, remote } = whom(call, target);
    this.#transfers.blind(call, remote, uri);
  }

  /** Holds the call and asks somebody first. Throws HatifError: badNumber, wrongState, tooManyCalls, noLine. */
  consult(call: LiveCall, target: string): LiveCall {
    const { uri, remote } = whom(call, target);
    if (call.state.phase !== 'established') throw new HatifError('wrongState', 'The call is not up.');
    const consult = this.#services.callOut(call, uri, remote);
    this.#consults.set(consult, call);
    this.#services.changed(consult);
    return consult;
  }

  /**
   * Joins the two others and leaves. Either call may be named. A consult call that is not answered yet has no dialog that
   * could be replaced: it is given up, and the caller is sent there unasked. Throws HatifError: wrongState, noLine.
   */
  complete(call: LiveCall): void {
    const other = this.#services.living().find(each => each !== call);
    if (!other) throw new HatifError('wrongState', 'There is nobody to join.');
    const asked = this.#consults.has(call) || (!this.#consults.has(other) && !call.state.holds.local);
    const [first, consult] = asked ? [other, call] : [call, other];
    if (consult.state.phase === 'established') return this.#transfers.attended(first, consult);
    if (consult.state.direction === 'inbound' || first.state.phase !== 'established') {
      throw new HatifError('wrongState', 'Nobody has answered yet.');
    }
    this.#unasked.add(consult);
    consult.command({ kind: 'hangUp' });
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
    if (call.alive) return;
    const first = this.#consults.get(call);
    for (const [consult, of] of this.#consults)
      if (consult === call || of === call) this.#consults.delete(consult);
    if (this.#unasked.delete(call) && first?.alive) this.#sendUnasked(first, call.state.remote);
  }

  #sendUnasked(call: LiveCall, target: Party): void {
    try {
      this.transfer(call, target.number);
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

function whom(call: LiveCall, target: string): { uri: URI; remote: Party } {
  const { country, domain } = call.account();
  const { uri, user } = dialAddress(target, domain);
  return { uri, remote: partyOf(user, null, country) };
}
