/** Periodic check-ins with the people on a list. */
import type { checkInProcedures } from '../../../shared/ipc/check-ins.ts';
import type { HandlersOf } from '../../ipc/dispatch.ts';
import type { Parts } from './parts.ts';

export const checkInHandlers = ({ store, desk, checkIns }: Parts): HandlersOf<typeof checkInProcedures> => ({
  'checkIn.of': ({ listId }) => store.checkInRuleOf(listId),
  'checkIn.due': ({ listId, days, after }) => store.dueForCheckIn(listId, days, after, Date.now()),
  'checkIn.save': async ({ listId, rule }) => {
    await store.saveCheckInRule(listId, rule);
    if (rule.active) await checkIns.look(listId);
    return null;
  },
  'checkIn.stop': async ({ listId }) => {
    const removed = await store.stopCheckIns(listId);
    await desk.contactsChanged();
    return { removed };
  },
});
