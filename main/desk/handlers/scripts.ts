/** Call scripts and what their buttons do. */
import type { scriptProcedures } from '../../../shared/ipc/scripts.ts';
import type { HandlersOf } from '../../ipc/dispatch.ts';
import type { Parts } from './parts.ts';

export const scriptHandlers = ({ scripts, desk }: Parts): HandlersOf<typeof scriptProcedures> => ({
  'script.list': () => scripts.list(),
  'script.open': ({ scriptId }) => scripts.open(scriptId),
  'script.saveDraft': async ({ scriptId, text }) => {
    await scripts.saveDraft(scriptId, text);
    return null;
  },
  'script.publish': async ({ scriptId, text }) => ({ version: await scripts.publish(scriptId, text) }),
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
  'script.saveRun': async run => {
    await scripts.saveRun(run);
    return null;
  },
  'script.act': async act => {
    await desk.actForScript(act);
    return null;
  },
});
