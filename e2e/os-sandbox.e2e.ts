// What shows a page, and so reads what strangers send, has no rights of its own. Root can't see this: Chromium has no sandbox
// for root; the pass as an ordinary user does.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { noSandboxReason } from '../build/os-sandbox.mjs';
import { expect, test } from './support/test.ts';

/** The processes that show pages, one for each window at least. Linux only. */
function rendererProcesses(appId: number): string[] {
  const ids = fs.readdirSync('/proc').filter(name => /^\d+$/.test(name));
  const read = (id: string, file: string): string => {
    try {
      return fs.readFileSync(`/proc/${id}/${file}`, 'utf8');
    } catch {
      return ''; // It has ended since.
    }
  };
  const parentOf = new Map(ids.map(id => [id, /^PPid:\t(\d+)$/m.exec(read(id, 'status'))?.[1]]));
  const isOurs = (id: string | undefined): boolean =>
    id !== undefined && (id === String(appId) || isOurs(parentOf.get(id)));
  return ids.filter(id => isOurs(id) && read(id, 'cmdline').includes('--type=renderer'));
}

const status = (id: string): string => fs.readFileSync(`/proc/${id}/status`, 'utf8');
const userNamespace = (id: string): string => fs.readlinkSync(`/proc/${id}/ns/user`);

test(
  'every process that shows a page is in the sandbox of the operating system',
  { tag: '@os-sandbox' },
  async ({ launch }) => {
    test.skip(process.platform !== 'linux', 'reads /proc, which only Linux has');
    const missing = process.env['HATIF_E2E_UID']
      ? null
      : noSandboxReason(path.dirname(process.env['HATIF_ELECTRON'] ?? ''));
    test.skip(missing !== null, missing ?? '');
    const hatif = await launch();
    const appId = hatif.app.process().pid ?? 0;
    const pages = rendererProcesses(appId);
    expect(pages.length).toBeGreaterThan(0);
    for (const page of pages) {
      expect(status(page), 'a filter stands before the kernel').toMatch(/^Seccomp:\t2$/m);
      expect(status(page), 'no program it starts could gain rights').toMatch(/^NoNewPrivs:\t1$/m);
      expect(userNamespace(page), 'it lives in a namespace of its own').not.toBe(
        userNamespace(String(process.pid)),
      );
    }
  },
);
