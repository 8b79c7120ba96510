/** OpenLDAP's slapd with a few entries: in the clear with StartTLS, and by LDAPS. */
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { giveToNobody, makeFolder, removeFolder } from './folder.ts';
import { prepareLab, type Readiness } from './packages.ts';
import { isBound, reservePorts } from './ports.ts';
import { Program } from './program.ts';

const run = promisify(execFile);

export const slapdReady = (): Promise<Readiness> => prepareLab({ slapd: 'slapd', openssl: 'openssl' });

export const suffix = 'dc=alnoor,dc=example';
export const manager = `cn=reader,${suffix}`;

export interface Slapd {
  readonly port: number;
  readonly tlsPort: number;
  readonly password: string;
  /** PEM of who signed its certificate. */
  readonly authority: string;
  close(): Promise<void>;
}

export async function slapd(entries: readonly string[]): Promise<Slapd> {
  const folder = await makeFolder();
  const ports = await reservePorts();
  const [port, tlsPort] = [ports.take(), ports.take()];
  const password = 'geheim*()';
  const file = (name: string): string => join(folder, name);
  await mkdir(file('data'));
  await run('openssl', [
    'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2',
    '-keyout', file('key.pem'), '-out', file('cert.pem'), '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost',
  ]); // prettier-ignore
  await writeFile(
    file('slapd.conf'),
    `include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
pidfile ${file('slapd.pid')}
modulepath /usr/lib/ldap
moduleload back_mdb
TLSCertificateFile ${file('cert.pem')}
TLSCertificateKeyFile ${file('key.pem')}
sizelimit 500
database mdb
suffix "${suffix}"
rootdn "${manager}"
rootpw ${password}
directory ${file('data')}
access to * by dn.exact="${manager}" write by anonymous auth by * none
`,
  );
  await writeFile(
    file('entries.ldif'),
    [`dn: ${suffix}\nobjectClass: dcObject\nobjectClass: organization\no: Al Noor\n`, ...entries].join('\n'),
  );
  await run('slapadd', ['-f', file('slapd.conf'), '-l', file('entries.ldif')], {
    env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` },
  });
  await giveToNobody(folder);
  await giveToNobody(file('data'));
  const program = new Program({
    command: '/usr/sbin/slapd',
    args: [
      '-d',
      '0',
      '-f',
      file('slapd.conf'),
      '-h',
      `ldap://127.0.0.1:${port}/ ldaps://127.0.0.1:${tlsPort}/`,
    ],
    folder,
    logFile: file('slapd.log'),
  });
  await program.ready('listens', async () => (await isBound(port, 'tcp')) && isBound(tlsPort, 'tcp'), 30_000);
  const authority = await readFile(file('cert.pem'), 'utf8');
  return {
    port,
    tlsPort,
    password,
    authority,
    async close() {
      await program.stop();
      ports.dispose();
      await removeFolder(folder);
    },
  };
}
