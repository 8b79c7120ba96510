/** A main process with nothing but media windows, for the stories of this folder. Driven through `globalThis.lab`. */
import { app, protocol, session, type BrowserWindow } from 'electron';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { superviseMedia, type SupervisedMedia } from '../../../main/media/supervisor.ts';
import { mediaWindow } from '../../../main/media/window.ts';
import { contentSecurityPolicy } from '../../../main/windows/scheme.ts';
import type { MediaEvent, MediaInput, MediaRequest } from '../../../shared/media/protocol.ts';

interface Phone {
  media: SupervisedMedia;
  window: BrowserWindow | null;
  events: MediaEvent[];
  /** The sound of recordings, by pieces. */
  recorded: Buffer[];
  reborn: number;
  log: string[];
}

export type Answer = { ok: true; output: unknown } | { ok: false; code: string; message: string };

const root = import.meta.dirname;
const phones = new Map<string, Phone>();
const allowed = new Set<number>();
let microphoneAllowed = true;

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};

function phone(name: string): Phone {
  const known = phones.get(name);
  if (known !== undefined) return known;
  const log: string[] = [];
  const made: Phone = {
    window: null,
    events: [],
    recorded: [],
    reborn: 0,
    log,
    media: superviseMedia({
      log: (_level, message) => void log.push(message),
      open: mediaWindow({
        url: 'hatif://app/media/index.html',
        preload: path.join(root, 'media-preload.cjs'),
        onWindow: window => {
          made.window = window;
          allowed.add(window.webContents.id);
          window.webContents.on('console-message', (...args: unknown[]) => {
            const [first, , old] = args as [{ message?: string }, unknown, string | undefined];
            log.push(first.message ?? old ?? '');
          });
        },
      }),
    }),
  };
  made.media.onEvent(event => {
    if (event.kind === 'recorded') made.recorded.push(Buffer.from(event.sound));
    else made.events.push(event);
  });
  made.media.onReborn(() => void (made.reborn += 1));
  phones.set(name, made);
  return made;
}

const lab = {
  /** A reply, or the refusal as data: an error loses its code on the way to the test. */
  async ask(name: string, request: MediaRequest, input: unknown): Promise<Answer> {
    try {
      return {
        ok: true,
        output: await phone(name).media.request(request, input as MediaInput<MediaRequest>),
      };
    } catch (thrown) {
      const { code, message } = thrown as { code: string; message: string };
      return { ok: false, code, message };
    }
  },
  events: (name: string) => phone(name).events,
  /** All that was recorded until now, as one file in base64. */
  recorded: (name: string) => Buffer.concat(phone(name).recorded).toString('base64'),
  log: (name: string) => phone(name).log,
  reborn: (name: string) => phone(name).reborn,
  crash: (name: string) => phone(name).window?.webContents.forcefullyCrashRenderer(),
  inPage: (name: string, code: string): Promise<unknown> =>
    phone(name).window?.webContents.executeJavaScript(code) ?? Promise.resolve(null),
  processor: (name: string): number => {
    const id = phone(name).window?.webContents.getOSProcessId();
    return app.getAppMetrics().find(({ pid }) => pid === id)?.cpu.cumulativeCPUUsage ?? 0;
  },
  allowMicrophone: (allow: boolean) => void (microphoneAllowed = allow),
  end: (name: string) => {
    phones.get(name)?.media.dispose();
    phones.delete(name);
  },
};
export type Lab = typeof lab;
Object.assign(globalThis, { lab });

protocol.registerSchemesAsPrivileged([
  { scheme: 'hatif', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
app.on('window-all-closed', () => undefined);

void app.whenReady().then(() => {
  protocol.handle('hatif', async request => {
    const file = path.join(
      root,
      'renderer',
      path.normalize(decodeURIComponent(new URL(request.url).pathname)),
    );
    return new Response(await readFile(file), {
      headers: {
        'content-type': types[path.extname(file)] ?? 'application/octet-stream',
        'content-security-policy': contentSecurityPolicy('lab', 'media/index.html'),
      },
    });
  });
  const may = (id: number | undefined, permission: string): boolean =>
    microphoneAllowed && allowed.has(id ?? -1) && ['media', 'speaker-selection'].includes(permission);
  session.defaultSession.setPermissionRequestHandler((contents, permission, decide) =>
    decide(may(contents.id, permission)),
  );
  session.defaultSession.setPermissionCheckHandler((contents, permission) => may(contents?.id, permission));
  Object.assign(globalThis, { labReady: true });
});
