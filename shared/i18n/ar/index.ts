/** العربية. One file per area, with the same keys as English; the type of each area sees to it. */
import { app } from './app.ts';
import { banner } from './banner.ts';
import { calendar } from './calendar.ts';
import { bulk } from './bulk.ts';
import { call, callEnd, quality } from './call.ts';
import { caller } from './caller.ts';
import { common } from './common.ts';
import { check, checkFault, checkSkipped, report } from './check.ts';
import { contacts } from './contacts.ts';
import { desk } from './desk.ts';
import { directories, directoryFault } from './directories.ts';
import { error, notice } from './failure.ts';
import { files } from './files.ts';
import { firstRun } from './firstRun.ts';
import { agent, followUps } from './followUps.ts';
import { frame } from './frame.ts';
import { help, keys } from './help.ts';
import { helpPhone } from './helpPhone.ts';
import { import as importWords, importField, importReason, importRefused } from './import.ts';
import { line, lineFault } from './line.ts';
import { lists } from './lists.ts';
import { ratings } from './ratings.ts';
import { reach, reachKey } from './reach.ts';
import { recording } from './recording.ts';
import { ringing } from './ringing.ts';
import { safety } from './safety.ts';
import { script, scriptFinding } from './script.ts';
import { outbox, outboxFault } from './outbox.ts';
import { settings } from './settings.ts';
import { sound, soundWas } from './sound.ts';
import { phone } from './phone.ts';
import { transfer } from './transfer.ts';
import { tools } from './tools.ts';
import { wrapUp } from './wrapUp.ts';

export const ar = {
  app,
  banner,
  calendar,
  bulk,
  call,
  callEnd,
  quality,
  caller,
  common,
  check,
  checkFault,
  checkSkipped,
  report,
  contacts,
  desk,
  directories,
  directoryFault,
  error,
  notice,
  files,
  firstRun,
  agent,
  followUps,
  outbox,
  outboxFault,
  tools,
  frame,
  help,
  helpPhone,
  import: importWords,
  importField,
  importReason,
  importRefused,
  keys,
  line,
  lineFault,
  lists,
  ratings,
  reach,
  reachKey,
  recording,
  ringing,
  safety,
  script,
  scriptFinding,
  settings,
  sound,
  soundWas,
  phone,
  transfer,
  wrapUp,
} as const;
