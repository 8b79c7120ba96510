/** Stories of an agent and the customers: real SIP, real sound. */
import { join } from 'node:path';
import { SessionState } from 'sip.js';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { AGENT, DOMAIN, ECHO } from './control.ts';
import type { Character } from './customers/character.ts';
import { CHARACTERS } from './customers/characters.ts';
import { reinvite } from './customers/reinvite.ts';
import { loadSpeech } from './customers/speech.ts';
import type { Speech } from './customers/speech.ts';
import { Phone, TONE, until } from './testing/phone.ts';
import { openTown } from './town.ts';
import type { Town } from './town.ts';

vi.setConfig({ testTimeout: 40_000, hookTimeout: 30_000 });

let speech: Speech;
let town: Town;
let agent: Phone;

beforeAll(async () => {
  const folder = join(import.meta.dirname, 'speech');
  speech = await loadSpeech(
    folder,
    CHARACTERS.flatMap(({ lines }) => lines.map(({ id }) => id)),
  );
});
afterEach(() => leave());

/** A town of these customers, and the agent's telephone in it. */
async function move(characters: readonly Character[], greet = false, sounds = speech): Promise<void> {
  town = await openTown({ characters, speech: sounds, greet });
  const server = `ws://127.0.0.1:${String(town.port)}`;
  agent = new Phone({ server, domain: DOMAIN, user: AGENT, password: town.password });
  expect(await agent.register()).toBe(200);
}

async function leave(): Promise<void> {
  await agent.stop();
  await town.close();
}

/** The call that rings at the agent's, answered. */
async function answered(): Promise<Phone['invitations'][0]> {
  await until('the agent is called', () => agent.invitations.length > 0);
  const invitation = agent.invitations.at(-1);
  if (!invitation) throw new Error('unreachable');
  const before = agent.connected;
  await invitation.accept();
  await until('sound can pass', () => agent.connected > before);
  return invitation;
}

/** A customer as the agent will meet them. */
function only(id: string): Character[] {
  return CHARACTERS.filter(character => character.id === id);
}

/** A customer with a script of its own. */
function playing(id: string, steps: Character['steps'], change: Partial<Character> = {}): Character {
  const [character] = only(id);
  if (!character) throw new Error(`no ${id}`);
  return { ...character, steps, whenCalled: { do: 'answer', afterSeconds: 0 }, ...change };
}

const STAY = [{ do: 'wait', seconds: 600 }] as const;

describe('Layla', () => {
  it('calls by herself once the agent has registered, under her name and number', async () => {
    await move(CHARACTERS, true);
    await until('Layla calls', () => agent.invitations.length === 1);
    const { uri, displayName } = agent.invitations[0]?.remoteIdentity ?? {};
    expect([uri?.user, displayName]).toEqual(['+966505550142', 'Layla Haddad']);
    expect(await agent.register()).toBe(200);
    expect(town.callAgent('layla')).toBeNull(); // she is in this call
  });

  it('talks, listens until the agent has spoken and paused, and stays on the line', async () => {
    await move(only('layla'));
    expect(town.callAgent('layla')).toBe('layla');
    const call = await answered();
    await until('her first line', () => agent.ear.heard.spokenSeconds > 1);
    agent.speak(TONE);
    await until('she hears the agent', () => (town.heardBy('layla')?.spokenSeconds ?? 0) > 1);
    expect(town.heardBy('layla')?.peak).toBeGreaterThan(0.3);
    agent.speak(null);
    const before = agent.ear.heard.spokenSeconds;
    await until('she goes on', () => agent.ear.heard.spokenSeconds > before + 3);
    expect(call?.state).toBe(SessionState.Established);
    await call?.bye();
    await until('she is free again', () => town.callAgent('layla') === 'layla');
  });

  it('answers when the agent calls her, dialled the national way', async () => {
    await move(only('layla'));
    const call = agent.call('0505550142');
    await until('she answers', () => call.state === SessionState.Established);
    await until('she is heard', () => agent.ear.heard.spokenSeconds > 1);
    await call.bye();
  });

  it('gives up when nobody answers for too long', async () => {
    await move([playing('layla', STAY, { patience: 0.3 })]);
    town.callAgent('layla');
    await until('it rings', () => agent.invitations.length === 1);
    await until('it stops', () => agent.invitations[0]?.state === SessionState.Terminated);
  });
});

describe('customers who cannot be reached', () => {
  it.each([
    ['huda', 486],
    ['nour', 603],
  ])('%s refuses with %i', async (id, status) => {
    await move(only(id));
    agent.call(only(id)[0]?.number ?? '');
    if (status === 603) await until('it rings first', () => agent.status === 180);
    await until('the refusal', () => agent.status === status);
  });

  it('Yousef lets it ring until the agent gives up', async () => {
    await move(only('yousef'));
    const call = agent.call('+971505550164');
    await until('it rings', () => agent.status === 180);
    await call.cancel();
    await until('it is over', () => agent.status === 487);
    await until('he is free', () => town.callAgent('yousef') === 'yousef');
  });

  it('who lets it ring for ever is cut off by the exchange of their own phone', async () => {
    await move([playing('yousef', STAY, { whenCalled: { do: 'ring', forSeconds: 0.2 } })]);
    agent.call('+971505550164');
    await until('it is given up', () => agent.status === 480);
  });

  it('a customer in a call is busy for another', async () => {
    await move(only('rania'));
    town.callAgent('rania');
    await answered();
    agent.call('+966125550107');
    await until('busy', () => agent.status === 486);
  });
});

describe('the echo', () => {
  it('plays back what it hears, to whoever calls it, and calls nobody', async () => {
    await move(only('rania'));
    agent.call(ECHO);
    await until('it answers', () => agent.status === 200 && agent.connected > 0);
    agent.mouth.say(TONE, () => undefined);
    await until('it comes back', () => agent.ear.heard.peak > 0.2);
    expect(town.callAgent('echo')).toBeNull();
  });
});

describe('what they do in a call', () => {
  it('Anna presses keys that the agent can read', async () => {
    await move([playing('anna', [{ do: 'keys', keys: '472901#' }, ...STAY])]);
    town.callAgent('anna');
    await answered();
    await until('the keys', () => agent.keys === '472901#');
  });

  it('they read the keys of the agent, by RTP and by INFO', async () => {
    await move([playing('layla', STAY)]);
    town.callAgent('layla');
    const call = await answered();
    agent.mouth.press('15', () => {});
    await until('keys by RTP', () => town.heardBy('layla')?.keys === '15');
    const body = {
      contentDisposition: 'render',
      contentType: 'application/dtmf-relay',
      content: 'Signal=#\r\nDuration=160',
    };
    await call?.info({ requestOptions: { body } });
    await until('a key by INFO', () => town.heardBy('layla')?.keys === '15#');
  });

  it('Ines puts the agent on hold with music, and comes back', async () => {
    await move([playing('ines', [{ do: 'hold' }, { do: 'wait', seconds: 1 }, { do: 'resume' }, ...STAY])]);
    town.callAgent('ines');
    await answered();
    await until('the agent is on hold', () => agent.held);
    await until('there is music', () => agent.ear.heard.spokenSeconds > 0.3);
    await until('she is back', () => !agent.held);
    const { packets } = town.heardBy('ines') ?? { packets: 0 };
    await until('she hears again', () => (town.heardBy('ines')?.packets ?? 0) > packets + 20);
  });

  it('they stop talking while the agent holds them', async () => {
    const lines = new Map(speech).set('layla-here', new Uint8Array(60 * 8_000).fill(5));
    await move([playing('layla', [{ do: 'say', line: 'layla-here' }])], false, lines);
    town.callAgent('layla');
    const call = await answered();
    await until('she talks', () => agent.ear.heard.packets > 20);
    if (call) expect(await reinvite(call, { hold: true })).toBe(true);
    await until('she is held', () => town.heardBy('layla')?.held === true);
    if (call) expect(await reinvite(call, { hold: false })).toBe(true);
    await until('she is back', () => town.heardBy('layla')?.held === false);
    const { packets } = agent.ear.heard;
    await until('she talks on', () => agent.ear.heard.packets > packets + 20);
  });

  it('Omar transfers the agent to Rania, and says goodbye when it has worked', async () => {
    await move([playing('omar', [{ do: 'transfer', to: '+966125550107' }, ...STAY]), playing('rania', STAY)]);
    town.callAgent('omar');
    const call = await answered();
    await until('the agent is asked', () => agent.referrals.length === 1);
    await agent.referrals[0]?.accept();
    const onward = agent.referrals[0]?.makeInviter();
    if (onward) agent.follow(onward);
    await onward?.invite();
    await until('Rania answers', () => onward?.state === SessionState.Established);
    await until('Omar hangs up', () => call?.state === SessionState.Terminated);
  });

  it('Omar goes on by himself when the agent refuses to be transferred', async () => {
    await move([playing('omar', [{ do: 'transfer', to: '+966125550107' }])]);
    town.callAgent('omar');
    const call = await answered();
    await until('the agent is asked', () => agent.referrals.length === 1);
    await agent.referrals[0]?.reject();
    await until('he has said his goodbye', () => call?.state === SessionState.Terminated);
  });

  it('they go where the agent transfers them', async () => {
    await move([playing('layla', STAY), playing('rania', STAY)]);
    town.callAgent('layla');
    const call = await answered();
    const reports: string[] = [];
    const target = agent.agent.configuration.uri.clone();
    target.user = '+966125550107';
    await call?.refer(target, {
      onNotify: notification => {
        void notification.accept();
        reports.push(notification.request.body.trim());
      },
    });
    await until('it has worked', () => reports.some(report => report.startsWith('SIP/2.0 200')));
  });

  it('a busy colleague is no conversation: what she hears is still the agent', async () => {
    const busy = { do: 'refuse', status: 486, reason: 'Busy Here', afterSeconds: 0 } as const;
    await move([playing('layla', STAY), playing('rania', STAY, { whenCalled: busy })]);
    town.callAgent('layla');
    const call = await answered();
    agent.speak(TONE);
    const target = agent.agent.configuration.uri.clone();
    target.user = '+966125550107';
    const reports: string[] = [];
    await call?.refer(target, {
      onNotify: notification => {
        void notification.accept();
        reports.push(notification.request.body.trim());
      },
    });
    await until('it has failed', () => reports.some(report => report.startsWith('SIP/2.0 486')));
    await until('she hears the agent', () => (town.heardBy('layla')?.spokenSeconds ?? 0) > 0.5);
  });

  it('two of them talk with each other when the agent has connected them', async () => {
    await move([
      playing('layla', [
        { do: 'say', line: 'layla-hello' },
        { do: 'again', from: 0 },
      ]),
      playing('rania', [
        { do: 'say', line: 'rania-hello' },
        { do: 'again', from: 0 },
      ]),
    ]);
    town.callAgent('layla');
    const call = await answered();
    const consult = agent.call('+966125550107');
    await until('Rania answers', () => consult.state === SessionState.Established);
    await call?.refer(consult, { onNotify: notification => void notification.accept() });
    await until('Rania lets the agent go', () => consult.state === SessionState.Terminated);
    const spoken = (id: string) => town.heardBy(id)?.spokenSeconds ?? 0;
    await call?.bye();
    await until('both hear the other', () => Math.min(spoken('layla'), spoken('rania')) > 1);
  });

  it('they keep talking when another window of the agent takes the call over', async () => {
    await move([playing('layla', STAY)]);
    town.callAgent('layla');
    const call = await answered();
    agent.speak(TONE);
    const { packets } = town.heardBy('layla') ?? { packets: 0 };
    const connected = agent.connected;
    agent.loseMedia();
    await call?.invite();
    await until('sound can pass again', () => agent.connected > connected);
    await until('she hears the agent', () => (town.heardBy('layla')?.packets ?? 0) > packets + 50);
  });

  it('all of them hang up when the town is closed', async () => {
    await move(only('khalid'));
    town.callAgent('khalid');
    const call = await answered();
    await town.close();
    await until('the call is over', () => call?.state === SessionState.Terminated);
  });
});

it('whose turn it is goes round, and skips those who talk', async () => {
  await move(CHARACTERS);
  const order = CHARACTERS.map(({ id }) => id);
  expect(town.callAgent(order[1] ?? '')).toBe(order[1]);
  expect(town.callAgent(null)).toBe(order[0]);
  expect(town.callAgent(null)).toBe(order[2]);
  expect(town.callAgent('nobody')).toBeNull();
});
