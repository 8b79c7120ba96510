/** Look-ups in a real slapd. */
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findByNumber, searchLdap, testLdap } from '../../main/directories/ldap/search.ts';
import { usualAttributes, type LdapAccount } from '../../shared/directories/types.ts';
import { manager, slapd, slapdReady, suffix, type Slapd } from './slapd.ts';

const ready = await slapdReady();
const entry = (name: string, ...lines: string[]): string =>
  [`dn: cn=${name},${suffix}`, 'objectClass: inetOrgPerson', `cn: ${name}`, `sn: ${name.split(' ').at(-1) ?? ''}`, ...lines, ''].join('\n'); // prettier-ignore
const arabic = `cn:: ${Buffer.from('ليلى سعيد').toString('base64')}`;

let server: Slapd;
const account = (change: Partial<LdapAccount> = {}): LdapAccount => ({
  id: 'ldap',
  kind: 'ldap',
  name: 'Company directory',
  host: 'localhost',
  port: server.port,
  security: 'none',
  user: manager,
  base: suffix,
  filter: '',
  attributes: usualAttributes,
  authority: null,
  paused: false,
  ...change,
});
const options = (change = {}) => ({ password: server.password, within: 5_000, most: 20, ...change });
const names = async (text: string): Promise<string[]> =>
  (await searchLdap(account(), text, options())).map(({ name }) => name).sort();

describe.skipIf(!ready.ready)('a directory of slapd', () => {
  beforeAll(async () => {
    server = await slapd([
      entry('Huda Alharbi', 'telephoneNumber: +966 (12) 555-0100', 'mobile: 050 555 0142', 'mail: huda@alnoor.example', 'o: Al Noor', 'title: Buyer'),
      entry('Layla Saeed', arabic, 'telephoneNumber: 0125550101'),
      entry('Star * (Odd) \\\\ Name'.replace(/[*()\\]/g, ''), 'description: plain'),
      entry('Star*', 'mail: star@alnoor.example'),
      ...Array.from({ length: 60 }, (_, n) => entry(`Person ${n}`, `telephoneNumber: 0125551${String(n).padStart(3, '0')}`)),
      `dn: ou=rooms,${suffix}\nobjectClass: organizationalUnit\nou: rooms\n`,
    ]);
  }); // prettier-ignore
  afterAll(() => server.close());

  it('finds people by parts of their name, in either script, and by e-mail', async () => {
    expect(await names('hud alh')).toEqual(['Huda Alharbi']);
    expect(await names('ليلى')).toHaveLength(1);
    expect(await names('huda@alnoor')).toEqual(['Huda Alharbi']);
    expect(await names('h')).toEqual([]);
  });

  it('says all that is known of them, and where from', async () => {
    expect(await searchLdap(account(), 'huda', options())).toEqual([
      {
        directoryId: 'ldap',
        entry: `cn=Huda Alharbi,${suffix}`,
        source: 'Company directory',
        name: 'Huda Alharbi',
        organisation: 'Al Noor',
        role: 'Buyer',
        numbers: [
          { raw: '050 555 0142', kind: 'mobile' },
          { raw: '+966 (12) 555-0100', kind: 'work' },
        ],
        emails: ['huda@alnoor.example'],
      },
    ]);
  });

  it('takes signs of the filter for what they are', async () => {
    expect(await names('star*')).toEqual(['Star*']);
    expect(await names('*)(objectClass=*')).toEqual([]);
    expect(await names('\\2a\\00(')).toEqual([]);
  });

  it.each([
    ['+966505550142', '+966505550142', ['Huda Alharbi']],
    ['0125550100', null, ['Huda Alharbi']],
    ['+966125550101', '+966125550101', 1],
    ['+966505550143', '+966505550143', []],
    ['anonymous', null, []],
  ])('finds who calls from %s in whatever notation', async (number, e164, expected) => {
    const hits = await findByNumber(account(), { number, e164, country: 'SA' }, options());
    if (typeof expected === 'number') expect(hits).toHaveLength(expected);
    else expect(hits.map(({ name }) => name)).toEqual(expected);
  });

  it('gives no more than was asked for, and what it has', async () => {
    expect(await searchLdap(account(), 'person', options({ most: 7 }))).toHaveLength(7);
  });

  it.each(['tls', 'starttls'] as const)(
    'speaks %s to whom it can trust, and to nobody else',
    async security => {
      const port = security === 'tls' ? server.tlsPort : server.port;
      const trusted = account({ security, port, authority: server.authority });
      expect((await searchLdap(trusted, 'huda', options())).map(({ name }) => name)).toEqual([
        'Huda Alharbi',
      ]);
      for (const wrong of [{ authority: null }, { host: '127.0.0.1' }])
        await expect(searchLdap({ ...trusted, ...wrong }, 'huda', options())).rejects.toMatchObject({
          fault: 'certificate',
        });
    },
  );

  it('tells what is wrong, step by step', async () => {
    const steps = async (change: Partial<LdapAccount>, password = server.password) =>
      (await testLdap(account(change), options({ password }))).steps.map(({ step, fault }) => [step, fault]);
    expect(await steps({})).toEqual([
      ['connect', null],
      ['signIn', null],
      ['search', null],
    ]);
    expect((await steps({}, 'wrong')).at(-1)).toEqual(['signIn', 'signIn']);
    expect((await steps({ base: 'dc=nowhere' })).at(-1)).toEqual(['search', 'notFound']);
    expect((await steps({ port: 1 })).at(-1)).toEqual(['connect', 'unreachable']);
    expect((await steps({ filter: '(cn=' })).at(-1)).toEqual(['search', 'badFilter']);
    expect((await steps({ security: 'tls', port: server.tlsPort })).at(-1)).toEqual([
      'connect',
      'certificate',
    ]);
  });

  it('waits for a server that says nothing no longer than it may', async () => {
    const mute = net.createServer(() => undefined);
    await new Promise<void>(listening => void mute.listen(0, '127.0.0.1', listening));
    const { port } = mute.address() as AddressInfo;
    await expect(
      searchLdap(account({ host: '127.0.0.1', port }), 'huda', options({ within: 60 })),
    ).rejects.toMatchObject({ fault: 'slow' });
    mute.close();
  });

  it('never tells a password to a server that drops the secured connection', async () => {
    const heard: string[] = [];
    const thief = net.createServer(socket => {
      socket.on('data', data => {
        heard.push(data.toString('latin1'));
        socket.destroy();
      });
      socket.on('error', () => undefined);
    });
    await new Promise<void>(listening => void thief.listen(0, '127.0.0.1', listening));
    const { port } = thief.address() as AddressInfo;
    await expect(
      searchLdap(
        account({ host: '127.0.0.1', port, security: 'starttls' }),
        'huda',
        options({ within: 1_000 }),
      ),
    ).rejects.toHaveProperty('fault');
    expect(heard.join('')).not.toContain(server.password);
    thief.close();
  });
});
