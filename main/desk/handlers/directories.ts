/** Directories: accounts, syncs, look-ups. */
import type { directoryProcedures } from '../../../shared/ipc/directories.ts';
import type { HandlersOf } from '../../ipc/dispatch.ts';
import type { Parts } from './parts.ts';

const done = async (work: Promise<void> | void): Promise<null> => {
  await work;
  return null;
};

export const directoryHandlers = ({ directories, desk }: Parts): HandlersOf<typeof directoryProcedures> => ({
  'directory.all': () => directories.views(),
  'directory.save': ({ account, password }) => done(directories.save(account, password)),
  'directory.remove': ({ id, keepPeople }) => done(directories.remove(id, keepPeople)),
  'directory.test': ({ account, password }) => directories.test(account, password),
  'directory.sync': ({ id, manyMayGo }) => done(directories.sync(id, manyMayGo)),
  'directory.cancel': ({ id }) => done(directories.cancel(id)),
  'directory.conflicts': () => directories.conflicts(),
  'directory.decide': ({ id, choice }) => done(directories.decide(id, choice)),
  'directory.search': ({ text }) => directories.search(text),
  'directory.byNumber': ({ number, e164 }) => directories.byNumber(number, e164),
  'directory.keep': async ({ hit, callId }) => {
    const contact = await directories.keep(hit);
    if (callId !== null) await desk.choosePerson(callId, contact.person.id);
    return contact;
  },
  'directory.sources': ({ personIds }) => directories.sources(personIds),
  'directory.putInto': ({ id, personId }) => done(directories.putInto(id, personId)),
});
