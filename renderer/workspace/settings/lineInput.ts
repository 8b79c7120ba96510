/** What is typed for a line, and whether it can be used. Pure; what is wrong is a catalogue key. */
import {
  featureCode,
  iceServerSettings,
  usualWeight,
  type AccountSettings,
  type CodecName,
  type IceServerSettings,
} from '../../../shared/lines/types.ts';
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
  ice: readonly IceInput[];
  codecs: readonly CodecName[];
  echoNumber: string;
  dtmf: AccountSettings['dtmf'];
  codeReady: string;
  codeBreak: string;
  codeOffline: string;
}

/** A STUN or TURN server as typed; an empty password keeps the stored one. */
export interface IceInput {
  url: string;
  user: string;
  password: string;
}
export const noIce: IceInput = { url: '', user: '', password: '' };
export const mostIce = 6;
export const statusCodes = ['codeReady', 'codeBreak', 'codeOffline'] as const;

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
    ice: [],
    codecs: [],
    echoNumber: '',
    dtmf: 'auto',
    codeReady: '',
    codeBreak: '',
    codeOffline: '',
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
    ice: account.iceServers.map(({ url, user }) => ({ url, user: user ?? '', password: '' })),
    codecs: account.codecs ?? [],
    echoNumber: account.echoNumber ?? '',
    dtmf: account.dtmf,
    codeReady: account.statusCodes?.ready ?? '',
    codeBreak: account.statusCodes?.break ?? '',
    codeOffline: account.statusCodes?.offline ?? '',
  };
}

/** `wss://host…`, or `ws://` to this machine alone; host and path without spaces. */
const webSocket =
  /^(?:wss:\/\/[^\s/?#@]+|ws:\/\/(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?)(?:[/?#]\S*)?$/i;

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
  const servers = iceOf(input);
  if (servers.some(server => !iceServerSettings.safeParse(server).success)) problems.ice = 'line.badIce';
  else if (servers.some(({ url, user }) => /^turns?:/i.test(url) && user === null))
    problems.ice = 'line.needIceUser';
  for (const code of statusCodes)
    if (!featureCode.safeParse(input[code].trim()).success) problems[code] = 'line.badCode';
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
    iceServers: iceOf(input).slice(0, mostIce),
    ...(input.codecs.length === 0 ? {} : { codecs: [...input.codecs] }),
    ...(input.echoNumber.trim() === '' ? {} : { echoNumber: input.echoNumber.trim() }),
    dtmf: input.dtmf,
    statusCodes: {
      ready: input.codeReady.trim(),
      break: input.codeBreak.trim(),
      offline: input.codeOffline.trim(),
    },
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

const iceOf = ({ ice }: LineInput): IceServerSettings[] =>
  ice
    .filter(({ url }) => url.trim() !== '')
    .map(({ url, user }) => ({ url: url.trim(), user: user.trim() === '' ? null : user.trim() }));

/** Those that were typed. */
export const icePasswordsOf = (input: LineInput): (IceServerSettings & { password: string })[] =>
  input.ice
    .filter(({ url, user, password }) => url.trim() !== '' && user.trim() !== '' && password !== '')
    .map(({ url, user, password }) => ({ url: url.trim(), user: user.trim(), password }));

/** The host of the address is the likeliest domain. */
export function domainOf(server: string): string {
  return /^wss?:\/\/([^\s/:?#@]+)/i.exec(server.trim())?.[1] ?? '';
}
