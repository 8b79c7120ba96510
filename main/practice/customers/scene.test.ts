import { describe, expect, it } from 'vitest';
import { advance, newScene } from './scene.ts';
import type { Scene, SceneEffect, SceneEvent, Step } from './scene.ts';

/** Plays events against a script and notes what was done. */
class Play {
  scene: Scene;
  now = 0;
  readonly done: SceneEffect[] = [];

  constructor(...steps: Step[]) {
    this.scene = newScene(steps);
  }

  at(now: number, ...events: SceneEvent[]): this {
    this.now = now;
    for (const event of events) {
      const { scene, effects } = advance(this.scene, event, now);
      this.scene = scene;
      this.done.push(...effects);
    }
    return this;
  }

  /** What was done since the last look, without the alarm clock. */
  look(): SceneEffect[] {
    return this.done.splice(0).filter(({ kind }) => kind !== 'wake');
  }
}

const say = (line: string): Step => ({ do: 'say', line });
const said = (line: string): SceneEffect => ({ kind: 'say', line });
const listen: Step = { do: 'listen', seconds: 5 };

describe('a scene', () => {
  it('begins once, says its lines in order and hangs up at the end', () => {
    const play = new Play(say('a'), say('b'));
    expect(play.at(0, 'begin', 'begin').look()).toEqual([said('a')]);
    expect(play.at(1, 'done').look()).toEqual([said('b')]);
    expect(play.at(2, 'done').look()).toEqual([{ kind: 'hangUp' }]);
    expect(play.at(3, 'done', 'time', 'spoke', 'paused', 'held', 'released').look()).toEqual([]);
  });

  it('goes on when the agent has spoken and paused', () => {
    const play = new Play(listen, say('a')).at(0, 'begin');
    expect(play.at(100, 'paused').look()).toEqual([]); // silence alone is no answer
    expect(play.at(1_000, 'spoke').look()).toEqual([]);
    expect(play.at(3_000, 'paused').look()).toEqual([said('a')]);
  });

  it('hears out an agent who began to speak while the customer still talked', () => {
    const play = new Play(say('a'), listen, say('b')).at(0, 'begin');
    play.at(10, 'spoke').at(20, 'done').look();
    expect(play.at(30, 'paused').look()).toEqual([said('b')]);
  });

  it('goes on by itself when the agent says nothing for long enough', () => {
    const play = new Play(listen, say('a')).at(0, 'begin');
    expect(play.done).toEqual([{ kind: 'wake', inMs: 5_000 }]);
    play.at(4_999, 'time'); // a timer that was early
    expect(play.done.at(-1)).toEqual({ kind: 'wake', inMs: 1 });
    expect(play.look()).toEqual([]);
    expect(play.at(5_000, 'time').look()).toEqual([said('a')]);
  });

  it('stands still while the agent holds the call', () => {
    const play = new Play(listen, say('a')).at(0, 'begin').at(2_000, 'held');
    expect(play.done.at(-1)).toEqual({ kind: 'wake', inMs: null });
    play.at(60_000, 'time', 'spoke', 'paused', 'released');
    expect(play.done.at(-1)).toEqual({ kind: 'wake', inMs: 3_000 });
    expect(play.look()).toEqual([]);
    expect(play.at(63_000, 'time').look()).toEqual([said('a')]);
  });

  it('starts no wait while the agent holds the call', () => {
    const play = new Play(say('a'), listen, say('b')).at(0, 'begin').at(1, 'held').at(2, 'done');
    expect(play.look()).toEqual([said('a')]);
    play.at(9_000, 'released');
    expect(play.done).toEqual([{ kind: 'wake', inMs: 5_000 }]);
  });

  it('holds, presses keys, transfers, and goes on only when each has ended', () => {
    const steps: Step[] = [
      { do: 'hold' },
      { do: 'resume' },
      { do: 'keys', keys: '12' },
      { do: 'transfer', to: '+1' },
    ];
    const play = new Play(...steps, say('failed')).at(0, 'begin');
    expect(play.look()).toEqual([{ kind: 'hold', hold: true }]);
    expect(play.at(1, 'time', 'spoke', 'paused').look()).toEqual([]);
    expect(play.at(2, 'done').look()).toEqual([{ kind: 'hold', hold: false }]);
    expect(play.at(3, 'done').look()).toEqual([{ kind: 'keys', keys: '12' }]);
    expect(play.at(4, 'done').look()).toEqual([{ kind: 'transfer', to: '+1' }]);
    expect(play.at(5, 'done').look()).toEqual([said('failed')]);
  });

  it('comes round again where the script says so', () => {
    const play = new Play(say('a'), listen, { do: 'again', from: 0 }).at(0, 'begin');
    expect(play.at(1, 'done').at(5_001, 'time').look()).toEqual([said('a'), said('a')]);
  });

  it('is over when the call is, whatever was going on', () => {
    const play = new Play(listen, say('a')).at(0, 'begin').at(1, 'ended');
    expect(play.done.at(-1)).toEqual({ kind: 'wake', inMs: null });
    expect(play.at(9_000, 'time', 'spoke', 'paused', 'done').look()).toEqual([]);
  });
});
