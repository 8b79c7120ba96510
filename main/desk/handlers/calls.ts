/** Calls, and who is calling. */
import type { callProcedures } from '../../../shared/ipc/calls.ts';
import type { HandlersOf } from '../../ipc/dispatch.ts';
import type { Parts } from './parts.ts';

export const callHandlers = ({ desk, telephony, media }: Parts): HandlersOf<typeof callProcedures> => ({
  'call.dial': async ({ target, accountId, personId, override, campaign }) => ({
    callId: await desk.dial(target, accountId, personId, override, campaign),
  }),
  'card.shown': ({ callId }) => {
    desk.cardShown(callId);
    return null;
  },
  'call.answer': async ({ callId }) => {
    await telephony.answer(callId);
    return null;
  },
  'call.decline': async ({ callId }) => {
    await telephony.decline(callId);
    return null;
  },
  'call.silence': ({ callId }) => {
    telephony.silence(callId);
    return null;
  },
  'call.hangUp': async ({ callId }) => {
    await telephony.hangUp(callId);
    return null;
  },
  'call.hold': async ({ callId, hold }) => {
    await telephony.setHold(callId, hold);
    return null;
  },
  'call.mute': async ({ callId, muted }) => {
    await telephony.setMuted(callId, muted);
    return null;
  },
  'call.dtmf': async ({ callId, digits }) => {
    await telephony.sendDtmf(callId, digits);
    return null;
  },
  'call.dismiss': ({ callId }) => {
    telephony.dismiss(callId);
    return null;
  },
  'call.stats': ({ callId }) => media.request('stats', { session: callId }),
  'caller.choose': ({ callId, personId }) => desk.choosePerson(callId, personId),
});
