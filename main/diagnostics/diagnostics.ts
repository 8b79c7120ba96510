/** The self-check of a line and the report about this phone, as the workspace asks for them. */
import { strToU8, zipSync } from 'fflate';
import type { Redactor } from '../../shared/diagnostics/redact.ts';
import type { ReportPart, SelfCheckView } from '../../shared/diagnostics/types.ts';
import { HatifError } from '../../shared/errors.ts';
import type { AudioDevice } from '../../shared/media/protocol.ts';
import type { CallSound } from '../desk/call-sound.ts';
import type { PracticeDesk } from '../desk/practice.ts';
import { iceServersOf } from '../media/config.ts';
import { passwordName, type Secrets } from '../settings/secrets.ts';
import type { SettingsStore } from '../settings/settings.ts';
import type { Telephony } from '../telephony/port.ts';
import type { StateHistory } from './history.ts';
import { reportOf, type ReportSources } from './report.ts';
import { SelfCheck, type CheckedLine, type SelfCheckOptions } from './self-check.ts';
import type { Trace } from './trace.ts';

export interface DiagnosticsOptions extends Omit<SelfCheckOptions, 'onView'> {
  redactor: Redactor;
  trace: Trace;
  history: StateHistory;
  newId: () => string;
  settings: Pick<SettingsStore, 'current'>;
  secrets: Secrets;
  practice: Pick<PracticeDesk, 'line'>;
  telephony: Pick<Telephony, 'lines'>;
  devices: () => readonly AudioDevice[];
  sound: Pick<CallSound, 'heard'>;
  about: () => ReportSources['about'];
  /** False when nobody wanted it after all. */
  saveFile: (name: string, content: Uint8Array) => Promise<boolean>;
  onCheck: (view: SelfCheckView) => void;
}

export class Diagnostics {
  readonly #options: DiagnosticsOptions;
  readonly #check: SelfCheck;
  /** What was looked at is what is saved. */
  #prepared: { reportId: string; parts: ReportPart[] } | null = null;

  constructor(options: DiagnosticsOptions) {
    this.#options = options;
    this.#check = new SelfCheck({ ...options, onView: options.onCheck });
  }

  get check(): SelfCheckView {
    return this.#check.view;
  }

  /** HatifError `notFound`, or `wrongState` while a check is running. */
  start(accountId: string): void {
    const line = this.#lineOf(accountId);
    if (line === null) throw new HatifError('notFound', 'there is no such line');
    if (this.check.state === 'running') throw new HatifError('wrongState', 'a check is running');
    void this.#check.run(line);
  }

  cancel(): void {
    this.#check.cancel();
  }

  prepare(): { reportId: string; parts: ReportPart[] } {
    const { redactor, trace, history, now, newId, settings, telephony, devices, sound, about } =
      this.#options;
    const parts = reportOf(
      {
        at: now(),
        about: about(),
        settings: settings.current,
        lines: telephony.lines,
        devices: devices(),
        calls: sound.heard,
        history: history.entries,
        trace: trace.messages,
        check: this.check,
      },
      redactor,
    );
    this.#prepared = { reportId: newId(), parts };
    return this.#prepared;
  }

  /** HatifError `notFound` for a report that is not the last one, `fileNotWritten`. */
  async save(reportId: string): Promise<boolean> {
    const report = this.#prepared;
    if (report?.reportId !== reportId) throw new HatifError('notFound', 'another report was made since');
    const day = new Date(this.#options.now()).toISOString().slice(0, 10);
    const files = Object.fromEntries(report.parts.map(({ name, text }) => [name, strToU8(text)]));
    const zipped = zipSync(files, { level: 6 });
    return this.#options.saveFile(`hatif-report-${day}.zip`, zipped).catch((cause: unknown) => {
      throw new HatifError('fileNotWritten', 'the report could not be written', { cause });
    });
  }

  #lineOf(accountId: string): CheckedLine | null {
    const { settings, secrets, telephony, practice: desk } = this.#options;
    const practice = desk.line;
    const account =
      practice?.account.id === accountId
        ? practice.account
        : settings.current.accounts.find(each => each.id === accountId);
    if (account === undefined) return null;
    const inUse = telephony.lines.find(each => each.accountId === accountId)?.server ?? null;
    const servers = [account.server, ...account.moreServers.map(({ url }) => url)];
    return {
      account,
      password:
        practice?.account.id === accountId
          ? practice.password
          : (secrets.read(passwordName(accountId)) ?? ''),
      server: servers.find(url => URL.canParse(url) && new URL(url).host === inUse) ?? account.server,
      iceServers: iceServersOf(account, secrets),
      echoNumber: account.echoNumber ?? null,
    };
  }
}
