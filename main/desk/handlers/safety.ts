/** The safety of people: what is kept of them, for how long, and what was done for good. */
import type { safetyProcedures } from '../../../shared/ipc/safety.ts';
import type { HandlersOf } from '../../ipc/dispatch.ts';
import type { Parts } from './parts.ts';

const auditShown = 100;

export const safetyHandlers = ({
  safety,
  backUps,
  store,
  settings,
  chooseFolder,
  chooseBackUp,
}: Parts): HandlersOf<typeof safetyProcedures> => ({
  'person.previewErasure': ({ personId }) => store.previewErasure(personId),
  'person.erase': ({ personId }) => safety.erase(personId),
  'person.export': async ({ personId, format }) => ({ saved: await safety.exportPerson(personId, format) }),
  'audit.page': ({ kind, before }) => store.auditPage(kind, before, auditShown),
  'retention.get': () => store.retentionRules(),
  'retention.set': async ({ kind, days }) => {
    await store.setRetention(kind, days);
    return null;
  },
  'retention.preview': rules => safety.previewRetention(rules),
  'retention.run': () => safety.retain(),
  'backUp.view': () => backUps.view,
  'backUp.chooseFolder': async () => {
    const folder = await chooseFolder();
    if (folder !== null) {
      settings.change({ backUp: { ...settings.current.backUp, folder } });
      await backUps.run();
    }
    return backUps.view;
  },
  'backUp.off': () => {
    settings.change({ backUp: { ...settings.current.backUp, folder: null } });
    return backUps.view;
  },
  'backUp.run': async () => {
    await backUps.run();
    return backUps.view;
  },
  'backUp.cancel': async () => {
    await backUps.cancel();
    return backUps.view;
  },
  'backUp.makeKey': () => ({ key: backUps.makeKey(), view: backUps.view }),
  'backUp.chooseFile': async () => {
    const file = await chooseBackUp();
    return file === null ? null : backUps.choose(file);
  },
  'backUp.restoreChosen': async ({ key }) => {
    await backUps.restoreChosen(key);
    return null;
  },
  'backUp.restore': async ({ name }) => {
    await backUps.restore(name);
    return null;
  },
});
