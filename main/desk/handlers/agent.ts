/** What the agent is to others, and the time for the wrap-up. */
import type { agentProcedures } from '../../../shared/ipc/agent.ts';
import type { HandlersOf } from '../../ipc/dispatch.ts';
import { HatifError } from '../../../shared/errors.ts';
import type { Parts } from './parts.ts';

export const agentHandlers = ({ agent, wrapUps, settings }: Parts): HandlersOf<typeof agentProcedures> => ({
  'agent.choose': choice => {
    const { breaks } = settings.current.agent;
    if (choice.status === 'break' && !breaks.some(({ id }) => id === choice.reason))
      throw new HatifError('badInput', 'there is no such reason for a break');
    agent.choose(choice);
    return null;
  },
  'wrapUp.extend': ({ interactionId }) => {
    wrapUps.extend(interactionId);
    return null;
  },
});
