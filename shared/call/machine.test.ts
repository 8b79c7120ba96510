import { describe, expect, test } from 'vitest';
import { HatifError } from '../errors.ts';
import { noReason } from './causes.ts';
import { callLimits } from './limits.ts';
import { begin, transition } from './machine.ts';
import { microphoneOpen, view } from './projections.ts';
import type { CallEffect, CallEvent, CallState } from './state.ts';
import type { CallPhase } from './view.ts';

const noon = 1_764_000_000_000;
const bob = { number: '+493012345678', e164: '+493012345678', name: 'Bob' };

/** A call with a memory: every event moves it, the effects of the last one are kept. */
class Story {
  state: CallState;
  effects: CallEffect[];
  now = noon;

  constructor(direction: 'inbound' | 'outbound') {
    const first = begin({
      id: 'call-1',
      accountId: 'main',
      direction,
      remote: bob,
      called: null,
      at: this.now,
    });
    this.state = first.state;
    this.effects = first.effects;
  }

  after(ms: number): this {
    this.now += ms;
    return this;
  }

  on(...events: DistributiveOmit<CallEvent, 'at'>[]): this {
    for (const event of events) {
      const next = transition(this.state, { ...event, at: this.now } as CallEvent);
      this.state = next.state;
      this.effects = next.effects;
    }
    return this;
  }

  get asks(): string[] {
    return this.effects.map(effect => effect.kind);
  }

  effect<K extends CallEffect['kind']>(kind: K): Extract<CallEffect, { kind: K }> | undefined {
    return this.effects.find((effect): effect is Extract<CallEffect, { kind: K }> => effect.kind === kind);
  }
}

type DistributiveOmit<T, K extends keyof never> = T extends unknown ? Omit<T, K> : never;
type Happening = DistributiveOmit<CallEvent, 'at'>;

const dialling = () => new Story('outbound');
const ringingOut = () => dialling().on({ kind: 'progress', status: 180, described: false });
const talkingOut = () => ringingOut().on(talk, { kind: 'accepted' }, flowing).after(5_000);
const ringing = () => new Story('inbound');
const answering = () => ringing().on({ kind: 'answer' });
const talkingIn = () => answering().on(talk, { kind: 'acknowledged' }, flowing).after(5_000);
const ending = () => dialling().on({ kind: 'hangUp' });
const ended = () => talkingOut().on({ kind: 'bye', reason: noReason });

const talk: Happening = { kind: 'negotiated', offerer: 'local', local: 'sendrecv', remote: 'sendrecv' };
const flowing: Happening = { kind: 'audio', flowing: true };
const refused = (status: number, retryAfter: number | null = null, random = 0): Happening => ({
  kind: 'reinviteRejected',
  status,
  retryAfter,
  random,
});
const heldByUs: Happening = {
  kind: 'negotiated',
  offerer: 'local',
  local: 'sendonly',
  remote: 'recvonly',
};
const heldByThem: Happening = {
  kind: 'negotiated',
  offerer: 'remote',
  local: 'recvonly',
  remote: 'sendonly',
};

describe('every state and every event', () => {
  const states = { dialling, ringingOut, ringing, answering, talkingOut, talkingIn, ending, ended };
  const events: Record<string, Happening> = {
    answer: { kind: 'answer' },
    decline: { kind: 'decline' },
    silence: { kind: 'silence' },
    forward: { kind: 'forward', to: '6002', by: 'local' },
    hangUp: { kind: 'hangUp' },
    hold: { kind: 'hold', hold: true },
    mute: { kind: 'mute', muted: true },
    dtmf: { kind: 'dtmf', digits: '1' },
    ringing180: { kind: 'progress', status: 180, described: false },
    queued182: { kind: 'progress', status: 182, described: false },
    early183: { kind: 'progress', status: 183, described: true },
    accepted: { kind: 'accepted' },
    acknowledged: { kind: 'acknowledged' },
    rejected: { kind: 'rejected', status: 486, reason: noReason },
    cancelled: { kind: 'cancelled', reason: noReason },
    bye: { kind: 'bye', reason: noReason },
    negotiated: talk,
    reinviteAccepted: { kind: 'reinviteAccepted' },
    reinviteRejected: refused(491),
    identity: { kind: 'identity', party: bob },
    sessionTimer: { kind: 'sessionTimer', expires: 90 },
    replaced: { kind: 'replaced', remote: bob },
    sessionGone: { kind: 'sessionGone' },
    answerFailed: { kind: 'answerFailed', code: 'internal' },
    noMicrophone: { kind: 'answerFailed', code: 'microphoneMissing' },
    offerFailed: { kind: 'offerFailed', code: 'microphoneDenied' },
    iceChecking: { kind: 'ice', state: 'checking' },
    iceConnected: { kind: 'ice', state: 'connected' },
    iceDisconnected: { kind: 'ice', state: 'disconnected' },
    iceFailed: { kind: 'ice', state: 'failed' },
    audio: flowing,
    silentLine: { kind: 'audio', flowing: false },
    mediaReborn: { kind: 'mediaReborn' },
    socketLost: { kind: 'socketLost' },
    registeredAgain: { kind: 'registeredAgain' },
    handingOver: { kind: 'handingOver', expected: true },
    transferred: { kind: 'transferred', by: 'remote' },
    timerReinvite: { kind: 'timer', timer: 'reinvite' },
    timerIceGrace: { kind: 'timer', timer: 'iceGrace' },
    timerRecovery: { kind: 'timer', timer: 'recovery' },
    timerRingGrace: { kind: 'timer', timer: 'ringGrace' },
    timerGone: { kind: 'timer', timer: 'gone' },
    timerEnding: { kind: 'timer', timer: 'ending' },
    timerRefresh: { kind: 'timer', timer: 'refresh' },
  };

  // =: the phase stays. -: noted and ignored. !: throws. Letters: Ringing, Answering, Established, eNding, Dead (ended).
  const table = `
    event            dialling ringingOut ringing answering talkingOut talkingIn ending ended
    answer           !        !          A       !         !          !         !      =
    decline          !        !          D       !         !          !         !      =
    silence          !        !          =       !         !          !         !      =
    forward          !        !          D       !         !          !         !      =
    hangUp           N        N          D       D         D          D         =      =
    hold             !        !          !       !         =          =         !      =
    mute             =        =          !       =         =          =         !      =
    dtmf             !        !          !       !         =          =         !      =
    ringing180       R        =          -       -         -          -         -      =
    queued182        =        =          -       -         -          -         -      =
    early183         R        =          -       -         -          -         -      =
    accepted         E        E          -       -         -          -         -      =
    acknowledged     -        -          -       E         =          =         -      =
    rejected         D        D          -       -         -          -         D      =
    cancelled        -        -          D       D         -          -         -      =
    bye              -        -          -       D         D          D         -      =
    negotiated       =        =          =       =         =          =         =      =
    reinviteAccepted -        -          -       -         -          -         -      =
    reinviteRejected -        -          -       -         -          -         -      =
    identity         =        =          =       =         =          =         =      =
    sessionTimer     -        -          -       =         =          =         -      =
    replaced         -        -          -       -         =          =         -      =
    sessionGone      D        D          D       D         D          D         D      =
    answerFailed     -        -          -       D         -          -         -      =
    noMicrophone     -        -          -       R         -          -         -      =
    offerFailed      D        D          -       -         -          -         -      =
    iceChecking      =        =          =       =         =          =         =      =
    iceConnected     =        =          =       =         =          =         =      =
    iceDisconnected  =        =          =       =         =          =         =      =
    iceFailed        =        =          =       =         =          =         =      =
    audio            =        =          =       =         =          =         =      =
    silentLine       =        =          =       =         =          =         =      =
    mediaReborn      =        =          =       =         =          =         =      =
    socketLost       D        D          =       =         =          =         D      =
    registeredAgain  =        =          =       =         =          =         =      =
    handingOver      -        -          -       -         =          =         -      =
    transferred      -        -          -       -         D          D         -      =
    timerReinvite    =        =          =       =         =          =         =      =
    timerIceGrace    =        =          =       =         =          =         =      =
    timerRecovery    =        =          =       =         =          =         =      =
    timerRingGrace   =        =          =       =         =          =         =      =
    timerGone        =        =          =       =         =          =         =      =
    timerEnding      =        =          =       =         =          =         D      =
    timerRefresh     =        =          =       =         =          =         =      =`;
  const phases: Record<string, CallPhase> = {
    R: 'ringing',
    A: 'answering',
    E: 'established',
    N: 'ending',
    D: 'ended',
  };

  const [header = [], ...rows] = table
    .trim()
    .split('\n')
    .map(row => row.trim().split(/\s+/));

  test('the table names each of them once', () => {
    expect(header.slice(1)).toEqual(Object.keys(states));
    expect(rows.map(([name]) => name)).toEqual(Object.keys(events));
  });

  for (const [name = '', ...cells] of rows) {
    test(name, () => {
      for (const [column, cell] of cells.entries()) {
        const stateName = header[column + 1] as keyof typeof states;
        const call = states[stateName]();
        const before = call.state;
        const event = events[name] as Happening;
        const where = `${name} in ${stateName}`;
        if (cell === '!') {
          expect(() => call.on(event), where).toThrow(HatifError);
          continue;
        }
        call.on(event);
        expect(call.state.phase, where).toBe(cell in phases ? phases[cell as string] : before.phase);
        const noted = call.effect('note')?.what === 'ignored';
        expect(noted, `${where} is noted`).toBe(cell === '-');
        if (noted || stateName === 'ended') expect(call.state, where).toBe(before);
        if (call.state.phase === 'ended') expect(call.state.end, where).not.toBeNull();
      }
    });
  }
});

describe('a customer calls', () => {
  test('the phone rings until the agent answers, and the microphone opens only then', () => {
    const call = ringing();
    expect(call.effects).toEqual([{ kind: 'sendRinging' }, { kind: 'tone', tone: 'ring' }]);
    expect(microphoneOpen(call.state)).toBe(false);
    call.on({ kind: 'answer' });
    expect(call.effects).toEqual([
      { kind: 'microphone', open: true },
      { kind: 'sendAnswer' },
      { kind: 'tone', tone: null },
    ]);
    call.after(40).on(talk, { kind: 'acknowledged' });
    expect(view(call.state)).toMatchObject({ phase: 'established', answeredAt: noon + 40 });
  });

  test('silenced, it still can be answered', () => {
    const call = ringing().on({ kind: 'silence' });
    expect(call.effects).toEqual([{ kind: 'tone', tone: null }]);
    expect(call.on({ kind: 'answer' }).state.phase).toBe('answering');
  });

  test('declined: 486, so that other branches of the call ring on', () => {
    const call = ringing().on({ kind: 'decline' });
    expect(call.effect('sendReject')).toEqual({ kind: 'sendReject', status: 486 });
    expect(call.state.end).toEqual({ by: 'local', cause: 'declined', status: null });
    expect(call.effect('tone')).toEqual({ kind: 'tone', tone: null });
  });

  test('the caller gives up while we answer', () => {
    const call = answering().on({ kind: 'cancelled', reason: noReason });
    expect(call.state.end).toEqual({ by: 'remote', cause: 'cancelled', status: null });
    expect(call.asks).toContain('closeMedia');
  });

  test.each([
    { sip: 200, q850: null },
    { sip: null, q850: 26 },
  ])('a colleague answered first: $sip $q850', reason => {
    expect(ringing().on({ kind: 'cancelled', reason }).state.end?.cause).toBe('answeredElsewhere');
  });

  test('without a microphone it goes on ringing and can be answered again', () => {
    const call = answering().on({ kind: 'answerFailed', code: 'microphoneMissing' });
    expect(call.state.phase).toBe('ringing');
    expect(call.effects).toEqual([
      { kind: 'microphone', open: false },
      { kind: 'tone', tone: 'ring' },
    ]);
  });

  test('the socket breaks while it rings: ten seconds to come back', () => {
    const call = ringing().on({ kind: 'socketLost' });
    expect(call.effects).toEqual([{ kind: 'startTimer', timer: 'ringGrace', ms: callLimits.ringGrace }]);
    expect(call.on({ kind: 'registeredAgain' }).asks).toContain('stopTimer');
    call.on({ kind: 'socketLost' }, { kind: 'timer', timer: 'ringGrace' });
    expect(call.state.end).toEqual({ by: 'system', cause: 'networkLost', status: null });
  });
});

describe('the agent calls', () => {
  test('ringback until the far end is heard, and again never', () => {
    const call = dialling();
    expect(call.effects).toEqual([{ kind: 'sendInvite' }]);
    call.on({ kind: 'progress', status: 180, described: false });
    expect(call.effect('tone')).toEqual({ kind: 'tone', tone: 'ringback' });
    call.on({ kind: 'progress', status: 183, described: true });
    expect(call.effect('tone'), 'a description alone is no sound').toBeUndefined();
    call.on(flowing);
    expect(call.effect('tone')).toEqual({ kind: 'tone', tone: null });
    call.on({ kind: 'progress', status: 180, described: false });
    expect(call.effect('tone')).toBeUndefined();
  });

  test('180 with a description counts as 183: no ringback of ours', () => {
    const call = dialling().on({ kind: 'progress', status: 180, described: true });
    expect(call.effect('tone')).toBeUndefined();
    expect(view(call.state)).toMatchObject({ phase: 'ringing', earlyMedia: true });
  });

  test('digits before the answer, once there is early media', () => {
    const call = dialling().on(
      { kind: 'progress', status: 183, described: true },
      { kind: 'dtmf', digits: '3' },
    );
    expect(call.effect('sendDtmf')).toEqual({ kind: 'sendDtmf', digits: '3' });
    expect(call.state.digits).toBe('3');
  });

  test.each([
    [486, null, 'busy'],
    [603, null, 'declined'],
    [403, 21, 'declined'],
    [404, 1, 'notFound'],
    [480, 19, 'noAnswer'],
    [302, null, 'forwarded'],
    [407, null, 'forbidden'],
    [488, 58, 'unsupportedMedia'],
    [484, null, 'invalidNumber'],
    [503, null, 'serverError'],
  ])('status %s with Q.850 cause %s is %s', (status, q850, cause) => {
    const call = ringingOut().on({ kind: 'rejected', status, reason: { sip: null, q850 } });
    expect(call.state.end).toEqual({ by: 'remote', cause, status });
    expect(call.effect('tone')).toEqual({ kind: 'tone', tone: 'busy' });
  });

  test('CANCEL and 200 cross: the call is over for the agent, whatever comes', () => {
    const call = ringingOut().on({ kind: 'hangUp' });
    expect(call.asks).toContain('sendCancel');
    call.on({ kind: 'accepted' });
    expect(call.state.phase).toBe('ending');
    call.on({ kind: 'sessionGone' });
    expect(call.state.end).toEqual({ by: 'local', cause: 'cancelled', status: null });
  });

  test('200 and BYE within a second, nothing heard: no common codec', () => {
    const call = ringingOut().on(talk, { kind: 'accepted' }).after(20).on({ kind: 'bye', reason: noReason });
    expect(call.state.end?.cause).toBe('unsupportedMedia');
  });

  test('a short call with audio is an ordinary hang-up', () => {
    const call = ringingOut()
      .on(talk, { kind: 'accepted' }, flowing)
      .after(900)
      .on({ kind: 'bye', reason: noReason });
    expect(call.state.end?.cause).toBe('hangup');
  });
});

describe('hold', () => {
  test('the microphone shuts before the re-INVITE leaves, and the state comes from the answer', () => {
    const call = talkingOut().on({ kind: 'hold', hold: true });
    expect(call.effects).toEqual([
      { kind: 'microphone', open: false },
      { kind: 'sendReinvite', purpose: 'hold', hold: true },
    ]);
    expect(view(call.state)).toMatchObject({ hold: 'none', busyHold: true });
    call.on(heldByUs, { kind: 'reinviteAccepted' });
    expect(view(call.state)).toMatchObject({ hold: 'local', busyHold: false, heldSince: call.now });
    call.on({ kind: 'hold', hold: false });
    expect(call.effects).toEqual([{ kind: 'sendReinvite', purpose: 'resume', hold: false }]);
    call.on(talk);
    expect(call.effects, 'only now the customer hears the room').toEqual([
      { kind: 'microphone', open: true },
    ]);
    call.on({ kind: 'reinviteAccepted' });
    expect(view(call.state)).toMatchObject({ hold: 'none', heldSince: null });
  });

  test('a second press while the first is under way waits its turn', () => {
    const call = talkingOut().on({ kind: 'hold', hold: true }, { kind: 'hold', hold: false });
    expect(call.asks).not.toContain('sendReinvite');
    call.on(heldByUs, { kind: 'reinviteAccepted' });
    expect(call.effects).toEqual([{ kind: 'sendReinvite', purpose: 'resume', hold: false }]);
  });

  test('an answer that does not hold is not asked for for ever', () => {
    const call = talkingOut().on({ kind: 'hold', hold: true }, talk, { kind: 'reinviteAccepted' });
    expect(call.asks).not.toContain('sendReinvite');
    expect(view(call.state)).toMatchObject({ hold: 'none', busyHold: false });
  });

  test('both hold: one resume does not lift the other', () => {
    const call = talkingOut().on(heldByThem);
    expect(view(call.state).hold).toBe('remote');
    call.on(
      { kind: 'hold', hold: true },
      { kind: 'negotiated', offerer: 'local', local: 'inactive', remote: 'inactive' },
    );
    call.on({ kind: 'reinviteAccepted' });
    expect(view(call.state).hold).toBe('both');
    call.on({ kind: 'negotiated', offerer: 'remote', local: 'sendonly', remote: 'recvonly' });
    expect(view(call.state).hold).toBe('local');
  });

  test.each([
    ['outbound', 0, 2_100],
    ['outbound', 0.9999, 4_000],
    ['inbound', 0, 0],
    ['inbound', 0.9999, 2_000],
  ])('glare: the %s side waits as RFC 3261 14.1 says (chance %s)', (direction, random, ms) => {
    const call = (direction === 'outbound' ? talkingOut() : talkingIn()).on({ kind: 'hold', hold: true });
    call.on(refused(491, null, random));
    expect(call.effects).toEqual([{ kind: 'startTimer', timer: 'reinvite', ms }]);
    expect(microphoneOpen(call.state)).toBe(false);
    call.on({ kind: 'timer', timer: 'reinvite' });
    expect(call.effect('sendReinvite')).toEqual({ kind: 'sendReinvite', purpose: 'hold', hold: true });
  });

  test('500 with Retry-After: after so many seconds', () => {
    const call = talkingOut().on({ kind: 'hold', hold: true }, refused(500, 7));
    expect(call.effect('startTimer')).toEqual({ kind: 'startTimer', timer: 'reinvite', ms: 7_000 });
  });

  test('refused for good: not held, and the microphone stays shut as a mute that shows', () => {
    const call = talkingOut().on({ kind: 'hold', hold: true }, refused(488));
    expect(view(call.state)).toMatchObject({
      phase: 'established',
      hold: 'none',
      muted: true,
      busyHold: false,
    });
    expect(microphoneOpen(call.state)).toBe(false);
    expect(call.effect('note')?.what).toBe('holdFailed');
  });

  test('glare without end is given up', () => {
    const call = talkingOut().on({ kind: 'hold', hold: true });
    for (let attempt = 1; attempt < 8; attempt++) {
      call.on(refused(491), { kind: 'timer', timer: 'reinvite' });
      expect(call.effect('sendReinvite'), `attempt ${attempt}`).toBeDefined();
    }
    call.on(refused(491));
    expect(call.effect('note')?.what).toBe('holdFailed');
    expect(call.state.reinvite).toBeNull();
  });

  test('a resume refused for good leaves the customer on hold', () => {
    const call = talkingOut().on({ kind: 'hold', hold: true }, heldByUs, { kind: 'reinviteAccepted' });
    call.on({ kind: 'hold', hold: false }, refused(403));
    expect(view(call.state)).toMatchObject({ hold: 'local', busyHold: false });
    expect(microphoneOpen(call.state)).toBe(false);
  });
});

describe('losses', () => {
  test('a lost socket ends no call; registered again, a re-INVITE with ICE restart keeps the hold', () => {
    const call = talkingOut().on({ kind: 'hold', hold: true }, heldByUs, { kind: 'reinviteAccepted' });
    call.on({ kind: 'socketLost' });
    expect(view(call.state)).toMatchObject({ phase: 'established', hold: 'local' });
    expect(call.effects).toEqual([]);
    call.on({ kind: 'registeredAgain' });
    expect(call.effect('sendReinvite')).toEqual({ kind: 'sendReinvite', purpose: 'iceRestart', hold: true });
    // The audio never stopped, so nothing will say that it flows again.
    call.on(heldByUs, { kind: 'reinviteAccepted' }, { kind: 'timer', timer: 'recovery' });
    expect(view(call.state)).toMatchObject({ hold: 'local', media: 'flowing' });
  });

  test.each([481, 408])('%s to that re-INVITE: the PBX has forgotten the call', status => {
    const call = talkingIn().on({ kind: 'socketLost' }, { kind: 'registeredAgain' }, refused(status));
    expect(call.state.end).toEqual({ by: 'system', cause: 'networkLost', status: null });
    expect(call.asks).toContain('sendBye');
  });

  test('a hold under way when the socket breaks is done after the reconnect', () => {
    const call = talkingOut().on({ kind: 'hold', hold: true }, { kind: 'socketLost' }, refused(503));
    expect(call.asks).not.toContain('startTimer');
    call.on({ kind: 'registeredAgain' });
    expect(call.effect('sendReinvite')).toEqual({ kind: 'sendReinvite', purpose: 'iceRestart', hold: true });
  });

  test('ICE failed: one restart, then the loss is told', () => {
    const call = talkingOut().on({ kind: 'ice', state: 'failed' });
    expect(call.effect('sendReinvite')?.purpose).toBe('iceRestart');
    expect(view(call.state).media).toBe('recovering');
    call.on(talk, { kind: 'reinviteAccepted' });
    expect(call.effect('startTimer')?.timer).toBe('recovery');
    call.on({ kind: 'timer', timer: 'recovery' });
    expect(view(call.state).media).toBe('lost');
    call.on({ kind: 'ice', state: 'failed' });
    expect(call.asks).not.toContain('sendReinvite');
    call.on(flowing);
    expect(view(call.state).media, 'audio again: whole again').toBe('flowing');
    expect(call.on({ kind: 'ice', state: 'failed' }).asks).toContain('sendReinvite');
  });

  test('a short break is left to ICE for two seconds', () => {
    const call = talkingOut().on({ kind: 'ice', state: 'disconnected' });
    expect(call.effects).toEqual([{ kind: 'startTimer', timer: 'iceGrace', ms: callLimits.iceGrace }]);
    call.on({ kind: 'ice', state: 'connected' });
    expect(view(call.state).media).toBe('flowing');
    call.on({ kind: 'timer', timer: 'iceGrace' });
    expect(call.asks).not.toContain('sendReinvite');
  });

  test('silence on hold is no fault', () => {
    const call = talkingOut().on(heldByThem, { kind: 'audio', flowing: false });
    expect(view(call.state).media).toBe('flowing');
  });

  test('a new media window: a new offer for the same call, mute and hold kept', () => {
    const call = talkingIn().on({ kind: 'mute', muted: true }, { kind: 'mediaReborn' });
    expect(call.effects).toEqual([{ kind: 'sendReinvite', purpose: 'iceRestart', hold: false }]);
    expect(microphoneOpen(call.state)).toBe(false);
  });

  test('neither signalling nor media for a minute: nobody is there', () => {
    const call = talkingOut().on({ kind: 'socketLost' }, { kind: 'ice', state: 'failed' });
    expect(call.effect('startTimer')).toEqual({ kind: 'startTimer', timer: 'gone', ms: callLimits.gone });
    call.on({ kind: 'timer', timer: 'gone' });
    expect(call.state.end).toEqual({ by: 'system', cause: 'networkLost', status: null });
  });

  test('a BYE after our own transfer was accepted is its success; after a refusal it is a hang-up', () => {
    const accepted = talkingIn().on({ kind: 'handingOver', expected: true });
    const refusedLater = accepted.state;
    accepted.on({ kind: 'bye', reason: noReason });
    expect(accepted.state.end).toEqual({ by: 'remote', cause: 'transferred', status: null });
    const taken = talkingIn();
    taken.state = refusedLater;
    taken.on({ kind: 'handingOver', expected: false }, { kind: 'bye', reason: noReason });
    expect(taken.state.end?.cause).toBe('hangup');
  });

  test('a session timer that is ours is refreshed at half time, by whatever re-INVITE comes first', () => {
    const call = talkingIn().on({ kind: 'sessionTimer', expires: 90 });
    expect(call.effect('startTimer')).toEqual({ kind: 'startTimer', timer: 'refresh', ms: 45_000 });
    call.on({ kind: 'timer', timer: 'refresh' });
    expect(call.effect('sendReinvite')).toMatchObject({ purpose: 'refresh', hold: false });
    call.on(refused(491)).on({ kind: 'timer', timer: 'reinvite' });
    expect(call.effect('sendReinvite'), 'again after glare').toMatchObject({ purpose: 'refresh' });
    call.on({ kind: 'reinviteAccepted' }, { kind: 'sessionTimer', expires: null });
    expect(call.effect('stopTimer')).toEqual({ kind: 'stopTimer', timer: 'refresh' });
    const held = talkingIn().on({ kind: 'sessionTimer', expires: 90 }, { kind: 'hold', hold: true });
    held.on({ kind: 'timer', timer: 'refresh' }, refused(488));
    expect(held.state.phase, 'a refresh that is refused costs nothing').toBe('established');
  });

  test('another takes its place: the wishes stay, and nothing is asked before the ACK', () => {
    const call = talkingIn().on({ kind: 'hold', hold: true }, { kind: 'replaced', remote: bob });
    expect(call.state).toMatchObject({ wantHold: true, holds: { local: false }, remote: bob });
    expect(call.asks, 'no re-INVITE yet').not.toContain('sendReinvite');
    call.on({ kind: 'acknowledged' });
    expect(call.effect('sendReinvite')).toMatchObject({ purpose: 'hold' });
  });

  test('we leave a call that we have handed on', () => {
    const call = talkingIn().on({ kind: 'transferred', by: 'local' });
    expect(call.state.end).toEqual({ by: 'local', cause: 'transferred', status: null });
    expect(call.asks).toContain('sendBye');
  });

  test('the transfer asked for by the far end is done: BYE to the old call', () => {
    const call = talkingIn().on({ kind: 'transferred', by: 'remote' });
    expect(call.asks).toContain('sendBye');
    expect(call.state.end?.cause).toBe('transferred');
  });
});
