/** Stories of the practice process, seen from main. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { SessionState } from 'sip.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PracticeView } from '../../shared/ipc/contract.ts';
import type { Child } from './child.ts';
import { createPractice, fromNode } from './index.ts';
import type { PracticeExchange, PracticeOptions } from './index.ts';
import { Phone, TONE, until } from './testing/phone.ts';

vi.setConfig({ testTimeout: 60_000 });

const ENTRY = join(import.meta.dirname, 'process.ts');
const children: ChildProcess[] = [];
let practice: PracticeExchange;
let states: PracticeView['state'][];

function forked(): Child {
  const child = fork(ENTRY, [], { execArgv: [] });
  children.push(child);
  return fromNode(child);
}

function make(options: Partial<PracticeOptions> = {}): void {
  practice = createPractice({ fork: forked, startWithin: 30_000, ...options });
  states = [];
  practice.onView(({ state }) => states.push(state));
}

function exited(child: ChildProcess | undefined): boolean {
  return child !== undefined && (child.exitCode !== null || child.signalCode !== null);
}

beforeEach(() => make());
afterEach(async () => {
  practice.dispose();
  await until('every process has ended', () => children.every(exited));
  children.length = 0;
});

describe('the practice exchange', () => {
  it('starts, has Layla call, lets the two hear each other, and stops', async () => {
    const { account, password } = await practice.start();
    expect(account).toMatchObject({ id: 'practice', practice: true, user: 'agent', country: 'SA' });
    const agent = new Phone({ ...account, password });
    expect(await agent.register()).toBe(200);
    await until('Layla calls', () => agent.invitations.length === 1);
    await agent.invitations[0]?.accept();
    agent.speak(TONE);
    await until('the agent hears Layla', () => agent.ear.heard.spokenSeconds > 1);
    const heard = async (): Promise<number> => (await practice.heardBy('layla'))?.spokenSeconds ?? 0;
    let seconds = 0;
    while (seconds < 1) seconds = await heard();
    await practice.stop();
    await until('the call is over', () => agent.invitations[0]?.state === SessionState.Terminated);
    expect(states).toEqual(['starting', 'running', 'off']);
    expect(exited(children[0])).toBe(true);
    await agent.stop();
  });

  it('has whom one asks for call, and says why it cannot', async () => {
    make({ greet: () => false });
    await expect(practice.callMe(null)).rejects.toMatchObject({ code: 'wrongState' });
    const { account, password } = await practice.start();
    const agent = new Phone({ ...account, password });
    await agent.register();
    await practice.callMe('khalid');
    await until('Khalid calls', () => agent.invitations.length === 1);
    expect(agent.invitations[0]?.remoteIdentity.uri.user).toBe('+966505550128');
    await expect(practice.callMe('khalid')).rejects.toMatchObject({ code: 'wrongState' });
    await expect(practice.callMe('nobody')).rejects.toMatchObject({ code: 'notFound' });
    expect(await practice.heardBy('layla')).toBeNull();
    await agent.stop();
  });

  it('is one, however often it is started, and another with another password after a stop', async () => {
    const [first, second] = await Promise.all([practice.start(), practice.start()]);
    expect(second).toBe(first);
    await practice.stop();
    const third = await practice.start();
    expect(third.password).not.toBe(first.password);
    expect(children).toHaveLength(2);
  });

  it('says that it starts, waits for its turn, and begins nothing when it was stopped meanwhile', async () => {
    let turn = (): void => undefined;
    make({ notBefore: new Promise<void>(resolve => (turn = resolve)) });
    const first = practice.start();
    expect(practice.view.state).toBe('starting');
    await practice.stop();
    const second = practice.start();
    turn();
    await expect(first).rejects.toMatchObject({ code: 'practiceFailed' });
    await second;
    expect(children).toHaveLength(1);
    expect(practice.view.state).toBe('running');
  });

  it('says so when its process dies, and can be started again', async () => {
    await practice.start();
    children[0]?.kill('SIGKILL');
    await until('it is seen', () => practice.view.state === 'failed');
    await practice.start();
    expect(states).toEqual(['starting', 'running', 'failed', 'starting', 'running']);
  });

  it('fails to start when its process ends at once, or never speaks', async () => {
    make({ fork: () => fromNode(track(fork(ENTRY, [], { execArgv: ['--eval', ''] }))) });
    await expect(practice.start()).rejects.toMatchObject({ code: 'practiceFailed', retryable: true });
    expect(practice.view.state).toBe('failed');
    make({ startWithin: 1, fork: forked });
    await expect(practice.start()).rejects.toMatchObject({ code: 'practiceFailed' });
    expect(practice.view.state).toBe('failed');
  });

  it('lists the customers before it runs', () => {
    expect(practice.view.state).toBe('off');
    expect(practice.view.customers.map(({ id }) => id)).toContain('layla');
  });
});

it('the process ends when its parent is gone', async () => {
  const child = track(fork(ENTRY, [], { execArgv: [] }));
  const told: unknown[] = [];
  child.on('message', message => told.push(message));
  child.send({ kind: 'start', greet: false });
  await until('it is ready', () => told.length === 1);
  child.disconnect();
  await until('it has ended', () => exited(child));
  expect(child.exitCode).toBe(0);
});

it('the process refuses an order it does not know, and lives on', async () => {
  const child = track(fork(ENTRY, [], { execArgv: [] }));
  const told: { kind?: string }[] = [];
  child.on('message', message => told.push(message as { kind?: string }));
  child.send({ kind: 'explode' });
  child.send({ kind: 'heard', customerId: 'layla' });
  await until('both are answered', () => told.length === 2);
  expect(told.map(({ kind }) => kind).sort()).toEqual(['failed', 'heard']);
  child.send({ kind: 'stop' });
  await until('it has ended', () => exited(child));
});

function track(child: ChildProcess): ChildProcess {
  children.push(child);
  return child;
}
