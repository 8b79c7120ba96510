/** Calls that are handed on: carries out what the transfer machine decides, with REFER and the NOTIFYs that follow it. */
import type { Notification, URI } from 'sip.js';
import { readReferReport } from '../../shared/call/sipfrag.ts';
import {
  beginTransfer,
  transferStep,
  transferView,
  type TransferEffect,
  type TransferEvent,
  type TransferState,
  type TransferStep,
} from '../../shared/call/transfer.ts';
import type { Party, TransferView } from '../../shared/call/view.ts';
import type { Disposable } from '../../shared/disposable.ts';
import { HatifError } from '../../shared/errors.ts';
import type { Handover } from '../../shared/handover/types.ts';
import { dialAddress } from './address.ts';
import { alongInAddress } from './along.ts';
import type { Clock } from './clock.ts';
import type { LiveCall } from './live-call.ts';
import { messageOf, type Log } from './log.ts';

interface Transfer {
  state: TransferState;
  /** The call with the target, when the agent has asked there first. */
  consult: LiveCall | null;
  /** Value of the Refer-To header. */
  referTo: string;
  timer: Disposable | null;
  /** CSeq of our REFER; a NOTIFY about an older one is history. */
  cseq: number;
}

export interface TransferServices {
  clock: Clock;
  log: Log;
  /** Talks to this call again, and holds the others. */
  resume(call: LiveCall): void;
  /** What there is to tell of its transfer has changed. */
  changed(call: LiveCall): void;
}

export class Transfers implements Disposable {
  readonly #services: TransferServices;
  readonly #transfers = new Map<LiveCall, Transfer>();

  constructor(services: TransferServices) {
    this.#services = services;
  }

  viewOf(call: LiveCall): TransferView | null {
    const transfer = this.#transfers.get(call);
    return transfer ? transferView(transfer.state) : null;
  }

  /** Throws HatifError `wrongState` when the call cannot be handed on now. */
  blind(call: LiveCall, target: Party, uri: URI, along: Handover | null): void {
    this.#begin(call, 'blind', target, {
      consult: null,
      referTo: withHeaders(uri.toString(), alongInAddress(along)),
    });
  }

  /** Hands `call` on to whom `consult` talks with (RFC 3891, RFC 5589 section 7). Throws HatifError `wrongState`. */
  attended(call: LiveCall, consult: LiveCall, along: Handover | null): void {
    this.#begin(call, 'attended', consult.state.remote, { consult, referTo: replacing(consult, along) });
  }

  /** Throws HatifError `wrongState` when nothing can be taken back. */
  takeBack(call: LiveCall): void {
    if (!this.#transfers.has(call)) throw new HatifError('wrongState', 'The call is not being transferred.');
    this.#take(call, { kind: 'takeBack' });
  }

  /** False when no transfer of the call minds its being hung up. */
  hangUp(call: LiveCall): boolean {
    if (!this.#transfers.has(call)) return false;
    this.#take(call, { kind: 'hangUp' });
    return true;
  }

  notified(call: LiveCall, { request: message }: Notification): void {
    const transfer = this.#transfers.get(call);
    const report = readReferReport({
      event: message.getHeader('event'),
      subscription: message.getHeader('subscription-state'),
      body: message.body,
    });
    if (!transfer || !report || (report.id !== null && report.id < transfer.cseq)) return;
    this.#take(call, { kind: 'notified', status: report.status, final: report.final });
  }

  /** Reads from a call what its transfer, or that of the call it was made for, has to know. */
  callChanged(call: LiveCall): void {
    const transfer = this.#transfers.get(call);
    if (transfer && !call.alive) {
      this.#take(call, { kind: call.state.end?.by === 'remote' ? 'bye' : 'gone' });
    } else if (transfer?.state.phase === 'holding') {
      const { holds, reinvite, wantHold } = call.state;
      if (holds.local && reinvite === null) this.#take(call, { kind: 'held' });
      else if (!wantHold) this.#take(call, { kind: 'notHeld' });
    }
    if (call.alive) return;
    for (const [first, { consult }] of [...this.#transfers])
      if (consult === call) this.#take(first, { kind: 'consultGone' });
  }

  dispose(): void {
    for (const { timer } of this.#transfers.values()) timer?.dispose();
    this.#transfers.clear();
  }

  #begin(
    call: LiveCall,
    kind: 'blind' | 'attended',
    target: Party,
    rest: Pick<Transfer, 'consult' | 'referTo'>,
  ): void {
    const before = this.#transfers.get(call)?.state.phase ?? 'refused';
    if (call.state.phase !== 'established' || before !== 'refused') {
      throw new HatifError('wrongState', 'The call cannot be transferred now.');
    }
    if (call.state.offline)
      throw new HatifError('noLine', 'The line is not registered.', { retryable: true });
    const held = call.state.holds.local && call.state.wantHold && call.state.reinvite === null;
    const first = beginTransfer(kind, target, held);
    const transfer: Transfer = { ...rest, state: first.state, timer: null, cseq: 0 };
    this.#transfers.set(call, transfer);
    this.#carryOut(call, transfer, first);
  }

  #take(call: LiveCall, event: TransferEvent): void {
    const transfer = this.#transfers.get(call);
    if (transfer) this.#carryOut(call, transfer, transferStep(transfer.state, event));
  }

  #carryOut(call: LiveCall, transfer: Transfer, { state, effects }: TransferStep): void {
    transfer.state = state;
    if (transferView(state) === null && this.#transfers.get(call) === transfer) this.#transfers.delete(call);
    for (const effect of effects) {
      try {
        this.#run(call, transfer, effect);
      } catch (thrown) {
        const error = messageOf(thrown);
        this.#services.log('warn', 'An effect of a transfer failed', {
          call: call.id,
          effect: effect.kind,
          error,
        });
      }
    }
    this.#services.changed(call);
  }

  #run(call: LiveCall, transfer: Transfer, effect: TransferEffect): void {
    switch (effect.kind) {
      case 'hold':
        return call.command({ kind: 'hold', hold: true });
      case 'sendRefer':
        return this.#refer(call, transfer);
      case 'expectBye':
        for (const leg of [call, transfer.consult])
          if (leg?.alive) leg.tell({ kind: 'handingOver', expected: effect.expected });
        return;
      case 'resume':
        if (call.alive) this.#services.resume(call);
        return;
      case 'leave':
        for (const leg of [call, transfer.consult])
          if (leg?.alive) leg.tell({ kind: 'transferred', by: 'local' });
        return;
      case 'hangUp':
        return call.command({ kind: 'hangUp' });
      case 'startTimer':
        transfer.timer?.dispose();
        transfer.timer = this.#services.clock.after(effect.ms, () => {
          if (this.#transfers.get(call) === transfer) this.#take(call, { kind: 'timer' });
        });
        return;
      case 'stopTimer':
        transfer.timer?.dispose();
    }
  }

  #refer(call: LiveCall, transfer: Transfer): void {
    const { dialog, userAgent } = call.session;
    const told = (event: TransferEvent): void => {
      if (this.#transfers.get(call) === transfer) this.#take(call, event);
    };
    const refused = (status: number | undefined): void => told({ kind: 'rejected', status: status ?? 500 });
    if (!dialog) return refused(481);
    const request = dialog.refer(
      {
        onAccept: () => told({ kind: 'accepted' }),
        onRedirect: ({ message }) => refused(message.statusCode),
        onReject: ({ message }) => refused(message.statusCode),
      },
      {
        extraHeaders: [
          `Contact: ${userAgent.contact.toString()}`,
          `Refer-To: ${transfer.referTo}`,
          // RFC 3892: whom the target may thank for the call.
          `Referred-By: <${userAgent.configuration.uri.toString()}>`,
        ],
      },
    );
    transfer.cseq = request.message.cseq;
  }
}

const withHeaders = (address: string, headers: readonly string[]): string =>
  headers.length === 0 ? `<${address}>` : `<${address}?${headers.join('&')}>`;

/**
 * Refer-To for a call that takes the place of `consult`. The address is one of our own domain, which our server can route;
 * the contact of a phone behind it often names nothing that others can reach. Only where the other side withheld who it is,
 * the contact has to do.
 */
function replacing(consult: LiveCall, along: Handover | null): string {
  const { dialog, remoteIdentity } = consult.session;
  if (!dialog) throw new HatifError('wrongState', 'The consult call is not answered.');
  const tags = `${dialog.callId};to-tag=${dialog.remoteTag};from-tag=${dialog.localTag}`;
  return withHeaders(addressOf(), [`Replaces=${encodeURIComponent(tags)}`, ...alongInAddress(along)]);

  function addressOf(): string {
    const { user } = remoteIdentity.uri;
    if (user && user.toLowerCase() !== 'anonymous') {
      try {
        return dialAddress(user, consult.account().domain).uri.toString();
      } catch {
        // A name that cannot be dialled.
      }
    }
    const contact = dialog?.remoteTarget.clone();
    contact?.clearHeaders();
    return String(contact);
  }
}
