/** The lab proves itself before anything is proved with it. */
import { expect } from '@playwright/test';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { until } from '../support/until.ts';
import { firstly, isMessage } from './fate.ts';
import { Lab } from './lab.ts';
import { test } from './labTest.ts';
import { isBound } from './ports.ts';
import { guardian } from './program.ts';

const bobSays = { hertz: 440, amplitude: 0.5 };
const carolSays = { hertz: 660, amplitude: 0.5 };
const daveSays = 850;

test('a phone registers over WS and over WSS, with digest', async ({ lab }) => {
  const { kamailio, certificate } = lab;
  const plain = await lab.webPhone('agent', { server: kamailio.wsUrl });
  const secure = await lab.webPhone('dave', { server: kamailio.wssUrl, ca: certificate.cert });
  expect(await plain.register()).toBe(200);
  expect(await secure.register()).toBe(200);
});

test('a wrong password is refused with 401', async ({ lab }) => {
  const stranger = await lab.webPhone('agent', { server: lab.kamailio.wsUrl, password: 'guessed' });
  expect(await stranger.register()).toBe(401);
  expect(stranger.registered).toBe(false);
});

test('nobody trusts the certificate unless told to', async ({ lab }) => {
  await expect(lab.webPhone('agent', { server: lab.kamailio.wssUrl })).rejects.toThrow(
    /self-signed certificate/,
  );
});

test('a WebRTC phone calls a plain phone, and each hears the other', async ({ lab }) => {
  const bob = await lab.phone('bob', { says: bobSays, answers: 'manual' });
  const dave = await lab.webPhone('dave', { server: lab.kamailio.wsUrl, hertz: daveSays });
  await dave.register();
  await dave.dial(bob.uri);
  await until('bob rings', () => bob.count('CALL_INCOMING') === 1);
  bob.answer();
  await until('the call stands', () => dave.established);
  await Promise.all([dave.hears(bobSays.hertz), bob.hearsTone(daveSays)]);
  await dave.hangUp();
  await until('bob hears that it is over', () => bob.count('CALL_CLOSED') === 1);
});

test('a plain phone calls a WebRTC phone, and each hears the other', async ({ lab }) => {
  const bob = await lab.phone('bob', { says: bobSays, answers: 'auto' });
  const dave = await lab.webPhone('dave', { server: lab.kamailio.wsUrl, hertz: daveSays });
  await dave.register();
  bob.dial(dave.uri);
  await until('dave rings', () => dave.ringing);
  await dave.answer();
  await Promise.all([dave.hears(bobSays.hertz), bob.hearsTone(daveSays)]);
  bob.hangUp();
  await until('dave is told that it is over', () => !dave.established);
});

test('a plain phone receives keys', async ({ lab }) => {
  const bob = await lab.phone('bob', { says: bobSays, answers: 'auto' });
  const carol = await lab.phone('carol', { says: carolSays, answers: 'auto' });
  bob.dial(carol.uri);
  await Promise.all([bob.hearsTone(carolSays.hertz), carol.hearsTone(bobSays.hertz)]);
  for (const digit of '19#') {
    bob.press(digit);
    await until(`carol receives ${digit}`, () => carol.digits.endsWith(digit));
  }
  expect(carol.digits).toBe('19#');
});

test('a plain phone holds and resumes', async ({ lab }) => {
  const bob = await lab.phone('bob', { says: bobSays, answers: 'auto' });
  const dave = await lab.webPhone('dave', { server: lab.kamailio.wsUrl, hertz: daveSays });
  await dave.register();
  await dave.dial(bob.uri);
  await dave.hears(bobSays.hertz);
  bob.hold();
  await dave.hearsNothing();
  bob.resume();
  await dave.hears(bobSays.hertz);
});

test('a phone holds and resumes, and the other end keeps to it', async ({ lab }) => {
  const carol = await lab.plainPhone('carol', { hertz: carolSays.hertz });
  const dave = await lab.webPhone('dave', { server: lab.kamailio.wsUrl, hertz: daveSays });
  await dave.register();
  await dave.dial(carol.uri);
  await until('carol rings', () => carol.ringing);
  await carol.answer();
  await Promise.all([dave.hears(carolSays.hertz), carol.hears(daveSays)]);
  await carol.hold();
  await Promise.all([carol.hearsNothing(), dave.hears(carolSays.hertz)]);
  await carol.resume();
  await Promise.all([dave.hears(carolSays.hertz), carol.hears(daveSays)]);
});

test('keys pressed at one plain phone are counted once at the other', async ({ lab }) => {
  const bob = await lab.phone('bob', { says: bobSays, answers: 'auto' });
  const carol = await lab.plainPhone('carol', { hertz: carolSays.hertz });
  await carol.dial(bob.uri);
  await carol.hears(bobSays.hertz);
  for (const digit of '11#') {
    const before = carol.digits.length;
    bob.press(digit);
    await until(`carol receives ${digit}`, () => carol.digits.length > before);
  }
  expect(carol.digits).toBe('11#');
});

test('the server forgets everyone when it is killed, and takes them back when it is there again', async ({
  lab,
}) => {
  const dave = await lab.webPhone('dave', { server: lab.kamailio.wsUrl });
  await dave.register();
  await lab.kamailio.kill();
  await until('dave loses the socket', () => !dave.connected);
  await lab.kamailio.start();
  await dave.connect();
  expect(await dave.register()).toBe(200);
});

test.describe('with a proxy that asks for digest inside dialogs too', () => {
  test.use({ labOptions: { challengeInDialog: true } });

  test('a call is ended by a BYE that was challenged', async ({ lab }) => {
    const network = await lab.proxy();
    const challenges: string[] = [];
    network.rule(frame => {
      if (isMessage('BYE', 407)(frame)) challenges.push(frame.text);
      return 'pass';
    });
    const bob = await lab.phone('bob', { says: bobSays, answers: 'auto' });
    const dave = await lab.webPhone('dave', { server: network.url, ca: lab.certificate.cert });
    await dave.register();
    await dave.dial(bob.uri);
    await until('the call stands', () => dave.established);
    await dave.hangUp();
    await until('bob is let go', () => bob.count('CALL_CLOSED') === 1);
    expect(challenges).toHaveLength(1);
  });
});

test('a scripted caller from outside reaches a phone of the house', async ({ lab }) => {
  const bob = await lab.phone('bob', { says: bobSays, answers: 'auto' });
  const stranger = await lab.script('caller', {
    calls: 'bob',
    as: { number: '+966501234567', name: 'Huda' },
  });
  await stranger.done();
  await until('bob is let go', () => bob.count('CALL_CLOSED') === 1);
  expect(bob.events.map(event => event.peeruri)).toContain('sip:+966501234567@carrier.invalid');
});

test('a scripted number is busy', async ({ lab }) => {
  const busy = await lab.script('busy');
  const dave = await lab.webPhone('dave', { server: lab.kamailio.wsUrl });
  await dave.register();
  await dave.dial(`sip:${busy.number}@lab.test`);
  await until('dave is turned away', () => dave.rejectedWith !== null);
  expect(dave.rejectedWith).toBe(486);
  await busy.done();
});

test('the network cuts, refuses, hangs and recovers', async ({ lab }) => {
  const network = await lab.proxy();
  const dave = await lab.webPhone('dave', { server: network.url, ca: lab.certificate.cert });
  expect(await dave.register()).toBe(200);

  network.cut();
  await until('dave loses the socket', () => !dave.connected);
  await network.refuse();
  await expect(dave.connect()).rejects.toThrow(/ECONNREFUSED/);
  await network.admit();
  await dave.connect();
  expect(await dave.register()).toBe(200);

  network.hang();
  let answered = false;
  const waiting = dave.register().then(status => ((answered = true), status));
  const late = lab.webPhone('agent', { server: network.url, ca: lab.certificate.cert });
  // Another phone's whole registration fits into the time in which nothing came through the hung network.
  const beside = await lab.webPhone('carol', { server: lab.kamailio.wsUrl });
  expect(await beside.register()).toBe(200);
  expect(answered).toBe(false);
  expect(dave.connected).toBe(true);
  network.recover();
  expect(await waiting).toBe(200);
  expect(await (await late).register()).toBe(200);
});

test('the network loses and repeats single messages', async ({ lab }) => {
  const network = await lab.proxy();
  const dave = await lab.webPhone('dave', { server: network.url, ca: lab.certificate.cert });
  const seen: string[] = [];
  const twice = firstly(isMessage('REGISTER', 200), 'twice');
  network.rule(frame => {
    seen.push(frame.text.split('\r\n')[0] ?? '');
    return twice(frame);
  });
  expect(await dave.register()).toBe(200);
  expect(seen.filter(line => line.startsWith('SIP/2.0 200'))).toHaveLength(1);

  let lost = 0;
  network.rule(frame => {
    if (!isMessage('REGISTER')(frame)) return 'pass';
    lost++;
    return 'drop';
  });
  let answered = false;
  void dave.register().then(
    () => (answered = true),
    () => {}, // nobody will ever answer it
  );
  await until('a REGISTER is lost', () => lost === 1);
  const beside = await lab.webPhone('carol', { server: lab.kamailio.wsUrl });
  expect(await beside.register()).toBe(200);
  expect(answered).toBe(false);
});

test('two labs stand side by side, and neither leaves a process, a port or a file', async ({ lab }) => {
  const other = await Lab.start();
  const bob = await other.phone('bob', { says: bobSays, answers: 'auto' });
  const { folder } = other;
  const { sipPort } = other.kamailio;
  const wssPort = Number(new URL(other.kamailio.wssUrl).port);
  expect(await isBound(sipPort, 'udp')).toBe(true);
  expect(await isBound(wssPort, 'tcp')).toBe(true);
  expect(sipPort).not.toBe(lab.kamailio.sipPort);
  expect(await processesIn(folder)).not.toHaveLength(0);
  await other.stop();
  await until('its processes are gone', async () => (await processesIn(folder)).length === 0);
  expect(await isBound(sipPort, 'udp')).toBe(false);
  expect(await isBound(wssPort, 'tcp')).toBe(false);
  expect(existsSync(folder)).toBe(false);
  expect(() => bob.dial('sip:carol@lab.test')).toThrow();
});

test('a program goes when the test that started it is killed', async ({ lab }) => {
  const script = `
    const { spawn } = require('node:child_process');
    spawn('${guardian}', ['60', 'sleep', '61'], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
    setInterval(() => {}, 1000);`;
  const runner = spawn(process.execPath, ['-e', script], { cwd: lab.folder });
  const sleeping = async () => (await processesIn(lab.folder, 'sleep')).length;
  await until('it runs', async () => (await sleeping()) === 1);
  runner.kill('SIGKILL');
  await until('it is gone', async () => (await sleeping()) === 0);
});

/** Ids of the processes, all or those of one program, that work in `folder`. */
async function processesIn(folder: string, program = ''): Promise<string[]> {
  const ids = (await readdir('/proc')).filter(name => /^\d+$/.test(name));
  const folders = await Promise.all(ids.map(id => readlink(`/proc/${id}/cwd`).catch(() => '')));
  const commands = await Promise.all(ids.map(id => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
  return ids.filter((_, i) => folders[i]?.startsWith(folder) && commands[i]?.startsWith(program));
}
