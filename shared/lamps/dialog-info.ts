/** Dialog state of somebody else (RFC 4235): what an exchange says of the calls of a colleague. Pure; hostile text. */
import { readAddress, readUri, unescapeText } from '../sip/address.ts';
import type { LampState } from './types.ts';
import { attribute, child, children, readXml, textOf, type XmlNode } from './xml.ts';

export type DialogState = 'trying' | 'proceeding' | 'early' | 'confirmed' | 'terminated';

export interface WatchedDialog {
  id: string;
  state: DialogState;
  /** The watched one was called. */
  inbound: boolean;
  /** To take its place (RFC 3891), where the exchange tells: tags as the watched phone sees them. */
  callId: string | null;
  localTag: string | null;
  remoteTag: string | null;
  peer: { number: string; name: string | null; uri: string } | null;
}

export interface DialogInfo {
  version: number;
  /** Tells of all dialogs there are; otherwise of those that changed. */
  full: boolean;
  dialogs: WatchedDialog[];
}

const states: Partial<Record<string, DialogState>> = {
  trying: 'trying',
  proceeding: 'proceeding',
  early: 'early',
  confirmed: 'confirmed',
  terminated: 'terminated',
};

/** Nobody has more calls. */
const mostDialogs = 32;
const longest = 256;

/** Null for what is no dialog-info. */
export function readDialogInfo(body: string): DialogInfo | null {
  const root = readXml(body, 'dialog-info');
  const version = attribute(root ?? undefined, 'version');
  if (root === null || version === null || !/^\d{1,10}$/.test(version)) return null;
  const dialogs = children(root, 'dialog')
    .slice(0, mostDialogs)
    .map(readDialog)
    .filter(dialog => dialog !== null);
  return { version: Number(version), full: attribute(root, 'state') !== 'partial', dialogs };
}

/** What is known after `info`, which came after `before`. */
export function mergeDialogs(before: readonly WatchedDialog[], info: DialogInfo): WatchedDialog[] {
  const kept = info.full ? [] : before.filter(({ id }) => !info.dialogs.some(each => each.id === id));
  return [...kept, ...info.dialogs].filter(({ state }) => state !== 'terminated').slice(0, mostDialogs);
}

/** A call that rings matters most: it is the one that a colleague can take. */
export function lampOf(dialogs: readonly WatchedDialog[]): {
  state: LampState;
  dialog: WatchedDialog | null;
} {
  const ringing = dialogs.find(({ state, inbound }) => state === 'early' && inbound);
  if (ringing) return { state: 'ringing', dialog: ringing };
  const busy = dialogs.find(({ state }) => state === 'confirmed') ?? dialogs[0];
  return busy ? { state: 'busy', dialog: busy } : { state: 'free', dialog: null };
}

function readDialog(dialog: XmlNode): WatchedDialog | null {
  const id = attribute(dialog, 'id');
  const state = states[textOf(child(dialog, 'state'))?.toLowerCase() ?? ''];
  if (id === null || id.length > longest || state === undefined) return null;
  return {
    id,
    state,
    // An exchange that does not say who called tells of ringing only for who is called.
    inbound: attribute(dialog, 'direction') !== 'initiator',
    callId: mark(attribute(dialog, 'call-id')),
    localTag: mark(attribute(dialog, 'local-tag')),
    remoteTag: mark(attribute(dialog, 'remote-tag')),
    peer: readPeer(child(dialog, 'remote')),
  };
}

/** What may stand in a Replaces header: a call id or a tag, and nothing that would end it. */
function mark(text: string | null): string | null {
  return text !== null && text.length <= longest && /^[\w.!%*+`'~()<>:\\"/[\]?{}@-]+$/.test(text)
    ? text
    : null;
}

function readPeer(remote: XmlNode | undefined): WatchedDialog['peer'] {
  const identity = child(remote, 'identity');
  const written = textOf(identity);
  const address = written === null || written.length > 1_024 ? null : readAddress(written);
  const uri = address === null ? null : readUri(address.uri);
  if (address === null || uri === null || uri.user === '') return null;
  const name = attribute(identity, 'display') ?? address.name;
  return {
    number: (unescapeText(uri.user) ?? uri.user).slice(0, longest),
    name: name === null || name.trim() === '' ? null : name.trim().slice(0, longest),
    uri: address.uri,
  };
}
