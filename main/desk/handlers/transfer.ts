/** Two calls that have to do with each other. */
import type { transferProcedures } from '../../../shared/ipc/transfer.ts';
import type { HandlersOf } from '../../ipc/dispatch.ts';
import type { Parts } from './parts.ts';

export const transferHandlers = ({ desk, telephony }: Parts): HandlersOf<typeof transferProcedures> => ({
  'call.transfer': async ({ callId, target, name }) => {
    await telephony.transfer(callId, target, name);
    return null;
  },
  'call.consult': ({ callId, target, personId, join }) => ({
    callId: desk.meaning(personId, () => telephony.consult(callId, target, join)),
  }),
  'call.complete': async ({ callId }) => {
    await telephony.complete(callId);
    return null;
  },
  'call.takeBack': async ({ callId }) => {
    await telephony.takeBack(callId);
    return null;
  },
  'call.join': async ({ callId }) => {
    await telephony.join(callId);
    return null;
  },
  'call.split': async ({ callId }) => {
    await telephony.split(callId);
    return null;
  },
});
