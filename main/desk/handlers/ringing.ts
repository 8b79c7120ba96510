/** The card of a call that rings while the agent looks at another program. */
import type { ringingProcedures } from '../../../shared/ipc/ringing.ts';
import type { HandlersOf } from '../../ipc/dispatch.ts';
import type { Parts } from './parts.ts';

export const ringingHandlers = ({ ringCard }: Parts): HandlersOf<typeof ringingProcedures> => ({
  'ringing.card': () => ringCard.card,
  'ringing.act': async ({ callId, act }) => {
    await ringCard.act(callId, act);
    return null;
  },
});
