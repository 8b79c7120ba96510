/** Builds what is done with the address book as a whole: many at once, erasing and keeping, copies, files, directories. */
import { net } from 'electron';
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import type { DisposableStore } from '../../shared/disposable.ts';
import { BackUps } from '../desk/back-ups.ts';
import { Bulk } from '../desk/bulk.ts';
import type { Desk } from '../desk/desk.ts';
import { Safety } from '../desk/safety.ts';
import { createDirectories } from '../directories/directories.ts';
import type { Library } from '../recording/library.ts';
import type { FollowUps } from '../followups/follow-ups.ts';
import { failureWords, fileDialogues } from '../import/dialogues.ts';
import { createImporter } from '../import/importer.ts';
import { saveFile } from '../system/desktop.ts';
import { agentOf, countryOf, type Ground } from './ground.ts';
import { logFor } from './log.ts';

export function buildAddressBook(
  ground: Ground,
  {
    desk,
    followUps,
    library,
    storeKey,
    reload,
  }: {
    desk: Desk;
    followUps: FollowUps;
    library: Library;
    storeKey: string;
    reload: () => Promise<void>;
  },
  ends: DisposableStore,
) {
  const { environment, workspace, store, settings, secrets, emit, words, now } = ground;
  const bulk = new Bulk({
    store,
    emit,
    log: logFor('bulk'),
    now,
    newId: uuidv7,
    agent: () => agentOf(ground),
    language: () => settings.current.language ?? 'en',
    sends: () => settings.current.smtp !== null,
    changed: () => {
      void desk.contactsChanged();
      followUps.changed();
    },
  });

  const safety = new Safety({
    store,
    agent: () => agentOf(ground),
    now,
    newId: uuidv7,
    log: logFor('safety'),
    saveFile,
    changed: () => desk.contactsChanged(),
    renewCopies: () => backUps.renew(),
    deleteFiles: () => library.sweep(),
  });
  ends.add(safety);
  const backUps: BackUps = new BackUps({
    store,
    folder: () => settings.current.backUp.folder,
    keep: () => settings.current.backUp.keep,
    storeKey,
    recovery: () => settings.current.backUp.recovery ?? null,
    setRecovery: recovery => settings.change({ backUp: { ...settings.current.backUp, recovery } }),
    agent: () => agentOf(ground),
    now,
    log: logFor('back-ups'),
    changed: view => emit('backUp', view),
    files: {
      copyTo: to => (settings.current.recording.inBackUp ? library.copyTo(to) : library.forgetIn(to)),
      copyFrom: (from, theirs) => library.copyFrom(from, theirs),
    },
    restored: async () => {
      await reload();
      await desk.contactsChanged();
    },
  });
  ends.add(backUps);

  const importer = createImporter({
    store,
    worker: path.join(environment.bundle, 'import-worker.js'),
    ask: fileDialogues(words, () => workspace.window),
    words: () => failureWords(words()),
    country: () => countryOf(ground),
    now,
    newId: uuidv7,
    onImporting: view => emit('importing', view),
    onExporting: view => emit('exporting', view),
    onExported: data => {
      const entry = { at: now(), kind: 'export', personId: null, subject: null, why: null, data } as const;
      store
        .addAudit({ ...entry, agent: agentOf(ground) })
        .catch((cause: unknown) => logFor('audit').error('an export could not be written down', cause));
    },
    onChanged: () => void desk.contactsChanged(),
    log: logFor('import'),
  });
  ends.add(importer);

  const directories = createDirectories({
    store,
    secrets,
    emit,
    log: logFor('directories'),
    now,
    online: () => net.isOnline(),
    country: () => countryOf(ground),
    onContactsChanged: () => void desk.contactsChanged(),
  });
  ends.add(directories);

  return { bulk, safety, backUps, importer, directories };
}
