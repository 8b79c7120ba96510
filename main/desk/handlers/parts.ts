/** What the handlers of the border work with. */
import type { Snapshot } from '../../../shared/ipc/contract.ts';
import type { AudioDevice } from '../../../shared/media/protocol.ts';
import type { Directories } from '../../directories/port.ts';
import type { Importer } from '../../import/port.ts';
import type { MediaPort } from '../../media/port.ts';
import type { ScriptDesk } from '../../scripts/desk.ts';
import type { Secrets } from '../../settings/secrets.ts';
import type { SettingsStore } from '../../settings/settings.ts';
import type { Store } from '../../store/port.ts';
import type { Telephony } from '../../telephony/port.ts';
import type { Diagnostics } from '../../diagnostics/diagnostics.ts';
import type { CalendarPublisher } from '../../followups/caldav/publisher.ts';
import type { CheckIns } from '../../followups/check-ins.ts';
import type { Reach } from '../../reach/reach.ts';
import type { FollowUps } from '../../followups/follow-ups.ts';
import type { Reminders } from '../../followups/reminders.ts';
import type { Library } from '../../recording/library.ts';
import type { Recordings } from '../../recording/recordings.ts';
import type { Surveys } from '../../followups/surveys.ts';
import type { Agent } from '../agent.ts';
import type { BackUps } from '../back-ups.ts';
import type { Bulk } from '../bulk.ts';
import type { Desk } from '../desk.ts';
import type { Handovers } from '../handover.ts';
import type { PhoneDesk } from '../phone.ts';
import type { RingCard } from '../ring-card.ts';
import type { Gate } from '../gate.ts';
import type { Safety } from '../safety.ts';
import type { PracticeDesk } from '../practice.ts';
import type { WrapUps } from '../wrap-ups.ts';

export interface Parts {
  desk: Desk;
  handovers: Handovers;
  /** Whoever is to be called is called by the desk, past its gate. */
  telephony: Omit<Telephony, 'dial' | 'consult' | 'transfer'>;
  gate: Gate;
  bulk: Bulk;
  safety: Safety;
  recordings: Recordings;
  library: Library;
  backUps: BackUps;
  /** By the system's dialogue; null when nobody wanted one after all. */
  chooseFolder: () => Promise<string | null>;
  /** A back-up's path, by the system's dialogue. */
  chooseBackUp: () => Promise<string | null>;
  media: MediaPort;
  store: Store;
  followUps: FollowUps;
  agent: Agent;
  phone: PhoneDesk;
  ringCard: RingCard;
  checkIns: CheckIns;
  wrapUps: WrapUps;
  reminders: Reminders;
  calendar: CalendarPublisher;
  practice: PracticeDesk;
  importer: Importer;
  directories: Directories;
  scripts: ScriptDesk;
  settings: SettingsStore;
  secrets: Secrets;
  diagnostics: Diagnostics;
  reach: Reach;
  surveys: Surveys;
  /** Who works here; null when there is no name. */
  agentName: () => string | null;
  devices: () => AudioDevice[];
  runtime: Snapshot['runtime'];
  /** Asks where to, and writes; false when nobody wanted it after all. */
  saveFile: (name: string, content: string | Uint8Array) => Promise<boolean>;
  /** Asks which, and reads it; null when nobody wanted it after all. HatifError `fileTooBig`. */
  chooseFile: (mostBytes: number) => Promise<{ name: string; bytes: Uint8Array } | null>;
  /** Asks which, and reads it; null when nobody wanted it after all. HatifError `badInput` for what is no text of ours. */
  openText: (extensions: string[]) => Promise<{ name: string; text: string } | null>;
  startFreshStore: () => Promise<void>;
  quit: () => void;
  /** Hands an address to the program that the system has for it. HatifError `badInput` for other than web and mail. */
  openOutside: (url: string) => Promise<void>;
}
