/** Each procedure of the border and the part that does it, an area a file. No decisions here. */
import type { Handlers } from '../../ipc/dispatch.ts';
import { agentHandlers } from './agent.ts';
import { appHandlers } from './app.ts';
import { bulkHandlers } from './bulk.ts';
import { callHandlers } from './calls.ts';
import { checkInHandlers } from './check-ins.ts';
import { contactHandlers } from './contacts.ts';
import { directoryHandlers } from './directories.ts';
import { diagnosticsHandlers } from './diagnostics.ts';
import { fileHandlers } from './files.ts';
import { followUpHandlers } from './follow-ups.ts';
import { importHandlers } from './import.ts';
import { peopleHandlers } from './people.ts';
import { phoneHandlers } from './phone.ts';
import { practiceHandlers } from './practice.ts';
import { recordingHandlers } from './recordings.ts';
import { ringingHandlers } from './ringing.ts';
import { safetyHandlers } from './safety.ts';
import { scriptHandlers } from './scripts.ts';
import { settingsHandlers } from './settings.ts';
import { transferHandlers } from './transfer.ts';
import { wrapUpHandlers } from './wrap-up.ts';
import type { Parts } from './parts.ts';

export const createHandlers = (parts: Parts): Handlers => ({
  ...appHandlers(parts),
  ...settingsHandlers(parts),
  ...callHandlers(parts),
  ...phoneHandlers(parts),
  ...ringingHandlers(parts),
  ...transferHandlers(parts),
  ...wrapUpHandlers(parts),
  ...followUpHandlers(parts),
  ...agentHandlers(parts),
  ...peopleHandlers(parts),
  ...fileHandlers(parts),
  ...importHandlers(parts),
  ...contactHandlers(parts),
  ...directoryHandlers(parts),
  ...checkInHandlers(parts),
  ...bulkHandlers(parts),
  ...safetyHandlers(parts),
  ...recordingHandlers(parts),
  ...practiceHandlers(parts),
  ...scriptHandlers(parts),
  ...diagnosticsHandlers(parts),
});
