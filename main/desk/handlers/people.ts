/** People. */
import type { peopleProcedures } from '../../../shared/ipc/people.ts';
import type { HandlersOf } from '../../ipc/dispatch.ts';
import type { Parts } from './parts.ts';

export const peopleHandlers = ({ store }: Parts): HandlersOf<typeof peopleProcedures> => ({
  'people.search': ({ text, limit }) => store.search(text, limit),
  'people.get': ({ personId }) => store.person(personId),
});
