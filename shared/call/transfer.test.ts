import { describe, expect, test } from 'vitest';
import { HatifError } from '../errors.ts';
import {
  beginTransfer,
  transferLimits,
  transferStep,
  transferView,
  type TransferEvent,
  type TransferPhase,
  type TransferStep,
} from './transfer.ts';

const carol = { number: '+966125550107', e164: '+966125550107', name: 'Carol' };

class Story {
  now: TransferStep;

  constructor(kind: 'blind' | 'attended', held = true) {
    this.now = beginTransfer(kind, carol, held);
  }

  on(...events: TransferEvent[]): this {
    for (const event of events) this.now = transferStep(this.now.state, event);
    return this;
  }

  get phase(): TransferPhase {
    return this.now.state.phase;
  }

  get asks(): string[] {
    return this.now.effects.map(({ kind }) => kind);
  }

  get waits(): number | null {
    const timer = this.now.effects.find(({ kind }) => kind === 'startTimer');
    return timer?.kind === 'startTimer' ? timer.ms : null;
  }
}

const accepted: TransferEvent = { kind: 'accepted' };
const says = (status: number | null, final = false): TransferEvent => ({ kind: 'notified', status, final });

const holding = () => new Story('blind', false);
const referring = () => new Story('blind');
const trying = () => referring().on(accepted, says(100));
const ringing = () => trying().on(says(180));
const refused = () => ringing().on(says(486, true));
const unanswered = () => referring().on(accepted, { kind: 'timer' });
const succeeded = () => ringing().on(says(200, true));
const takenBack = () => refused().on({ kind: 'takeBack' });
const over = () => ringing().on({ kind: 'gone' });

describe('every state and every event', () => {
  const states = { holding, referring, trying, ringing, refused, unanswered, succeeded, takenBack, over };
  const events: Record<string, TransferEvent> = {
    takeBack: { kind: 'takeBack' },
    hangUp: { kind: 'hangUp' },
    held: { kind: 'held' },
    notHeld: { kind: 'notHeld' },
    accepted,
    rejected: { kind: 'rejected', status: 403 },
    says100: says(100),
    says180: says(180),
    says200: says(200, true),
    says486: says(486, true),
    saysNothing: says(null),
    saysItIsOver: says(null, true),
    says100Last: says(100, true),
    bye: { kind: 'bye' },
    consultGone: { kind: 'consultGone' },
    gone: { kind: 'gone' },
    timer: { kind: 'timer' },
  };

  // =: nothing changes. !: throws. H holding, F referring, T trying, R ringing, X refused, U unanswered, S succeeded,
  // B taken back, O over.
  const table = `
    event        holding referring trying ringing refused unanswered succeeded takenBack over
    takeBack     B       !         !      !       B       B          =         =         =
    hangUp       O       O         S      S       O       S          =         =         =
    held         F       =         =      =       =       =          =         =         =
    notHeld      X       =         =      =       =       =          =         =         =
    accepted     =       T         =      =       =       =          =         =         =
    rejected     =       X         =      =       =       =          =         =         =
    says100      =       T         T      R       =       T          =         =         =
    says180      =       R         R      R       =       R          =         =         =
    says200      =       S         S      S       =       S          =         =         =
    says486      =       X         X      X       =       X          =         =         =
    saysNothing  =       T         T      R       =       T          =         =         =
    saysItIsOver =       U         U      U       =       U          =         =         =
    says100Last  =       T         T      R       =       T          =         =         =
    bye          O       O         S      S       O       S          =         =         =
    consultGone  =       =         =      =       =       =          =         =         =
    gone         O       O         O      O       O       O          =         =         =
    timer        X       U         U      U       =       U          =         =         =`;
  const phases: Record<string, TransferPhase> = {
    H: 'holding',
    F: 'referring',
    T: 'trying',
    R: 'ringing',
    X: 'refused',
    U: 'unanswered',
    S: 'succeeded',
    B: 'takenBack',
    O: 'over',
  };
  const [header = [], ...rows] = table
    .trim()
    .split('\n')
    .map(row => row.trim().split(/\s+/));

  test('the table names each of them once, and each state is what its name says', () => {
    expect(header.slice(1)).toEqual(Object.keys(states));
    expect(rows.map(([name]) => name)).toEqual(Object.keys(events));
    for (const [name, state] of Object.entries(states)) expect(state().phase).toBe(name);
  });

  for (const [name = '', ...cells] of rows) {
    test(name, () => {
      for (const [column, cell] of cells.entries()) {
        const stateName = header[column + 1] as keyof typeof states;
        const story = states[stateName]();
        const before = story.now.state;
        const event = events[name] as TransferEvent;
        const where = `${name} in ${stateName}`;
        if (cell === '!') {
          expect(() => story.on(event), where).toThrow(HatifError);
          continue;
        }
        story.on(event);
        if (cell === '=') {
          expect(story.now.state, where).toEqual(before);
          expect(story.asks, where).toEqual([]);
        } else expect(story.phase, where).toBe(phases[cell]);
      }
    });
  }
});

describe('a blind transfer', () => {
  test('the REFER goes out only when the hold stands', () => {
    const story = holding();
    expect(story.asks).toEqual(['hold', 'startTimer']);
    expect(story.on({ kind: 'held' }).asks).toEqual(['stopTimer', 'sendRefer']);
    expect(referring().asks, 'held before').toEqual(['sendRefer']);
  });

  test('we leave when it is said to stand, and the caller hears nothing of us', () => {
    expect(succeeded().asks).toEqual(['stopTimer', 'leave']);
    expect(transferView(succeeded().now.state)).toBeNull();
  });

  test('a BYE is success only after the REFER was accepted', () => {
    expect(referring().on({ kind: 'bye' }).phase).toBe('over');
    const story = referring().on(accepted);
    expect(story.now.effects).toContainEqual({ kind: 'expectBye', expected: true });
    expect(story.on({ kind: 'bye' }).phase).toBe('succeeded');
    expect(story.asks, 'the leg is gone already').toEqual(['stopTimer']);
  });

  test('busy: said with its cause, the caller still there, and one key brings them back', () => {
    const story = refused();
    expect(story.now.effects).toContainEqual({ kind: 'expectBye', expected: false });
    expect(transferView(story.now.state)).toMatchObject({
      phase: 'refused',
      fault: 'target',
      cause: 'busy',
      status: 486,
    });
    expect(story.on({ kind: 'takeBack' }).asks).toEqual(['stopTimer', 'expectBye', 'resume']);
  });

  test('a system that does not transfer says so with a plain refusal', () => {
    const story = referring().on({ kind: 'rejected', status: 405 });
    expect(transferView(story.now.state)).toMatchObject({ fault: 'system', cause: null, status: 405 });
  });

  test('accepted and then not a word: the agent is asked, and late word still counts', () => {
    const story = referring().on(accepted);
    expect(story.waits).toBe(transferLimits.silence);
    expect(story.on({ kind: 'timer' }).phase).toBe('unanswered');
    expect(story.on(says(180)).phase).toBe('ringing');
    expect(story.waits).toBe(transferLimits.ringing);
    expect(unanswered().on(says(200, true)).asks).toContain('leave');
  });

  test('a NOTIFY without a body is a sign of life, unless it is the last', () => {
    expect(ringing().on(says(null)).waits).toBe(transferLimits.trying);
    expect(ringing().on(says(null, true)).phase).toBe('unanswered');
  });

  test('a NOTIFY that overtakes the 202', () => {
    const story = referring().on(says(180));
    expect(story.on(accepted).phase).toBe('ringing');
    expect(story.asks).toEqual(['expectBye']);
    expect(story.on({ kind: 'rejected', status: 500 }).phase, 'a second answer').toBe('ringing');
  });

  test('without a hold nothing is sent', () => {
    for (const event of [{ kind: 'notHeld' }, { kind: 'timer' }] as const) {
      expect(transferView(holding().on(event).now.state)?.fault).toBe('hold');
    }
  });

  test('hanging up while it rings leaves it to the others', () => {
    expect(ringing().on({ kind: 'hangUp' }).asks).toEqual(['stopTimer', 'leave']);
    expect(referring().on({ kind: 'hangUp' }).asks).toEqual(['stopTimer', 'hangUp']);
  });
});

describe('an attended transfer', () => {
  const asked = () => new Story('attended');
  const tried = () => asked().on(accepted, says(100));

  test('the end of the consult call is success, once a refusal had time to come', () => {
    const story = tried().on({ kind: 'consultGone' });
    expect(story.phase).toBe('trying');
    expect(story.waits).toBe(transferLimits.consult);
    expect(story.on({ kind: 'timer' }).phase).toBe('succeeded');
    expect(story.asks).toContain('leave');
  });

  test('… and no success when the refusal comes', () => {
    expect(tried().on({ kind: 'consultGone' }, says(481, true)).phase).toBe('refused');
  });

  test('the consult call ends before the REFER was accepted', () => {
    const early = new Story('attended', false).on({ kind: 'consultGone' });
    expect(transferView(early.now.state)?.fault).toBe('consult');
    expect(asked().on({ kind: 'consultGone' }, { kind: 'rejected', status: 481 }).phase).toBe('refused');
    const late = asked().on({ kind: 'consultGone' }, accepted);
    expect(late.waits).toBe(transferLimits.consult);
    expect(late.on({ kind: 'timer' }).phase).toBe('succeeded');
  });

  test('a BYE on the caller’s leg ends the consult call too', () => {
    expect(tried().on({ kind: 'bye' }).asks).toEqual(['stopTimer', 'leave']);
  });
});
