/** What the lines know of others: lamps of colleagues and parking places, and what waits in mailboxes. */
import type { UserAgent } from 'sip.js';
import type { Disposable } from '../../shared/disposable.ts';
import { HatifError } from '../../shared/errors.ts';
import { lampOf, mergeDialogs, readDialogInfo, type WatchedDialog } from '../../shared/lamps/dialog-info.ts';
import { readMailbox } from '../../shared/lamps/mailbox.ts';
import { readPresence, type Presence } from '../../shared/lamps/presence.ts';
import type { LampBoard, LampView, MailboxView, Watched } from '../../shared/lamps/types.ts';
import type { AccountSettings } from '../../shared/lines/types.ts';
import { withoutPort } from './address.ts';
import type { Clock } from './clock.ts';
import { Listeners } from './listeners.ts';
import type { Log } from './log.ts';
import type { PickUp, WatchList } from './port.ts';
import { Subscriptions, type Subject } from './subscriptions.ts';

/** What lamps know of a line. */
export interface LampLine {
  readonly account: AccountSettings;
  readonly userAgent: UserAgent;
}

interface Known {
  /** Null until the exchange says something. */
  dialogs: WatchedDialog[] | null;
  version: number;
  presence: Presence | null;
}

const nothing: Known = { dialogs: null, version: -1, presence: null };

export class Lamps implements Disposable {
  readonly onLamps: Listeners<[board: LampBoard]>;
  readonly #services: { clock: Clock; random: () => number; log: Log };
  readonly #lines = new Map<LampLine, Subscriptions>();
  readonly #mailboxes = new Map<string, MailboxView>();
  readonly #known = new Map<string, Known>();
  #list: WatchList = { lamps: [], pickUpCode: null };
  #told = '';

  constructor(services: { clock: Clock; random: () => number; log: Log }) {
    this.#services = services;
    this.onLamps = new Listeners(services.log);
  }

  get board(): LampBoard {
    return {
      lamps: this.#list.lamps.map(lamp => this.#view(lamp)),
      mailboxes: [...this.#mailboxes.values()],
    };
  }

  watch(list: WatchList): void {
    this.#list = list;
    for (const number of this.#known.keys())
      if (!list.lamps.some(lamp => lamp.number === number)) this.#known.delete(number);
    for (const line of this.#lines.keys()) this.#want(line);
    this.#tell();
  }

  online(line: LampLine): void {
    let subscriptions = this.#lines.get(line);
    if (!subscriptions) {
      subscriptions = new Subscriptions(line.userAgent, line.account.domain, {
        ...this.#services,
        notified: (subject, body, fresh) => this.#notified(line, subject, body, fresh),
        silent: subject => this.#silent(line, subject),
      });
      this.#lines.set(line, subscriptions);
      this.#want(line);
    }
    subscriptions.online();
  }

  offline(line: LampLine): void {
    this.#lines.get(line)?.offline();
  }

  removed(line: LampLine): void {
    this.#lines.get(line)?.dispose();
    this.#lines.delete(line);
    this.#mailboxes.delete(line.account.id);
    // Another line may be the one that watches now.
    for (const each of this.#lines.keys()) this.#want(each);
    this.#tell();
  }

  /** Asterisk tells of the mailbox after each registration, without a subscription. */
  unsolicited(line: LampLine, message: { getHeader(name: string): string | undefined; body: string }): void {
    if (message.getHeader('event')?.split(';')[0]?.trim().toLowerCase() !== 'message-summary') return;
    this.#mailbox(line, message.body);
  }

  /**
   * How to take the call that rings there: in its place, where the exchange says in which (RFC 3891), else by the code of
   * the exchange. Throws HatifError: notFound, wrongState.
   */
  pickUp(lampId: string): PickUp {
    const lamp = this.#list.lamps.find(({ id }) => id === lampId);
    if (!lamp) throw new HatifError('notFound', 'There is no such lamp.');
    const { state, dialog } = this.#stateOf(lamp);
    if (state !== 'ringing') throw new HatifError('wrongState', 'Nothing rings there.');
    const line = this.#watching();
    const replaced = dialog === null || line === null ? null : replacing(dialog, line.account.domain);
    if (replaced !== null) return replaced;
    const { pickUpCode } = this.#list;
    if (pickUpCode === null) throw new HatifError('wrongState', 'There is no way to take that call.');
    return { target: `${pickUpCode}${lamp.number}`, replaces: null };
  }

  dispose(): void {
    for (const subscriptions of this.#lines.values()) subscriptions.dispose();
    this.#lines.clear();
    this.onLamps.dispose();
  }

  /** One line watches for all: the first that is no practice line. */
  #watching(): LampLine | null {
    return [...this.#lines.keys()].find(({ account }) => !account.practice) ?? null;
  }

  #want(line: LampLine): void {
    const own: Subject[] = line.account.practice
      ? []
      : [{ number: line.account.user, event: 'message-summary' }];
    const lamps = line === this.#watching() ? this.#list.lamps : [];
    const subjects = lamps.flatMap(({ number, kind }): Subject[] => [
      { number, event: 'dialog' },
      ...(kind === 'colleague' ? [{ number, event: 'presence' } as const] : []),
    ]);
    this.#lines.get(line)?.want([...own, ...subjects]);
  }

  #notified(line: LampLine, subject: Subject, body: string, fresh: boolean): void {
    if (subject.event === 'message-summary') return this.#mailbox(line, body);
    const known = this.#known.get(subject.number) ?? nothing;
    if (subject.event === 'presence') {
      const presence = readPresence(body);
      if (presence !== null) this.#known.set(subject.number, { ...known, presence });
    } else {
      const info = readDialogInfo(body);
      // RFC 4235 4.1: an older version is one that was overtaken. A new subscription counts anew.
      if (info === null || (!fresh && info.version <= known.version)) return;
      const dialogs = mergeDialogs(fresh ? [] : (known.dialogs ?? []), info);
      this.#known.set(subject.number, { ...known, dialogs, version: info.version });
    }
    this.#tell();
  }

  #mailbox(line: LampLine, body: string): void {
    const mailbox = readMailbox(body);
    if (mailbox === null) return;
    this.#mailboxes.set(line.account.id, { accountId: line.account.id, ...mailbox });
    this.#tell();
  }

  /** A lamp that is not told of any more is dark, not what it was. What waits in a mailbox waits on. */
  #silent(line: LampLine, { event, number }: Subject): void {
    if (event === 'message-summary' || line !== this.#watching()) return;
    const known = this.#known.get(number) ?? nothing;
    this.#known.set(
      number,
      event === 'dialog' ? { ...nothing, presence: known.presence } : { ...known, presence: null },
    );
    this.#tell();
  }

  #stateOf({ number }: Watched): Pick<LampView, 'state' | 'note'> & { dialog: WatchedDialog | null } {
    const { dialogs, presence } = this.#known.get(number) ?? nothing;
    const note = presence?.note ?? null;
    const { state, dialog } =
      dialogs === null ? { state: 'unknown' as const, dialog: null } : lampOf(dialogs);
    const silent = state === 'unknown' || state === 'free';
    return {
      state: silent && presence !== null && presence.state !== 'unknown' ? presence.state : state,
      note,
      dialog,
    };
  }

  #view(lamp: Watched): LampView {
    const { state, note, dialog } = this.#stateOf(lamp);
    const line = this.#watching();
    const replaced = dialog !== null && line !== null && replacing(dialog, line.account.domain) !== null;
    const canPickUp = state === 'ringing' && (replaced || this.#list.pickUpCode !== null);
    const peer = dialog?.peer ? { number: dialog.peer.number, name: dialog.peer.name } : null;
    return { ...lamp, state, note, peer, canPickUp };
  }

  #tell(): void {
    const { board } = this;
    const told = JSON.stringify(board);
    if (told === this.#told) return;
    this.#told = told;
    this.onLamps.call(board);
  }
}

/**
 * The INVITE goes to the caller, whose tag is the one that the watched phone calls remote. Only within our own domain: a
 * notice must not choose where we call.
 */
function replacing(dialog: WatchedDialog, domain: string): PickUp | null {
  const { callId, localTag, remoteTag, peer } = dialog;
  if (callId === null || localTag === null || remoteTag === null || peer === null) return null;
  const host = /^sips?:(?:[^@]*@)?([^;?]+)/i.exec(peer.uri)?.[1] ?? '';
  if (withoutPort(host).toLowerCase() !== withoutPort(domain).toLowerCase()) return null;
  return { target: peer.number, replaces: `${callId};to-tag=${remoteTag};from-tag=${localTag};early-only` };
}
