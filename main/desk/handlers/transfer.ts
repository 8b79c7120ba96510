/** Two calls that have to do with each other. */
import { HatifError } from '../../../shared/errors.ts';
import type { transferProcedures } from '../../../shared/ipc/transfer.ts';
import type { HandlersOf } from '../../ipc/dispatch.ts';
import type { Parts } from './parts.ts';

export const transferHandlers = ({
  desk,
  telephony,
  handovers,
  openOutside,
}: Parts): HandlersOf<typeof transferProcedures> => ({
  'call.along': ({ callId }) => handovers.of(callId),
  'call.transfer': async ({ callId, target, name, along, override }) => {
    await desk.transfer(callId, target, name, along ? await handovers.of(callId) : null, override);
    return null;
  },
  'call.consult': async ({ callId, target, personId, join, along, override }) => {
    const handed = await handovers.whenAsking(callId, along);
    return { callId: await desk.consult(callId, target, { personId, join, handed }, override) };
  },
  'call.openLink': async ({ callId }) => {
    const link = telephony.calls.find(({ id }) => id === callId)?.handed?.link ?? null;
    if (link === null) throw new HatifError('notFound', 'no address came along');
    await openOutside(link);
    return null;
  },
  'call.complete': async ({ callId }) => {
    await telephony.complete(callId, await handovers.whenJoining(callId));
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
