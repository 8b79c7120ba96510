/** Radicale, a CalDAV and CardDAV server, with one user and nothing in it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { giveToNobody, makeFolder, removeFolder } from './folder.ts';
import { prepareLab, type Readiness } from './packages.ts';
import { isBound, reservePorts } from './ports.ts';
import { Program } from './program.ts';

export const radicaleReady = (): Promise<Readiness> => prepareLab({ radicale: 'radicale' });

export interface Radicale {
  /** `http://127.0.0.1:port/`, of its root. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** Asks as the user. */
  ask(
    method: string,
    path: string,
    init?: { headers?: Record<string, string>; body?: string },
  ): Promise<Response>;
  /** A clean end and a new start on the same port, with all that was kept. */
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

export async function radicale(): Promise<Radicale> {
  const folder = await makeFolder();
  const ports = await reservePorts();
  const port = ports.take();
  const [user, password] = ['sami', 'p:ä ss'];
  const kept = join(folder, 'kept');
  await mkdir(kept);
  await writeFile(join(folder, 'users'), `${user}:${password}\n`);
  await writeFile(
    join(folder, 'config'),
    `[server]
hosts = 127.0.0.1:${port}
[auth]
type = htpasswd
htpasswd_filename = ${join(folder, 'users')}
htpasswd_encryption = plain
delay = 0
[storage]
filesystem_folder = ${kept}
`,
  );
  await giveToNobody(folder);
  const url = `http://127.0.0.1:${port}/`;
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  let program: Program | null = null;
  const stop = async (): Promise<void> => {
    await program?.stop();
    program = null;
  };
  const start = async (): Promise<void> => {
    program = new Program({
      command: 'radicale',
      args: ['--config', join(folder, 'config')],
      folder,
      logFile: join(folder, 'radicale.log'),
    });
    await program.ready('listens', () => isBound(port, 'tcp'), 30_000);
  };
  await start();
  return {
    url,
    user,
    password,
    ask: (method, path, init = {}) =>
      fetch(new URL(path, url), { ...init, method, headers: { authorization, ...init.headers } }),
    stop,
    start,
    async close() {
      await stop();
      ports.dispose();
      await removeFolder(folder);
    },
  };
}
