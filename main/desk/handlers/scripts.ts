/** Call scripts and what their buttons do. */
import { mostActions } from '../../../shared/followups/types.ts';
import type { scriptProcedures } from '../../../shared/ipc/scripts.ts';
import type { HandlersOf } from '../../ipc/dispatch.ts';
import { derivedId } from '../../system/derived-id.ts';
import type { Parts } from './parts.ts';

export const scriptHandlers = ({
  scripts,
  desk,
  followUps,
  agentName,
  openText,
  saveFile,
}: Parts): HandlersOf<typeof scriptProcedures> => ({
  'script.list': () => scripts.list(),
  'script.open': ({ scriptId }) => scripts.open(scriptId),
  'script.saveDraft': async ({ scriptId, text }) => {
    await scripts.saveDraft(scriptId, text);
    return null;
  },
  'script.publish': async ({ scriptId, text }) => ({ version: await scripts.publish(scriptId, text) }),
  'script.import': async () => {
    const file = await openText(['script', 'txt']);
    return file === null ? null : { fileName: file.name, scripts: await scripts.readIn(file.text) };
  },
  'script.export': async ({ scriptId }) => ({
    saved: await saveFile(`${scriptId ?? 'scripts'}.script`, await scripts.asFile(scriptId)),
  }),
  'script.archive': async ({ scriptId, archived }) => {
    await scripts.archive(scriptId, archived);
    return null;
  },
  'script.figures': ({ scriptId, version }) => scripts.figures(scriptId, version),
  'script.ofCall': ({ interactionId }) => scripts.ofCall(interactionId),
  'script.use': async chosen => {
    await scripts.use(chosen);
    return null;
  },
  'script.goOn': async ({ interactionId }) => scripts.goOn(interactionId),
  'script.saveRun': async run => {
    await scripts.saveRun(run);
    return null;
  },
  'script.act': async ({ does, ...button }) => {
    const { interactionId } = button;
    const actions = does.as === 'planned' ? does.actions : [];
    const note = desk.drafts.find(draft => draft.interactionId === interactionId)?.note ?? '';
    const ids = idsOf(button);
    const intents = await followUps.intentsFor({
      interactionId,
      note,
      outcomeId: null,
      actions,
      idOf: ids.toSend,
    });
    const changed = await desk.actForScript({
      interactionId,
      id: ids.act,
      does,
      intents,
      agent: agentName(),
    });
    followUps.changed();
    return { changed };
  },
  'script.takeBack': async ({ does, ...button }) => {
    const { act, toSend } = idsOf(button);
    const outbox = Array.from({ length: mostActions }, (_, index) => toSend(index));
    await desk.takeBackAct({ interactionId: button.interactionId, id: act, does }, outbox);
    followUps.changed();
    return null;
  },
});

/** They follow from the button, so that a press that was answered by a crash is not done again by the next one. */
function idsOf(button: { interactionId: string; part: string; kind: string; target: string }) {
  const act = derivedId('act', button.interactionId, button.part, button.kind, button.target);
  return { act, toSend: (index: number) => derivedId('act', act, String(index)) };
}
