/**
 * What goes into a diagnostics report. Each part is made of fields that are named here, never of what is left after
 * striking things out: a field that is added elsewhere does not get in by itself.
 */
import type { AudioDevice } from '../../shared/media/protocol.ts';
import type { Redactor } from '../../shared/diagnostics/redact.ts';
import type { ReportPart, SelfCheckView } from '../../shared/diagnostics/types.ts';
import type { LineView } from '../../shared/lines/types.ts';
import type { Settings } from '../../shared/settings/schema.ts';
import type { HeardCall } from '../desk/call-sound.ts';
import type { HistoryEntry } from './history.ts';
import type { TracedMessage } from './trace.ts';

export interface ReportSources {
  at: number;
  /** Versions and the machine; of our own making. */
  about: Readonly<Record<string, string | number | boolean>>;
  settings: Settings;
  lines: readonly LineView[];
  devices: readonly AudioDevice[];
  calls: readonly HeardCall[];
  history: readonly HistoryEntry[];
  trace: readonly TracedMessage[];
  check: SelfCheckView;
}

const time = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

export function reportOf(sources: ReportSources, redactor: Redactor): ReportPart[] {
  const { settings, lines, devices, calls, history, trace, check } = sources;
  /** Ids are of our own making, but those of old accounts may be anything. */
  const nameOfLine = new Map<string, string>();
  const line = (accountId: string): string => {
    const known = nameOfLine.get(accountId);
    if (known !== undefined) return known;
    const name = `line-${nameOfLine.size + 1}`;
    nameOfLine.set(accountId, name);
    return name;
  };
  const json = (name: string, value: unknown): ReportPart => ({
    name,
    text: `${JSON.stringify(value, null, 2)}\n`,
  });
  const told = (text: string): string =>
    text.replace(/^line (\S+)/, (_all, accountId: string) => line(accountId));
  const detail = (text: string | null): string | null =>
    text === null ? null : (/^(?:HTTP )?\d{3}$|^[A-Z][A-Z_]{2,60}$/.exec(text)?.[0] ?? redactor.host(text));

  return [
    { name: 'README.txt', text: readMe },
    json('about.json', { at: time(sources.at), ...sources.about }),
    json('settings.json', {
      language: settings.language,
      colourScheme: settings.colourScheme,
      practice: settings.practice,
      wrapUp: settings.wrapUp.mode,
      audio: {
        echoCancellation: settings.audio.echoCancellation,
        noiseSuppression: settings.audio.noiseSuppression,
        autoGainControl: settings.audio.autoGainControl,
        microphoneChosen: settings.audio.microphone !== null,
        speakerChosen: settings.audio.speaker !== null,
        ringDeviceChosen: settings.audio.ringDevice !== null,
      },
      lines: settings.accounts.map(account => ({
        line: line(account.id),
        servers: [account.server, ...account.moreServers.map(({ url }) => url)].map(address),
        domain: redactor.host(account.domain),
        ownSignInUser: account.authUser !== null,
        country: account.country,
        dtmf: account.dtmf,
        codecs: account.codecs ?? 'usual',
        iceServers: account.iceServers.map(({ url, user }) => ({
          url: iceAddress(url),
          user: user !== null,
        })),
      })),
    }),
    json(
      'lines.json',
      lines.map(each => ({
        line: line(each.accountId),
        practice: each.practice,
        state: each.state,
        fault: each.fault,
        detail: detail(each.faultDetail),
        server: each.server === null ? null : redactor.host(each.server),
        registeredAt: time(each.registeredAt),
        retryAt: time(each.retryAt),
      })),
    ),
    json(
      'devices.json',
      devices.map(({ kind, label }) => ({ kind, name: redactor.device(label) })),
    ),
    json(
      'media.json',
      calls.map(({ callId, answeredAt, quality, readings }) => ({
        call: callId,
        answeredAt: time(answeredAt),
        quality,
        readings: readings.map(({ at, ...reading }) => ({ at: time(at), ...reading })),
      })),
    ),
    json('self-check.json', {
      line: check.accountId === null ? null : line(check.accountId),
      state: check.state,
      steps: check.steps.map(({ leg, state, fault, skipped, ms }) => ({ leg, state, fault, skipped, ms })),
    }),
    { name: 'history.txt', text: history.map(({ at, what }) => `${time(at)} ${told(what)}\n`).join('') },
    {
      name: 'sip.txt',
      text: trace
        .map(
          ({ at, accountId, direction, text }) =>
            `--- ${time(at)} ${line(accountId)} ${direction === 'in' ? 'received' : 'sent'}\n${text}\n\n`,
        )
        .join(''),
    },
  ];

  function address(url: string): string {
    if (!URL.canParse(url)) return '…';
    const { protocol, host } = new URL(url);
    return `${protocol}//${redactor.host(host)}`;
  }
  function iceAddress(url: string): string {
    const [, scheme = '', host = ''] = /^(stuns?|turns?):([^?]*)/i.exec(url) ?? [];
    return `${scheme.toLowerCase()}:${redactor.host(host)}`;
  }
}

const readMe = `Hatif diagnostics report

about.json       versions and the machine
settings.json    settings, without names, users and passwords
lines.json       how the lines fare
devices.json     audio devices, without their owners' names
media.json       statistics of the last calls
self-check.json  the last test of a line
history.txt      what lines, calls and sound went through
sip.txt          the last SIP messages

No name, telephone number or password is in here. Where one stood there is a mark of a few letters; the same mark stands
for the same thing in this report, and for something else in the next start of Hatif. Host names of your own phone system
and addresses of your own network are kept, for without them nothing can be found.
`;
