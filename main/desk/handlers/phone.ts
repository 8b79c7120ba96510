/** Colleagues' phones, codes of the phone system, messages over it. */
import type { phoneProcedures } from '../../../shared/ipc/phone.ts';
import type { HandlersOf } from '../../ipc/dispatch.ts';
import type { Parts } from './parts.ts';

export const phoneHandlers = ({ telephony, phone }: Parts): HandlersOf<typeof phoneProcedures> => ({
  'call.forward': async ({ callId, target }) => {
    await telephony.forward(callId, target);
    return null;
  },
  'lamp.pickUp': ({ lampId }) => ({ callId: telephony.pickUp(lampId) }),
  'code.use': async use => {
    await phone.enterCode(use);
    return null;
  },
  'message.send': async message => {
    await phone.send(message);
    return null;
  },
});
