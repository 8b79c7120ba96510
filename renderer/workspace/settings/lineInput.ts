/** What is typed for a line, and whether it can be used. Pure; what is wrong is a catalogue key. */
import { usualWeight, type AccountSettings } from '../../../shared/lines/types.ts';
import type { KeyOf } from '../../../shared/i18n/keys.ts';

export interface LineInput {
  server: string;
  /** An address a line, its weight after it. */
  moreServers: string;
  user: string;
  password: string;
  domain: string;
  name: string;
  country: string;
  displayName: string;
  authUser: string;
  stun: string;
  dtmf: AccountSettings['dtmf'];
}

export type LineProblems = Partial<Record<keyof LineInput, KeyOf<'line'>>>;

export function emptyLineInput(name: string, country: string): LineInput {
  return {
    server: '',
    moreServers: '',
    user: '',
    password: '',
    domain: '',
    name,
    country,
    displayName: '',
    authUser: '',
    stun: '',
    dtmf: 'auto',
  };
}

export function lineInputOf(account: AccountSettings): LineInput {
  return {
    server: account.server,
    moreServers: account.moreServers
      .map(({ url, weight }) => (weight === usualWeight ? url : `${url} ${weight}`))
      .join('\n'),
    user: account.user,
    password: '',
    domain: account.domain,
    name: account.name,
    country: account.country,
    displayName: account.displayName ?? '',
    authUser: account.authUser ?? '',
    stun: account.stunServers.join(' '),
    dtmf: account.dtmf,
  };
}

/** `wss://host…`, or `ws://` to this machine alone; host and path without spaces. */
const webSocket =
  /^(?:wss:\/\/[^\s/?#@]+|ws:\/\/(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?)(?:[/?#]\S*)?$/i;
const stunUrl = /^stuns?:[^\s/]+$/i;

/** `keepsPassword`: one is stored already, an empty field leaves it. */
export function checkLine(input: LineInput, keepsPassword: boolean): LineProblems {
  const problems: LineProblems = {};
  const server = input.server.trim();
  if (server === '') problems.server = 'line.needServer';
  else if (!webSocket.test(server)) problems.server = 'line.badServer';
  const more = serverLines(input.moreServers);
  if (
    more.length > 7 ||
    more.some(({ url, weight }) => !webSocket.test(url) || !/^\d{1,3}$/.test(weight) || Number(weight) > 100)
  )
    problems.moreServers = 'line.badMoreServers';
  if (input.user.trim() === '') problems.user = 'line.needUser';
  else if (/[\s@]/.test(input.user.trim())) problems.user = 'line.badUser';
  if (input.password === '' && !keepsPassword) problems.password = 'line.needPassword';
  if (input.domain.trim() === '') problems.domain = 'line.needDomain';
  else if (/[\s/@]/.test(input.domain.trim())) problems.domain = 'line.badDomain';
  if (input.name.trim() === '') problems.name = 'line.needName';
  if (stunList(input.stun).some(url => !stunUrl.test(url))) problems.stun = 'line.badStun';
  return problems;
}

/** The account as main wants it; call only without problems. */
export function accountOf(input: LineInput, id: string): AccountSettings {
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim());
  return {
    id,
    name: input.name.trim(),
    server: input.server.trim(),
    moreServers: serverLines(input.moreServers).map(({ url, weight }) => ({ url, weight: Number(weight) })),
    user: input.user.trim(),
    authUser: orNull(input.authUser),
    domain: input.domain.trim(),
    displayName: orNull(input.displayName),
    country: input.country,
    stunServers: stunList(input.stun).slice(0, 4),
    dtmf: input.dtmf,
    practice: false,
  };
}

const serverLines = (text: string): { url: string; weight: string }[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .map(line => {
      const [url = '', weight = String(usualWeight), ...rest] = line.split(/\s+/);
      return { url, weight: rest.length > 0 ? line : weight };
    });

const stunList = (text: string): string[] => text.split(/[\s,]+/).filter(url => url !== '');

/** The host of the address is the likeliest domain. */
export function domainOf(server: string): string {
  return /^wss?:\/\/([^\s/:?#@]+)/i.exec(server.trim())?.[1] ?? '';
}
