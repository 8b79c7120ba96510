/** What a step of a script says of the recording. */
import type { RunState } from '../script/run-state.ts';
import type { ActionKind, Script } from '../script/types.ts';

/**
 * Silent while the run is at a step that pauses, and while an objection that was raised there is dealt with: what is said in
 * it is said in the middle of a payment. Leaving the step ends it by itself.
 */
export const isSilentAt = (script: Script, state: Pick<RunState, 'step' | 'raised'>): boolean =>
  [state.step, ...state.raised].some(step => has(script, step, 'pauseRecording'));

/** The step lets a recording go on that the agent had paused. */
export const resumesAt = (script: Script, state: Pick<RunState, 'step'>): boolean =>
  has(script, state.step, 'resumeRecording');

const has = (script: Script, id: string, kind: ActionKind): boolean =>
  script.steps.some(step => step.id === id && step.actions.some(action => action.kind === kind));
