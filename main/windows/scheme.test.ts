import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';

vi.mock('electron', () => ({ protocol: {} }));
const { contentSecurityPolicy, fileInside, readAhead } = await import('./scheme.ts');

describe('the file that a page URL names', () => {
  it('is found inside the folder of the pages', () => {
    expect(fileInside('/app/out/renderer', 'hatif://app/workspace/index.html')).toBe(
      '/app/out/renderer/workspace/index.html',
    );
  });

  it.each([
    'hatif://app/../secret.html',
    'hatif://app/..%2f..%2fsecret.html',
    'hatif://app/%2e%2e/%2e%2e/secret.html',
    'hatif://app/..%5c..%5csecret.html',
    'hatif://app/workspace/index.html%00.png',
    'hatif://app//etc/passwd',
    'hatif://app/../renderer-evil/index.html',
    'hatif://app/workspace/',
    'hatif://app/workspace/settings.json',
    'hatif://other/workspace/index.html',
    'hatif://app/%',
    'not a url',
  ])('never lies outside: %s', url => {
    const file = fileInside('/app/out/renderer', url);
    // A dot segment that the URL parser resolved away may still name a file inside; it never leaves the folder.
    expect(file === null || (file.startsWith('/app/out/renderer/') && !file.includes('..'))).toBe(true);
  });

  it('is of a kind that a page needs', () => {
    expect(fileInside('/pages', 'hatif://app/store.db')).toBeNull();
    expect(fileInside('/pages', 'hatif://app/constructor')).toBeNull();
  });
});

describe('the content security policy', () => {
  const policy = contentSecurityPolicy('abc', 'workspace/index.html');
  it('starts from nothing and allows no inline script, no eval and no other origin', () => {
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/unsafe|https?:|wss?:|\*/);
  });
  it('lets the media window alone compile WebAssembly, and nothing else', () => {
    const media = contentSecurityPolicy('abc', 'media/index.html');
    expect(media.replace(" 'wasm-unsafe-eval'", '')).toBe(policy);
    expect(contentSecurityPolicy('abc', 'workspace/media/index.html')).toBe(policy);
  });
  it('lets the one style element through that carries the nonce of this load', () => {
    expect(policy).toContain("style-src 'self' 'nonce-abc'");
  });
});

it('a page is read ahead with what it names, and nothing outside its folder', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hatif-pages-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true }));
  const root = path.join(folder, 'renderer');
  const put = (name: string, text: string): void => {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  };
  put('w/index.html', '<script src="../assets/a.js"></script><link href="../../key.css"><link href="b.css">');
  put('assets/a.js', 'a');
  put('w/b.css', 'b');
  put('w/c.css', 'not named');
  put('../key.css', 'outside');
  const ahead = await readAhead(root, 'w/index.html');
  expect([...ahead.keys()].map(file => path.relative(root, file)).sort()).toEqual([
    'assets/a.js',
    'w/b.css',
    'w/index.html',
  ]);
  expect(ahead.get(path.join(root, 'assets/a.js'))?.toString()).toBe('a');
});
