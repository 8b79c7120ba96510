/** Photos and files. */
import { uuidv7 } from 'uuidv7';
import { HatifError } from '../../../shared/errors.ts';
import { isPicture, mostBytes } from '../../../shared/files/types.ts';
import type { fileProcedures } from '../../../shared/ipc/files.ts';
import type { HandlersOf } from '../../ipc/dispatch.ts';
import type { Parts } from './parts.ts';

export const fileHandlers = ({
  store,
  desk,
  chooseFile,
  saveFile,
}: Parts): HandlersOf<typeof fileProcedures> => ({
  'files.of': ({ personId }) => store.filesOf(personId),
  'file.picture': async ({ id }) => {
    const file = await store.fileBytes(id);
    if (file === null || !isPicture(file.type)) return null;
    return `data:${file.type};base64,${Buffer.from(file.bytes).toString('base64')}`;
  },
  'file.add': async input => {
    const chosen = await chooseFile(input.photo ? mostBytes.photo : mostBytes.file);
    if (chosen === null) return null;
    const owner = 'personId' in input ? { personId: input.personId } : { entryId: input.entryId };
    const kept = await store.keepFile(uuidv7(), owner, { ...chosen, photo: input.photo }, Date.now());
    await desk.contactsChanged();
    return kept;
  },
  'file.save': async ({ id }) => {
    const file = await store.fileBytes(id);
    if (file === null) throw new HatifError('notFound', 'there is no such file');
    return { saved: await saveFile(file.name, file.bytes) };
  },
  'file.remove': async ({ id }) => {
    await store.removeFile(id);
    await desk.contactsChanged();
    return null;
  },
});
