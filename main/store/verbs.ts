/** Every request that the store answers, by name: questions for any connection, commands for the writer's. */
import { uuidv7 } from 'uuidv7';
import { HatifError } from '../../shared/errors.ts';
import { findCallerContext, mostHistory, mostOwed } from './caller-context.ts';
import { appendEvent, beginCall, closeInterrupted, linkPerson, requireCall } from './calls.ts';
import { inSnapshot, inTransaction, type ReadableDb, type WritableDb } from './database.ts';
import { directoryCommands, directoryQuestions } from './directories/verbs.ts';
import { bulkCommands, bulkQuestions } from './bulk/verbs.ts';
import { importCommands, importQuestions } from './import/verbs.ts';
import { recordingCommands, recordingQuestions } from './recordings/verbs.ts';
import { safetyCommands, safetyQuestions } from './safety/verbs.ts';
import { addSampleData, removeSampleData } from './sample.ts';
import {
  actForScript,
  takeBackAct,
  archiveScript,
  installScripts,
  openScript,
  publishScript,
  saveScriptDraft,
} from './scripts.ts';
import { addContact, changeContact, readContact } from './contacts.ts';
import { duplicatesAfter, duplicatesOf } from './duplicates.ts';
import {
  activeCheckIns,
  checkInRuleOf,
  dueForCheckIn,
  makeCheckIns,
  saveCheckInRule,
  stopCheckIns,
} from './check-ins.ts';
import { keepFile } from './files-kept.ts';
import { enter, sweep, takeBackEntry } from './housekeeping.ts';
import { matchingPart, membersPart, saveList } from './list-members.ts';
import { addMessage } from './messages.ts';
import { mergeOrganisations, unmergeOrganisations } from './merge-organisations.ts';
import { mergePeople, unmergePeople } from './merge.ts';
import { changeOrganisation, organisationNamed, readOrganisation } from './organisations.ts';
import { remove, restore } from './removal.ts';
import { searchPeople } from './search.ts';
import { casesOf, closeCase } from './tables/cases.ts';
import { allFields, putField, removeField } from './tables/custom-fields.ts';
import { allowNumber, refuseNumber } from './tables/do-not-contact.ts';
import { allDrafts } from './tables/drafts.ts';
import { olderEntries, recentCalls, setHanded, setQuality, timeline } from './tables/interactions.ts';
import { keptCalls, putKeptCalls } from './tables/kept-calls.ts';
import { filesOf, readFile, removeFile } from './tables/files.ts';
import { addMembers, allLists, removeMembers } from './tables/lists.ts';
import { setApart } from './tables/not-duplicates.ts';
import { searchOrganisations } from './tables/organisations.ts';
import { findPerson, hasSamplePeople } from './tables/people.ts';
import { figuresOf, putRun, runsOf } from './tables/script-runs.ts';
import { allScripts, findVersion } from './tables/scripts.ts';
import { putPoint, removePoint, searchPoints } from './tables/points-of-contact.ts';
import { removedThings } from './tables/put-aside.ts';
import { answerSurvey, askSurvey, hearSurveys, oldestOpenSurvey } from './tables/surveys.ts';
import { allTags } from './tables/tags.ts';
import { claimFromOutbox, outboxView, putStatus, recoverOutbox, tellOutbox } from './outbox.ts';
import { calendarState, setCalendarEntry } from './tables/calendar-items.ts';
import { beginSpan, endSpan, spansSince } from './tables/agent-spans.ts';
import {
  dueFollowUps,
  followUpsOf,
  returnCallbacks,
  setDone,
  setDue,
  setReminder,
  takeReminders,
} from './tables/follow-ups.ts';
import { hurryInOutbox } from './tables/outbox.ts';
import { allOutcomes, putOutcome } from './tables/outcomes.ts';
import { allTools, putTool, removeTool } from './tables/tools.ts';
import type { Arguments, CommandName, QuestionName, Result } from './wire.ts';
import { closeConsult, expireWrapUp, finishWrapUp, saveDraft, undoWrapUp } from './wrap-up.ts';

type Questions = { [V in QuestionName]: (db: ReadableDb, ...args: Arguments<V>) => Result<V> };
type Commands = { [V in CommandName]: (db: WritableDb, ...args: Arguments<V>) => Result<V> };

export const questions: Questions = {
  callerContext: findCallerContext,
  keptCalls,
  drafts: allDrafts,
  outcomes: allOutcomes,
  recent: recentCalls,
  due: dueFollowUps,
  search: searchPeople,
  person: (db, personId) =>
    inSnapshot(db, () => {
      const person = findPerson(db, personId);
      if (person === null) return null;
      const history = timeline(db, 'person', personId, '', mostHistory);
      return { person, history, owed: followUpsOf(db, personId, mostOwed) };
    }),
  calendar: db => inSnapshot(db, () => calendarState(db)),
  outboxView,
  casesOf: (db, personId) => casesOf(db, personId, mostOwed),
  oldestOpenSurvey,
  tools: allTools,
  agentSpans: spansSince,
  hasSampleData: hasSamplePeople,
  scripts: allScripts,
  script: openScript,
  scriptVersion: findVersion,
  scriptRuns: runsOf,
  scriptFigures: figuresOf,
  contact: readContact,
  organisations: searchOrganisations,
  organisation: readOrganisation,
  points: searchPoints,
  removed: removedThings,
  vocabulary: db => inSnapshot(db, () => ({ fields: allFields(db), tags: allTags(db) })),
  older: olderEntries,
  filesOf,
  fileBytes: readFile,
  checkInRuleOf,
  activeCheckIns,
  dueForCheckIn,
  lists: allLists,
  members: membersPart,
  matching: matchingPart,
  duplicates: duplicatesOf,
  duplicatesAfter,
  ...importQuestions,
  ...directoryQuestions,
  ...safetyQuestions,
  ...bulkQuestions,
  ...recordingQuestions,
};

export const commands: Commands = {
  beginInteraction: (db, row) => void beginCall(db, row),
  appendEvent,
  saveQuality: (db, interactionId, quality) => {
    if (!setQuality(db, interactionId, quality))
      throw new HatifError('notFound', 'there is no such interaction');
  },
  linkPerson: (db, interactionId, personId) => linkPerson(db, interactionId, personId, Date.now()),
  closeInterrupted,
  keepCalls: (db, calls) => inTransaction(db, () => putKeptCalls(db, calls)),
  saveDraft,
  finishWrapUp: (db, finish) => finishWrapUp(db, finish, uuidv7),
  undoWrapUp,
  closeConsult: (db, interactionId, at) => closeConsult(db, interactionId, at, uuidv7),
  expireWrapUp: (db, interactionId, at) => expireWrapUp(db, interactionId, at, uuidv7),
  saveOutcome: (db, outcome) => {
    if (!putOutcome(db, outcome)) throw new HatifError('badInput', 'this outcome is the system’s own');
  },
  setFollowUpDone: (db, followUpId, doneAt) => {
    if (!setDone(db, followUpId, doneAt)) throw new HatifError('notFound', 'there is no such follow-up');
  },
  installScripts,
  saveScriptDraft,
  publishScript,
  archiveScript,
  saveScriptRun: (db, run, answers, at) => inTransaction(db, () => putRun(db, run, answers, at)),
  actForScript,
  takeBackAct,
  answerSurvey: (db, interactionId, answer, code, heard) =>
    inTransaction(db, () => {
      requireCall(db, interactionId);
      askSurvey(db, { interactionId, code, by: 'call', at: heard.at });
      answerSurvey(db, interactionId, answer, heard);
    }),
  hearSurveys: (db, answers, at) => inTransaction(db, () => hearSurveys(db, answers, at)),
  saveCheckInRule,
  makeCheckIns,
  stopCheckIns,
  closeCase: (db, caseId, closed, at) => {
    if (!closeCase(db, caseId, closed, at)) throw new HatifError('notFound', 'there is no such case');
  },
  keepHanded: setHanded,
  addContact: (db, personId, fields, how) => addContact(db, personId, fields, { ...how, newId: uuidv7 }),
  changeContact: (db, change, how) => changeContact(db, change, { ...how, newId: uuidv7 }),
  organisationNamed: (db, name, { at }) => organisationNamed(db, name, { at, newId: uuidv7 }),
  changeOrganisation: (db, change, how) => changeOrganisation(db, change, { ...how, newId: uuidv7 }),
  remove: (db, what, id, at) => remove(db, what, id, uuidv7(), at),
  restore,
  putPoint,
  removePoint: (db, id) => {
    if (!removePoint(db, id)) throw new HatifError('notFound', 'there is no such point of contact');
  },
  putField,
  removeField,
  refuseNumber: (db, number, channel, refused, at, source) =>
    refused
      ? refuseNumber(db, number, { id: uuidv7(), channel, source, at })
      : allowNumber(db, number, channel),
  addMessage: (db, message) => addMessage(db, message, uuidv7),
  addEntry: (db, personId, entry) => enter(db, uuidv7(), personId, entry),
  removeEntry: takeBackEntry,
  saveList,
  addMembers: (db, listId, personIds) => inTransaction(db, () => addMembers(db, listId, personIds)),
  removeMembers: (db, listId, personIds) => inTransaction(db, () => removeMembers(db, listId, personIds)),
  setApart: (db, personId, otherId) => void setApart(db, personId, otherId),
  merge: (db, keptId, goneId, choice, at) =>
    mergePeople(db, keptId, goneId, choice, { asideId: uuidv7(), at }),
  unmerge: unmergePeople,
  mergeOrganisations: (db, keptId, goneId, choice, at) =>
    mergeOrganisations(db, keptId, goneId, choice, { asideId: uuidv7(), at }),
  unmergeOrganisations,
  sweep,
  ...importCommands,
  ...directoryCommands,
  ...safetyCommands,
  ...bulkCommands,
  ...recordingCommands,
  moveFollowUp: (db, followUpId, dueAt) => {
    if (!setDue(db, followUpId, dueAt)) throw new HatifError('notFound', 'there is no such follow-up');
  },
  snoozeFollowUp: (db, followUpId, until) => {
    if (!setReminder(db, followUpId, until)) throw new HatifError('notFound', 'there is no such follow-up');
  },
  returnCallbacks,
  setCalendarEntry,
  putStatus: (db, intents, agent, at) => putStatus(db, intents, agent, at),
  takeReminders,
  keepFile,
  removeFile: (db, id) => {
    if (!removeFile(db, id)) throw new HatifError('notFound', 'there is no such file');
  },
  claimFromOutbox,
  tellOutbox,
  recoverOutbox,
  hurryOutbox: hurryInOutbox,
  saveTool: putTool,
  removeTool: (db, id) => {
    if (!removeTool(db, id)) throw new HatifError('notFound', 'there is no such thing');
  },
  beginAgentSpan: beginSpan,
  endAgentSpan: endSpan,
  addSampleData,
  removeSampleData: db => {
    removeSampleData(db);
    // The WAL still holds the pages as they were: into the file with it, and nothing stays behind.
    db.pragma('wal_checkpoint(TRUNCATE)');
  },
};
