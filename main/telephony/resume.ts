/**
 * An answered call as it is kept for the case that we die in it, and the SIP.js session made of it in the next life. What
 * SIP needs is in the dialog (RFC 3261 section 12); keys of the media are not kept, they are agreed anew.
 */
import { Core, Grammar, NameAddrHeader, Session, SessionState, type URI, type UserAgent } from 'sip.js';
import { z } from 'zod';
import { keptState } from '../../shared/call/kept.ts';
import { HatifError } from '../../shared/errors.ts';
import { fromExchange } from '../../shared/phone/call-headers.ts';
import { handover } from '../../shared/handover/types.ts';

const text = z.string().min(1).max(4_096);
const sequence = z.number().int().nonnegative();

const keptDialog = z.object({
  callId: text,
  localTag: text,
  remoteTag: text,
  localUri: text,
  remoteUri: text,
  remoteTarget: text,
  routeSet: z.array(text).max(32),
  /** Null when none of ours, or of theirs, has been sent in it. */
  localSequence: sequence.nullable(),
  remoteSequence: sequence.nullable(),
  origin: z.object({ name: text, version: sequence }).nullable(),
});
export type KeptDialog = z.infer<typeof keptDialog>;

export const keptCall = z.object({
  state: keptState,
  dialog: keptDialog,
  handed: handover.nullable(),
  said: fromExchange.nullable().default(null),
});
export type KeptCall = z.infer<typeof keptCall>;

/**
 * What we sent after the last time that the dialog was kept is not known. RFC 3261 12.2.2 lets a sequence number be higher
 * by more than one; one that was used already would be refused.
 */
const sequenceGap = 256;

/** Null while it is not confirmed. */
export function keptDialogOf(session: Session, origin: KeptDialog['origin']): KeptDialog | null {
  const { dialog, state } = session;
  if (state !== SessionState.Established || !(dialog instanceof Core.SessionDialog)) return null;
  return {
    callId: dialog.callId,
    localTag: dialog.localTag,
    remoteTag: dialog.remoteTag,
    localUri: dialog.localURI.toRaw(),
    remoteUri: dialog.remoteURI.toRaw(),
    remoteTarget: dialog.remoteTarget.toRaw(),
    routeSet: [...dialog.routeSet],
    localSequence: dialog.localSequenceNumber ?? null,
    remoteSequence: dialog.remoteSequenceNumber ?? null,
    origin,
  };
}

/** Established from the start. Its first request tells the far side where we are now. */
export class ResumedSession extends Session {
  protected override readonly logger: Core.Logger;
  protected override readonly _id: string;
  override readonly localIdentity: NameAddrHeader;
  override readonly remoteIdentity: NameAddrHeader;

  /** Throws HatifError `badInput` when no dialog can be made of it. */
  constructor(userAgent: UserAgent, kept: KeptDialog) {
    super(userAgent);
    this.logger = userAgent.getLogger('sip.ResumedSession');
    // As SIP.js names a session, for whoever wants to take its place (RFC 3891).
    this._id = kept.callId + kept.localTag;
    const [local, remote] = [uriOf(kept.localUri), uriOf(kept.remoteUri)];
    this.localIdentity = new NameAddrHeader(local, '', { tag: kept.localTag });
    this.remoteIdentity = new NameAddrHeader(remote, '', { tag: kept.remoteTag });
    const dialog = resumedDialog(userAgent.userAgentCore, kept, { local, remote });
    dialog.delegate = {
      onAck: request => this.onAckRequest(request),
      onBye: request => this.onByeRequest(request),
      onInfo: request => this.onInfoRequest(request),
      onInvite: request => this.onInviteRequest(request),
      onMessage: request => this.onMessageRequest(request),
      onNotify: request => this.onNotifyRequest(request),
      onPrack: request => this.onPrackRequest(request),
      onRefer: request => this.onReferRequest(request),
    };
    this._dialog = dialog;
    userAgent._sessions[this._id] = this;
    this.stateTransition(SessionState.Established);
  }

  override invite(options?: Parameters<Session['invite']>[0]): ReturnType<Session['invite']> {
    // The registrar may have given us another since (RFC 5627).
    this._contact = this.userAgent.contact.toString();
    return super.invite(options);
  }
}

function resumedDialog(
  core: Core.UserAgentCore,
  kept: KeptDialog,
  { local, remote }: { local: URI; remote: URI },
): Core.SessionDialog {
  const { callId, localTag, remoteTag, routeSet } = kept;
  const target = uriOf(kept.remoteTarget);
  const localSequenceNumber = (kept.localSequence ?? 0) + sequenceGap;
  // SIP.js wants the transaction that made the dialog. Ours is over: it says nothing to anybody.
  const first = new Core.InviteClientTransaction(
    core.makeOutgoingRequestMessage(
      'INVITE',
      target,
      local,
      remote,
      { callId, fromTag: localTag, toTag: remoteTag, cseq: localSequenceNumber },
      [],
      description,
    ),
    silent,
    { loggerFactory: core.loggerFactory },
  );
  first.dispose();
  const dialog = new Core.SessionDialog(first, core, {
    ...{ id: callId + localTag + remoteTag, callId, localTag, remoteTag, routeSet: [...routeSet] },
    early: false,
    secure: false,
    localURI: local,
    remoteURI: remote,
    remoteTarget: target,
    localSequenceNumber,
    remoteSequenceNumber: kept.remoteSequence ?? undefined,
  });
  // Its offer was answered, long ago.
  dialog.signalingStateTransition(description);
  return dialog;
}

const description: Core.Body = {
  contentDisposition: 'session',
  contentType: 'application/sdp',
  content: 'v=0\r\n',
};

const silent: Core.Transport = { protocol: 'WSS', send: () => Promise.resolve() };

function uriOf(address: string): URI {
  const uri = Grammar.URIParse(address);
  if (uri === undefined) throw new HatifError('badInput', 'A kept call names no SIP address.');
  return uri;
}
