/** The pages come from `hatif://app/…`: own files only, each page with a strict Content-Security-Policy and a fresh nonce. */
import { protocol, type ProtocolRequest, type ProtocolResponse } from 'electron';
import { randomBytes } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wav': 'audio/wav',
  '.wasm': 'application/wasm',
};

/** Must run before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'hatif', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** The one page that compiles WebAssembly: noise suppression runs there (58). */
const compiles = 'media/index.html';

export const contentSecurityPolicy = (nonce: string, page: string): string =>
  [
    "default-src 'none'",
    `script-src 'self'${page === compiles ? " 'wasm-unsafe-eval'" : ''}`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "media-src 'self' blob: mediastream:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "frame-src 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ');

/**
 * The file that a URL names inside `root`, or null. The path is resolved and compared with a separator at the end, so
 * that `..`, encoded dots, backslashes, NUL and a sibling with the same prefix all stay outside.
 */
export function fileInside(root: string, url: string): string | null {
  let pathname: string;
  try {
    const parsed = new URL(url);
    if (parsed.host !== 'app') return null;
    pathname = decodeURIComponent(parsed.pathname);
  } catch {
    return null;
  }
  if (/[\0\\]/.test(pathname) || !Object.hasOwn(types, path.extname(pathname))) return null;
  const file = path.resolve(root, `.${path.posix.normalize(pathname)}`);
  return file.startsWith(root + path.sep) ? file : null;
}

const refuse = (statusCode: 403 | 404): ProtocolResponse => ({ statusCode, data: Buffer.alloc(0) });

/** `registerBufferProtocol`, not `handle`: that one loads a whole web client into main before the first page (16). */
export function servePages(
  root: string,
  {
    ahead,
    fill,
    served,
  }: {
    /** See readAhead(). */
    ahead: Promise<Map<string, Buffer>>;
    /** What a page is told of the settings, before it can ask. */
    fill: () => { language: string };
    served: (url: string) => void;
  },
): void {
  // A page that is not there is said when it is asked for.
  const read = ahead.catch(() => new Map<string, Buffer>());
  protocol.registerBufferProtocol('hatif', (request, answer) => {
    void pageOf(root, request, read, fill)
      .catch(() => refuse(404))
      .then(page => {
        answer(page);
        served(request.url);
      });
  });
}

/**
 * What the page of that folder will ask for first, read before it asks: main is busy loading itself just then, and each
 * wait of a read would last until it is through.
 */
export async function readAhead(root: string, page: string): Promise<Map<string, Buffer>> {
  const html = path.join(root, page);
  const body = await readFile(html);
  const named = [...body.toString('utf8').matchAll(/(?:src|href)="([^"]+)"/g)].map(([, href]) =>
    path.resolve(path.dirname(html), href ?? ''),
  );
  const inside = named.filter(file => file.startsWith(root + path.sep));
  const files = await Promise.all(inside.map(async file => [file, await readFile(file)] as const));
  return new Map([[html, body], ...files]);
}

async function pageOf(
  root: string,
  request: ProtocolRequest,
  ahead: Promise<Map<string, Buffer>>,
  fill: () => { language: string },
): Promise<ProtocolResponse> {
  const file = request.method === 'GET' ? fileInside(root, request.url) : null;
  if (file === null) return refuse(403);
  const held = (await ahead).get(file);
  // Once is enough: the second look is of the disk.
  (await ahead).delete(file);
  const body = held ?? (await readFile(file).catch(() => null));
  if (body === null) return refuse(404);
  // A link inside our folder must not lead out of it. An asar archive has no links and no real path of its own.
  if (
    held === undefined &&
    !root.includes('.asar') &&
    !(await realpath(file)).startsWith((await realpath(root)) + path.sep)
  )
    return refuse(403);
  const headers = {
    'content-type': types[path.extname(file)] ?? 'application/octet-stream',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  };
  if (!file.endsWith('.html')) return { headers, data: body };
  const nonce = randomBytes(16).toString('base64');
  return {
    headers: {
      ...headers,
      'content-security-policy': contentSecurityPolicy(
        nonce,
        path.relative(root, file).replaceAll(path.sep, '/'),
      ),
      'cache-control': 'no-store',
    },
    data: Buffer.from(
      body.toString('utf8').replaceAll('__NONCE__', nonce).replaceAll('__LANGUAGE__', fill().language),
    ),
  };
}
