/** What the rest of main knows of telephony. */
import type { CallView, Party } from '../../shared/call/view.ts';
import type { Handover } from '../../shared/handover/types.ts';
import type { Disposable } from '../../shared/disposable.ts';
import type { LampBoard, Watched } from '../../shared/lamps/types.ts';
import type { CallHeader } from '../../shared/phone/call-headers.ts';
import type { CallRules } from '../../shared/phone/rules.ts';
import type { AccountSettings, LineView } from '../../shared/lines/types.ts';
import type { KeptCall } from './resume.ts';

/** What the header scan reads from an INVITE before SIP.js sees it: enough to look the caller up. */
export interface IncomingCaller {
  callId: string; // our call id, the same as CallView.id
  accountId: string;
  /** User part and display name of P-Asserted-Identity if the line trusts it, else From. Hostile text. */
  number: string;
  e164: string | null;
  name: string | null;
}

/** A line of text from somebody at the phone system. All of it is hostile text. */
export interface IncomingMessage {
  accountId: string;
  /** Empty number: the sender withheld it. */
  from: Party;
  text: string;
}

export interface WatchList {
  lamps: readonly Watched[];
  /** What is dialled before a number to take the call that rings there; null where there is no such code. */
  pickUpCode: string | null;
}

/** Whom to call to take a call that rings elsewhere, and the value of Replaces (RFC 3891), where that is the way. */
export interface PickUp {
  target: string;
  replaces: string | null;
}

/** A call that did not ring: the agent takes none, talks with as many as can be, sends calls on, or may not be forced to answer. */
export interface RefusedCaller extends IncomingCaller {
  cause: 'away' | 'busy' | 'forwarded' | 'declined';
  status: number;
}

export interface Telephony extends Disposable {
  readonly calls: readonly CallView[];
  readonly lines: readonly LineView[];

  /** Adds the line or replaces it (same id), and keeps it registered until removed. */
  addLine(account: AccountSettings, password: string): void;
  /** Unregisters and forgets. Living calls of the line are ended first. */
  removeLine(accountId: string): Promise<void>;
  retryNow(accountId: string): void;
  /** The machine woke, or its network changed: reconnect at once. */
  networkChanged(reason: 'resume' | 'network' | 'clock'): void;

  /** Throws HatifError: noLine, badNumber, tooManyCalls. onCall fires with the new call before its id is returned. */
  dial(target: string, accountId: string | null): string;
  /** These throw HatifError `notFound` or `wrongState`. */
  answer(callId: string): Promise<void>;
  decline(callId: string): Promise<void>;
  silence(callId: string): void;
  /** Sends a call that rings to somebody else of the phone system (302). Throws HatifError: badNumber, wrongState. */
  forward(callId: string, target: string): Promise<void>;
  hangUp(callId: string): Promise<void>;
  setHold(callId: string, hold: boolean): Promise<void>;
  setMuted(callId: string, muted: boolean): Promise<void>;
  sendDtmf(callId: string, digits: string): Promise<void>;
  /**
   * Hands the call on without asking there; `name` is what the target is called in what is told of it, `along` goes with the
   * call. Throws HatifError: badNumber, wrongState, noLine.
   */
  transfer(callId: string, target: string, name?: string | null, along?: Handover | null): Promise<void>;
  /** Holds the call and calls whom it may go to, or who shall `join` in. Throws HatifError: badNumber, wrongState, noLine, tooManyCalls. */
  consult(callId: string, target: string, join: boolean, along?: Handover | null): string;
  /** Joins the two calls there are and leaves; either may be named. Throws HatifError: wrongState, noLine. */
  complete(callId: string, along?: Handover | null): Promise<void>;
  /** Lets the two callers there are hear each other. Throws HatifError `wrongState`. */
  join(callId: string): Promise<void>;
  /** Ends a conference: `callId` is talked to, the other held. Throws HatifError `wrongState`. */
  split(callId: string): Promise<void>;
  /** After a transfer that failed, or of which nothing is heard. Throws HatifError `wrongState`. */
  takeBack(callId: string): Promise<void>;
  /** Sends a code of the phone system without a call to show for it. Throws HatifError: noLine, badNumber, tooManyCalls, refused. */
  runCode(code: string, accountId: string | null): Promise<void>;
  /** Throws HatifError: noLine, badNumber, badInput, refused. */
  sendMessage(target: string, text: string, accountId: string | null): Promise<void>;

  /** What it takes to go on with the calls that are talked in, should we die now. No password is in it. */
  readonly kept: readonly KeptCall[];
  /**
   * Goes on with a call that our own death cut off, last known to live at `cutOffAt`: as soon as its line is registered.
   * False when it has no line any more, is there already, or was kept badly.
   */
  takeUp(kept: KeptCall, cutOffAt: number): boolean;

  readonly lamps: LampBoard;
  /** Whose lamps are shown. One line, the first that is registered, watches for all. */
  watch(list: WatchList): void;
  /** Takes the call that rings at a lamp. Throws HatifError: notFound, wrongState, noLine, badNumber, tooManyCalls. */
  pickUp(lampId: string): string;

  /** Removes an ended call from `calls`. */
  dismiss(callId: string): void;

  /** New calls are refused with this status and do not ring; null lets them ring again. Calls that are there go on. */
  setDoNotDisturb(refusal: 480 | 486 | null): void;

  /** What becomes of calls that come in from now on. */
  setRules(rules: CallRules): void;
  /** Header fields that are read of calls that come in from now on. */
  setHeaders(headers: readonly CallHeader[]): void;

  /** Any change of any call; the view is complete. Fired also when a call appears and when it is dismissed (null). */
  onCall(listener: (callId: string, view: CallView | null) => void): Disposable;
  onLines(listener: (lines: readonly LineView[]) => void): Disposable;
  onLamps(listener: (board: LampBoard) => void): Disposable;
  /** The sender is told that it arrived once the returned promise is settled; that it did not when it rejects. */
  onMessage(listener: (message: IncomingMessage) => Promise<void>): Disposable;
  /** An INVITE was scanned. Our 180 waits for the returned promise, at most `cardBudgetMs` (150 ms). */
  onIncoming(listener: (caller: IncomingCaller) => Promise<void>): Disposable;

  /** A call was refused, or sent elsewhere, before it rang. */
  onRefused(listener: (caller: RefusedCaller) => void): Disposable;

  /** Unregisters every line, at most 1.5 s, then closes. */
  shutdown(): Promise<void>;
}
