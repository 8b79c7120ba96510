import { createServer, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SmtpSettings } from '../../shared/followups/types.ts';
import { sendMail, trySmtp, type Mail } from './smtp.ts';
import { certificate, mailServer, type MailMood, type MailServer } from './testing/mail-server.ts';

let server: MailServer;
beforeEach(async () => {
  server = await mailServer();
});
afterEach(() => server.close());

const limits = { connect: 1000, silence: 500 };
const settings = (change: Partial<SmtpSettings> = {}): SmtpSettings => ({
  host: '127.0.0.1',
  port: server.port,
  security: 'none',
  user: '',
  from: 'desk@hatif.example',
  fromName: 'مكتب الخدمة',
  ...change,
});
const mail: Mail = {
  key: '0198c0de',
  to: 'layla@example.org',
  subject: 'مكالمتنا – E4',
  body: 'Dear Layla,\n.\nمرحبا\n',
  at: Date.UTC(2026, 2, 10, 12),
};
const send = (change: Partial<Mail> = {}) => sendMail({ ...mail, ...change }, settings(), null, limits);

it('arrives once, whole, in any script, with the key in its Message-ID', async () => {
  expect(await send()).toMatchObject({ result: 'done' });
  expect(server.taken).toHaveLength(1);
  const [taken] = server.taken;
  expect(taken).toMatchObject({ from: 'desk@hatif.example', to: ['layla@example.org'] });
  expect(taken?.text).toContain('Message-ID: <0198c0de@hatif.example>');
  expect(taken?.text).toContain('Date: Tue, 10 Mar 2026 12:00:00 +0000');
  const [head = '', body = ''] = taken?.text.split('\r\n\r\n') ?? [];
  expect(head).toMatch(/^Subject: =\?UTF-8\?/m);
  const plain = /base64/i.test(head) ? Buffer.from(body, 'base64').toString('utf8') : body;
  expect(plain.replaceAll('\r\n', '\n')).toContain('Dear Layla,\n.');
});

describe('where it ends says whether it may have arrived', () => {
  it.each<[MailMood, object, number]>([
    ['refusesRecipient', { result: 'refused', fault: 'rejected', retryAfter: null }, 0],
    ['refusesMessage', { result: 'refused', fault: 'rejected', retryAfter: null }, 0],
    ['busyRecipient', { result: 'refused', fault: 'busy', retryAfter: 60_000 }, 0],
    ['tooBig', { result: 'refused', fault: 'busy', retryAfter: 60_000 }, 0],
    ['hangsAtGreeting', { result: 'refused', fault: 'unreachable' }, 0],
    ['dropsAtRecipient', { result: 'refused', fault: 'unreachable' }, 0],
    ['hangsAtEnd', { result: 'lost', fault: 'broke' }, 1],
    ['dropsAtEnd', { result: 'lost', fault: 'broke' }, 1],
  ])('%s', async (mood, attempt, taken) => {
    server.mood = mood;
    expect(await send()).toMatchObject(attempt);
    expect(server.taken).toHaveLength(taken);
  });

  it('nobody there', async () => {
    const gone = settings();
    await server.close();
    expect(await sendMail(mail, gone, null, limits)).toMatchObject({
      result: 'refused',
      fault: 'unreachable',
    });
    server = await mailServer();
  });

  it('something there that is no mail server', async () => {
    const web = createServer(socket => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    web.listen(0, '127.0.0.1');
    await new Promise(resolve => web.once('listening', resolve));
    const port = (web.address() as AddressInfo).port;
    expect((await sendMail(mail, settings({ port }), null, limits)).result).toBe('refused');
    web.close();
  });
});

describe('signing in', () => {
  it('goes with TLS from the start or by STARTTLS, and not to a server that cannot be trusted', async () => {
    for (const security of ['tls', 'starttls'] as const) {
      const guarded = await mailServer({ secure: security === 'tls', password: 'pw' });
      const to = settings({ port: guarded.port, security, user: 'desk' });
      expect(await sendMail(mail, to, 'pw', limits), security).toMatchObject({
        result: 'refused',
        fault: 'certificate',
      });
      expect(guarded.signedIn).toEqual([]);
      const trusting = { ...limits, ca: certificate.cert };
      const named = { ...to, host: 'localhost' };
      expect(await sendMail(mail, named, 'pw', trusting), security).toMatchObject({ result: 'done' });
      expect(guarded.signedIn).toEqual(['desk']);
      await guarded.close();
    }
  });

  it('never sends a password without encryption to another machine', async () => {
    const to = settings({ host: 'mail.example', user: 'desk' });
    expect(await sendMail(mail, to, 'pw', limits)).toMatchObject({ fault: 'signIn', retryAfter: null });
  });

  it('never goes on without TLS when it was asked for', async () => {
    const plain = await mailServer({ hideSTARTTLS: true });
    const attempt = await sendMail(mail, settings({ port: plain.port, security: 'starttls' }), null, limits);
    expect(attempt.result).toBe('refused');
    expect(plain.taken).toEqual([]);
    await plain.close();
  });

  it('says when the password is wrong, and when it is right', async () => {
    const guarded = await mailServer({ password: 'pw', allowInsecureAuth: true });
    const to = settings({ port: guarded.port, user: 'desk' });
    expect(await sendMail(mail, to, 'other', limits)).toMatchObject({ fault: 'signIn', retryAfter: null });
    expect(await trySmtp(to, 'pw', limits)).toMatchObject({ result: 'done' });
    expect(await sendMail(mail, to, 'pw', limits)).toMatchObject({ result: 'done' });
    expect(guarded.taken).toHaveLength(1);
    await guarded.close();
  });
});
