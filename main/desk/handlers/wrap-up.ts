/** Notes, outcomes and follow-ups. */
import type { wrapUpProcedures } from '../../../shared/ipc/wrap-up.ts';
import type { HandlersOf } from '../../ipc/dispatch.ts';
import { surveySecret } from '../../followups/surveys.ts';
import { surveyCode } from '../../system/derived-id.ts';
import type { Parts } from './parts.ts';

export const wrapUpHandlers = ({
  desk,
  followUps,
  settings,
  store,
  secrets,
  surveys,
  agentName,
}: Parts): HandlersOf<typeof wrapUpProcedures> => ({
  'draft.save': draft => desk.saveDraft(draft),
  'wrapUp.finish': async ({ override, ...finish }) => {
    const intents = await followUps.intentsFor(finish, override);
    await desk.finishWrapUp({ ...finish, intents, agent: agentName() });
    followUps.changed();
    return null;
  },
  'wrapUp.undo': async ({ interactionId }) => {
    await desk.undoWrapUp(interactionId);
    followUps.changed();
    return null;
  },
  'survey.answer': async ({ interactionId, answer }) => {
    await store.answerSurvey(interactionId, answer, surveyCode(interactionId), {
      by: 'agent',
      at: Date.now(),
    });
    await desk.contactsChanged();
    return null;
  },
  'survey.setSource': ({ source, secret }) => {
    if (source === null) secrets.forget(surveySecret);
    else if (secret !== null) secrets.write(surveySecret, secret);
    settings.change({ surveySource: source });
    return null;
  },
  'survey.look': () => surveys.look(),
  'followUp.done': async ({ followUpId, done }) => {
    await desk.followUpDone(followUpId, done);
    return null;
  },
});
