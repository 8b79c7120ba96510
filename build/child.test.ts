import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { must, run } from './child.mjs';

const node = process.execPath;
const module = pathToFileURL(path.join(import.meta.dirname, 'child.mjs')).href;

test('a program gives its status and what it wrote', async () => {
  const ended = await run(node, ['-e', 'console.log("out"); console.error("err"); process.exitCode = 3']);
  expect(ended).toEqual({ status: 3, stdout: 'out\n', stderr: 'err\n' });
});

test('a program that is not there is a failure too', async () => {
  const ended = await run('/no/such/program', []);
  expect(ended.status).toBeLessThan(0);
  expect(ended.stderr).toContain('ENOENT');
});

test('a step that must succeed says what it was and what it wrote', async () => {
  const failing = must('baking', node, ['-e', 'console.error("no flour"); process.exitCode = 2']);
  await expect(failing).rejects.toThrow('baking failed (exit status 2):\nno flour');
});

test('a cancelled script ends its children, clears up after itself and says so', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hatif-child-'));
  const mark = path.join(folder, 'half-made');
  const parent = spawn(
    node,
    [
      '--input-type=module',
      '-e',
      `import fs from 'node:fs';
       import { run, script } from ${JSON.stringify(module)};
       await script(async () => {
         fs.writeFileSync(${JSON.stringify(mark)}, '');
         try {
           await run(process.execPath, ['-e', 'console.log(process.pid); setInterval(() => {}, 1000)'], { stdout: 'inherit' });
         } finally {
           fs.rmSync(${JSON.stringify(mark)});
         }
       });`,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  parent.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [first] = (await once(parent.stdout, 'data')) as [Buffer];
  parent.kill('SIGINT');
  const [status] = (await once(parent, 'close')) as [number];
  expect(status).toBe(130);
  expect(said).toMatch(/^cancelled/);
  expect(fs.existsSync(mark)).toBe(false);
  expect(() => process.kill(Number(String(first)), 0)).toThrow('ESRCH');
  fs.rmSync(folder, { recursive: true });
});
