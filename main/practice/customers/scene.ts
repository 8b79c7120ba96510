/**
 * What a customer does in one conversation, as data, and how it goes on. Pure: time comes in with each event.
 *
 *            ┌────────────── done ──────────────┐
 *   begin ─> busy (saying, holding, pressing …) ─> next step ─> … ─> over
 *            waiting (listen, wait) ── time, or the agent has spoken and paused ─┘
 */

export type Step =
  /** Says a line to its end. */
  | { do: 'say'; line: string }
  /** Lets the agent speak: goes on when they have spoken and paused, or after so many seconds. */
  | { do: 'listen'; seconds: number }
  | { do: 'wait'; seconds: number }
  | { do: 'hold' }
  | { do: 'resume' }
  | { do: 'keys'; keys: string }
  /** Sends the agent to another customer; goes on with the next step only when that fails. */
  | { do: 'transfer'; to: string }
  | { do: 'hangUp' }
  | { do: 'again'; from: number };

export interface Scene {
  readonly steps: readonly Step[];
  readonly at: number;
  readonly phase: 'notBegun' | 'busy' | 'waiting' | 'over';
  /** End of the wait, ms; null while none runs. */
  readonly until: number | null;
  /** Of a wait that stands still because the agent holds the call, ms. */
  readonly left: number | null;
  readonly agentHolds: boolean;
  readonly agentSpeaking: boolean;
  /** The agent has said something since this wait began. */
  readonly agentSpoke: boolean;
}

export type SceneEvent =
  | 'begin'
  /** What the last effect started has ended. */
  | 'done'
  | 'spoke'
  | 'paused'
  | 'time'
  /** The agent holds the call, and lets go. */
  | 'held'
  | 'released'
  | 'ended';

export type SceneEffect =
  | { kind: 'say'; line: string }
  | { kind: 'hold'; hold: boolean }
  | { kind: 'keys'; keys: string }
  | { kind: 'transfer'; to: string }
  | { kind: 'hangUp' }
  /** Send `time` after so many ms; takes the place of an earlier wake. Null: no more. */
  | { kind: 'wake'; inMs: number | null };

export interface Advance {
  scene: Scene;
  effects: readonly SceneEffect[];
}

export function newScene(steps: readonly Step[]): Scene {
  const agent = { agentHolds: false, agentSpeaking: false, agentSpoke: false };
  return { steps, at: 0, phase: 'notBegun', until: null, left: null, ...agent };
}

/** An event that does not fit the phase changes nothing: it was overtaken by another. */
export function advance(scene: Scene, event: SceneEvent, now: number): Advance {
  if (scene.phase === 'over') return still(scene);
  switch (event) {
    case 'begin':
      return scene.phase === 'notBegun' ? enter(scene, 0, now) : still(scene);
    case 'done':
      return scene.phase === 'busy' ? enter(scene, scene.at + 1, now) : still(scene);
    case 'spoke':
      return still({ ...scene, agentSpeaking: true, agentSpoke: true });
    case 'paused': {
      const quiet = { ...scene, agentSpeaking: false };
      const heardOut = scene.phase === 'waiting' && scene.agentSpoke && scene.left === null;
      return heardOut && step(scene)?.do === 'listen' ? enter(quiet, scene.at + 1, now) : still(quiet);
    }
    case 'time': {
      if (scene.phase !== 'waiting' || scene.until === null) return still(scene);
      if (now >= scene.until) return enter(scene, scene.at + 1, now);
      // A timer goes by another clock than the wall's, and may be early by its step: without a new one nothing would ever come.
      return { scene, effects: [{ kind: 'wake', inMs: scene.until - now }] };
    }
    case 'held':
      if (scene.until === null) return still({ ...scene, agentHolds: true });
      return {
        scene: { ...scene, agentHolds: true, until: null, left: Math.max(scene.until - now, 0) },
        effects: [{ kind: 'wake', inMs: null }],
      };
    case 'released':
      if (scene.left === null) return still({ ...scene, agentHolds: false });
      return {
        scene: { ...scene, agentHolds: false, until: now + scene.left, left: null },
        effects: [{ kind: 'wake', inMs: scene.left }],
      };
    case 'ended':
      return { scene: { ...scene, phase: 'over', until: null }, effects: [{ kind: 'wake', inMs: null }] };
  }
}

function enter(scene: Scene, at: number, now: number): Advance {
  const next = scene.steps[at];
  const busy = (effect: SceneEffect): Advance => ({
    scene: { ...scene, at, phase: 'busy', until: null, left: null },
    effects: [effect],
  });
  switch (next?.do) {
    case 'say':
      return busy({ kind: 'say', line: next.line });
    case 'keys':
      return busy({ kind: 'keys', keys: next.keys });
    case 'hold':
    case 'resume':
      return busy({ kind: 'hold', hold: next.do === 'hold' });
    case 'transfer':
      return busy({ kind: 'transfer', to: next.to });
    case 'listen':
    case 'wait': {
      const ms = next.seconds * 1000;
      const waiting: Scene = { ...scene, at, phase: 'waiting', agentSpoke: scene.agentSpeaking };
      if (scene.agentHolds) return still({ ...waiting, until: null, left: ms });
      return { scene: { ...waiting, until: now + ms, left: null }, effects: [{ kind: 'wake', inMs: ms }] };
    }
    case 'again':
      return enter(scene, next.from, now);
    case 'hangUp':
    case undefined: // a script that simply ends says goodbye by itself
      return {
        scene: { ...scene, at, phase: 'over', until: null, left: null },
        effects: [{ kind: 'wake', inMs: null }, { kind: 'hangUp' }],
      };
  }
}

function step(scene: Scene): Step | undefined {
  return scene.steps[scene.at];
}

function still(scene: Scene): Advance {
  return { scene, effects: [] };
}
