/** What goes along with a call that is handed on: User-to-User (RFC 7433) and Call-Info, on an INVITE or within a Refer-To. */
import type { URI } from 'sip.js';
import { decodeHandover, encodeHandover } from '../../shared/handover/codec.ts';
import { readLink, writeLink } from '../../shared/handover/call-info.ts';
import { nothingAlong, type Handover } from '../../shared/handover/types.ts';
import { readUserToUser, writeUserToUser } from '../../shared/handover/user-to-user.ts';
import { extraHeader } from '../../shared/sip/text.ts';

const userToUser = 'User-to-User';
const callInfo = 'Call-Info';
/** Header fields of each name that are looked at. */
const mostFields = 4;

function fieldsOf(along: Handover): [name: string, value: string][] {
  const link: [string, string][] = along.link === null ? [] : [[callInfo, writeLink(along.link)]];
  return [[userToUser, writeUserToUser(encodeHandover(along))], ...link];
}

/** Lines for an INVITE. */
export const alongHeaders = (along: Handover | null): string[] =>
  along === null ? [] : fieldsOf(along).map(([name, value]) => extraHeader(name, value));

/** Headers for the address in a Refer-To (RFC 3261, 19.1.1). */
export const alongInAddress = (along: Handover | null): string[] =>
  along === null ? [] : fieldsOf(along).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);

/** Null when nothing came along, or nothing that can be read. */
export function readAlong(message: { getHeaders(name: string): string[] }): Handover | null {
  const [said = null] = message
    .getHeaders(userToUser)
    .slice(0, mostFields)
    .flatMap(readUserToUser)
    .map(decodeHandover)
    .filter(each => each !== null);
  const [link = null] = message
    .getHeaders(callInfo)
    .slice(0, mostFields)
    .map(readLink)
    .filter(each => each !== null);
  return said === null && link === null ? null : { ...(said ?? nothingAlong), link };
}

/** What a Refer-To asks us to send along: only what we could read ourselves, written anew. */
export function carriedAlong(uri: URI): string[] {
  const valuesOf = (name: string): string[] =>
    (uri.getHeader(name) ?? []).flatMap(value => {
      try {
        return [decodeURIComponent(value)];
      } catch {
        return [];
      }
    });
  const octets = valuesOf(userToUser)
    .flatMap(readUserToUser)
    .filter(each => decodeHandover(each) !== null);
  const links = valuesOf(callInfo).flatMap(value => readLink(value) ?? []);
  return [
    ...octets.slice(0, 1).map(each => extraHeader(userToUser, writeUserToUser(each.subarray(0, 129)))),
    ...links.slice(0, 1).map(link => extraHeader(callInfo, writeLink(link))),
  ];
}
