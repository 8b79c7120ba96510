/**
 * The last ACK of each dialog. An ACK has no answer, so nobody knows whether it was lost with the socket; and without it
 * the far side counts its INVITE transaction as open and refuses the re-INVITE that would save the call (RFC 3261 14.2).
 * Sent again it harms nobody: an ACK that matches nothing is ignored.
 */

/** Dialogs; the oldest is forgotten. */
const most = 16;

export class LastAcks {
  readonly #byCallId = new Map<string, string>();

  /** `message` as we sent it; anything but an ACK is ignored. */
  sent(message: string): void {
    if (!message.startsWith('ACK ')) return;
    const callId = /^Call-ID:[ \t]*(\S+)/im.exec(message)?.[1];
    if (callId === undefined) return;
    this.#byCallId.delete(callId);
    this.#byCallId.set(callId, message);
    if (this.#byCallId.size <= most) return;
    const [oldest] = this.#byCallId.keys();
    if (oldest !== undefined) this.#byCallId.delete(oldest);
  }

  of(callId: string): string | null {
    return this.#byCallId.get(callId) ?? null;
  }
}
