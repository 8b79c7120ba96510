/** The programs of the SIP lab: which are needed, whether they are here, and how they come on Debian. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Debian package → the program in it, null for kamailio's modules. */
const needed = {
  kamailio: 'kamailio',
  'kamailio-websocket-modules': null,
  'kamailio-tls-modules': null,
  'kamailio-presence-modules': null,
  'kamailio-outbound-modules': null,
  'rtpengine-daemon': 'rtpengine',
  'baresip-core': 'baresip',
  'sip-tester': 'sipp',
  openssl: 'openssl',
  coturn: 'turnserver',
} as const satisfies Needed;

type Needed = Readonly<Record<string, string | null>>;

export type Readiness = { ready: true } | { ready: false; reason: string };

export interface Machine {
  platform: NodeJS.Platform;
  debian: boolean;
  root: boolean;
}

/**
 * Makes sure that the lab's programs are installed. On Debian as root they are, or it throws: there the lab always
 * runs. Elsewhere a missing program is a reason in words, for the report of the tests.
 */
export async function prepareLab(wanted: Needed = needed): Promise<Readiness> {
  const machine: Machine = {
    platform: process.platform,
    debian: existsSync('/usr/bin/dpkg-query') && existsSync('/usr/bin/apt-get'),
    root: process.getuid?.() === 0,
  };
  const missing = machine.debian ? await missingPackages(wanted) : missingPrograms(wanted);
  const reason = reasonToSkip(machine, missing);
  if (reason !== null) return { ready: false, reason };
  if (missing.length > 0) await install(missing);
  return { ready: true };
}

/** Why the lab cannot run here, and what to do about it; null when it can, or can after installing what is missing. */
export function reasonToSkip({ platform, debian, root }: Machine, missing: readonly string[]): string | null {
  if (platform !== 'linux') return `skipped: the lab's servers run on Linux, this is ${platform}`;
  if (missing.length === 0) return null;
  const what = `skipped: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not installed`;
  if (!debian) return `${what}, and this is not Debian`;
  return root ? null : `${what}, and only root may install. sudo apt-get install ${missing.join(' ')}`;
}

async function missingPackages(wanted: Needed): Promise<string[]> {
  const names = Object.keys(wanted);
  // dpkg-query exits 1 when it does not know one of them, and still lists the others.
  const listing = await run('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...names]).catch(
    (error: { stdout?: string }) => ({ stdout: error.stdout ?? '' }),
  );
  const installed = new Set(listing.stdout.split('\n').filter(line => line.endsWith(' installed')));
  return names.filter(name => !installed.has(`${name} installed`));
}

function missingPrograms(wanted: Needed): string[] {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return Object.values(wanted)
    .filter(program => program !== null)
    .filter(program => !folders.some(folder => existsSync(join(folder, program))));
}

/** invoke-rc.d asks this file whether a freshly installed daemon may start; 101 says no. */
const policy = '/usr/sbin/policy-rc.d';

async function install(packages: readonly string[]): Promise<void> {
  const ours = await writeFile(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755, flag: 'wx' }).then(
    () => true,
    () => false, // somebody else's policy stands; it is not ours to overrule
  );
  try {
    try {
      await apt(['install', ...packages]);
    } catch {
      await apt(['update']); // there were no package lists, or they named files that are gone
      await apt(['install', ...packages]);
    }
  } finally {
    if (ours) await rm(policy, { force: true });
  }
}

async function apt(args: readonly string[]): Promise<void> {
  await run('apt-get', ['-qq', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    maxBuffer: 16 << 20,
    timeout: 8 * 60_000,
  });
}
