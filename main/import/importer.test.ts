/** The whole way of a file, with the real threads and the real store. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { rowReasons, type RowReason } from '../../shared/import/contact.ts';
import { usualPlan, type ImportPlan } from '../../shared/import/plan.ts';
import type { ExportView, ImportView } from '../../shared/import/view.ts';
import type { Store } from '../store/port.ts';
import { openStore } from '../store/store.ts';
import { bundle } from '../store/testing/bundle.ts';
import { key, noon, viewIs } from '../store/testing/fixtures.ts';
import { createImporter } from './importer.ts';
import type { Importer } from './port.ts';

let storeWorker: string;
let importWorker: string;
beforeAll(async () => {
  storeWorker = await bundle('main/store/worker.ts');

  importWorker = await bundle('main/import/worker.ts', 'import-worker');
});

let folder: string;
let store: Store;
let importer: Importer;
let chosen: string | null;
let ids: number;
let heard: (() => void)[];
const makeImporter = (): Importer =>
  createImporter({
    store,
    worker: importWorker,
    ask: { open: () => Promise.resolve(chosen), save: () => Promise.resolve(chosen) },
    words: () => ({
      reasons: Object.fromEntries(rowReasons.map(reason => [reason, `because ${reason}`])) as Record<
        RowReason,
        string
      >,
      columns: { line: 'Line', reason: 'Reason' },
    }),
    country: () => 'SA',
    now: () => noon,
    newId: () => `id-${(ids += 1)}`,
    onImporting: () => heard.forEach(each => each()),
    onExporting: () => heard.forEach(each => each()),
    onExported: () => undefined,
    onChanged: () => undefined,
    log: { warn: message => expect.unreachable(message) },
  });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hatif-importer-'));
  store = openStore({ file: join(folder, 'hatif.db'), key, nativeBinding: null, worker: storeWorker });
  await viewIs(store, 'open');
  heard = [];
  ids = 0;
  importer = makeImporter();
});
afterEach(async () => {
  importer.dispose();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

function viewOf<T extends ImportView | ExportView>(read: () => T, ...steps: T['step'][]): Promise<T> {
  return new Promise(resolve => {
    const look = (): void => {
      if (steps.includes(read().step)) resolve(read());
    };
    heard.push(look);
    look();
  });
}
const importing = (...steps: ImportView['step'][]) => viewOf(() => importer.importing, ...steps);
const exporting = (...steps: ExportView['step'][]) => viewOf(() => importer.exporting, ...steps);

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
async function found(path: string): Promise<{ fileId: string; plan: ImportPlan; view: ImportView }> {
  chosen = path;
  await importer.choose();
  const view = await importing('found');
  if (view.fileId === null || view.found === null) throw new Error('nothing was found');
  return { fileId: view.fileId, plan: view.found.plan, view };
}
async function imported(path: string, change: Partial<ImportPlan> = {}): Promise<ImportView> {
  const { fileId, plan } = await found(path);
  await importer.run(fileId, { ...plan, ...change });
  return importing('done');
}
const names = async (text: string) => (await store.search(text, 50)).map(hit => hit.name).sort();

const csv =
  'Name,Phone,City\nLayla Saeed,0501234567,Riyadh\nOmar Haddad,9.66501E+11,Jeddah\n,,\nHuda Alharbi,0507654321,\n';
const many = (count: number): string =>
  `Name,Phone\n${Array.from({ length: count }, (_, n) => `Person ${n} Family${n},+9665${String(n).padStart(8, '0')}`).join('\n')}\n`;

test('a file is looked at, rehearsed, imported, and taken back', async () => {
  const { fileId, plan, view } = await found(file('people.csv', csv));
  expect(view).toMatchObject({
    fileName: 'people.csv',
    found: { format: 'csv', encoding: 'utf-8', count: 4 },
  });
  expect(plan).toMatchObject({
    ...usualPlan,
    mapping: [{ field: 'name' }, { field: 'phone.other' }, { field: 'address.other.city' }],
  });
  importer.check(fileId, plan);
  await importing('checking');
  expect((await importing('found')).checked).toMatchObject({
    fresh: 2,
    known: 0,
    failed: 2,
    reasons: [
      { reason: 'rounded', count: 1, line: 3 },
      { reason: 'empty', count: 1, line: 4 },
    ],
    preview: [{ line: 2, name: 'Layla Saeed', numbers: ['+966501234567'] }, { name: 'Huda Alharbi' }],
  });
  expect(await names('a')).toEqual([]);

  await importer.run(fileId, plan);
  const done = await importing('done');
  expect(done.counts).toEqual({ added: 2, updated: 0, skipped: 0, failed: 2 });
  expect(await names('riyadh')).toEqual(['Layla Saeed']);

  await importer.revert(done.batchId ?? '');
  await importing('none');
  expect(await names('layla')).toEqual([]);
  expect(await importer.batches()).toMatchObject([{ fileName: 'people.csv', state: 'reverted', kept: 0 }]);
});

test('rows that failed are saved with line and reason, and come in once they are mended', async () => {
  const { batchId } = await imported(file('people.csv', csv));
  chosen = join(folder, 'failed.csv');
  expect(await importer.saveFailures(batchId ?? '')).toBe(2);
  const text = readFileSync(chosen, 'utf8').replace('\uFEFF', '');
  expect(text.split('\r\n')).toEqual([
    'Line,Reason,Name,Phone,City',
    '3,because rounded phone,Omar Haddad,9.66501E+11,Jeddah',
    '4,because empty,,,',
    '',
  ]);
  const mended = file('mended.csv', text.replace('9.66501E+11', '0501111111'));
  expect((await imported(mended)).counts).toMatchObject({ added: 1, failed: 1 });
});

test('the same file once more, in the same way, finds everybody known', async () => {
  const first = await imported(file('people.csv', csv), { matchBy: ['number'], onDuplicate: 'update' });
  importer.close();
  await importer.again(first.batchId ?? '');
  const view = await importing('found');
  expect(view.found).toMatchObject({
    remembered: true,
    plan: { matchBy: ['number'], onDuplicate: 'update' },
  });
  await importer.run(view.fileId ?? '', view.found?.plan ?? { ...usualPlan, mapping: [] });
  await importing('running');
  expect((await importing('done')).counts).toMatchObject({ added: 0, updated: 0, skipped: 2 });
});

test('what is cancelled is taken out again', async () => {
  const { fileId, plan } = await found(file('many.csv', many(20_000)));
  await importer.run(fileId, plan);
  await viewOf(() => (importer.importing.done > 0 ? importer.importing : { ...importer.importing, step: 'none' }), 'running'); // prettier-ignore
  importer.cancel();
  await importing('reverting');
  await importing('found');
  expect(await names('person')).toEqual([]);
  expect((await importer.batches())[0]).toMatchObject({ state: 'reverted' });
});

test('an import whose run ended in the middle goes on where it was, and enters nobody twice', async () => {
  const path = file('many.csv', many(6_000));
  const { fileId, plan } = await found(path);
  await importer.run(fileId, plan);
  await viewOf(() => (importer.importing.done > 0 ? importer.importing : { ...importer.importing, step: 'none' }), 'running'); // prettier-ignore
  // The app is gone in the middle of it.
  importer.dispose();
  importer = makeImporter();
  await importer.markInterrupted();
  const [batch] = await importer.batches();
  expect(batch).toMatchObject({ state: 'interrupted', total: 6_000 });
  expect(batch?.doneThrough).toBeLessThan(6_000);
  await importer.resume(batch?.id ?? '');
  await importing('running');
  expect((await importing('done')).counts).toMatchObject({ added: 6_000, skipped: 0 });
  expect(await names('family5999')).toEqual(['Person 5999 Family5999']);
});

test('a file that was changed since it was looked at is not imported', async () => {
  const { fileId, plan } = await found(file('people.csv', csv));
  file('people.csv', `${csv}One More,0509999999,\n`);
  await importer.run(fileId, plan);
  const view = await importing('done');
  expect(view.refused).toEqual({ reason: 'changed', line: null });
  expect(await names('layla')).toEqual([]);
});

test('a file that breaks a limit is refused with its line', async () => {
  chosen = file('bad.csv', `Name,Phone\nA B,1\n${','.repeat(1_000)}\n`);
  await importer.choose();
  await importing('looking');
  expect((await importing('none')).refused).toEqual({ reason: 'tooManyColumns', line: 3 });
});

test('what is exported comes back the same', async () => {
  await imported(file('people.csv', csv));
  for (const [format, name] of [
    ['csv', 'out.csv'],
    ['vcard4', 'out4.vcf'],
    ['vcard3', 'out3.vcf'],
  ] as const) {
    chosen = join(folder, name);
    await importer.save({ kind: 'all' }, format);
    await exporting('running');
    expect(await exporting('done')).toMatchObject({ fileName: name, done: 2 });
    const { fileId, plan } = await found(chosen);
    importer.check(fileId, plan);
    await importing('checking');
    expect((await importing('found')).checked).toMatchObject({ fresh: 0, known: 2, failed: 0 });
    importer.close();
    importer.cancelExport();
  }
});

/** A picture by its first bytes, of a size that no line holds unfolded. */
const picture = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  Buffer.alloc(300_000, 'picture'),
]);
const photosOf = async (text: string) => {
  const people = await store.search(text, 9);
  const files = await Promise.all(people.map(({ personId }) => store.filesOf(personId)));
  return Promise.all(files.flat().map(async ({ id, photo, type }) => {
    const kept = await store.fileBytes(id);
    return { photo, type, same: Buffer.from(kept?.bytes ?? []).equals(picture) };
  })); // prettier-ignore
};

test('a picture comes in with its card, goes out in both versions and comes back, and goes when it is taken back', async () => {
  const line = `PHOTO;ENCODING=b;TYPE=JPEG:${picture.toString('base64')}`;
  const path = file(
    'people.vcf',
    ['BEGIN:VCARD', 'VERSION:3.0', 'FN:Layla Saeed', 'TEL:0501234567', line, 'END:VCARD', ''].join('\r\n'),
  );
  const { batchId } = await imported(path);
  const same = [{ photo: true, type: 'image/png', same: true }];
  expect(await photosOf('layla')).toEqual(same);
  const out: string[] = [];
  for (const format of ['vcard4', 'vcard3'] as const) {
    chosen = join(folder, `${format}.vcf`);
    out.push(chosen);
    await importer.save({ kind: 'all' }, format);
    await exporting('running');
    await exporting('done');
    importer.cancelExport();
  }
  expect(readFileSync(out[0] ?? '', 'utf8')).toContain('\r\nPHOTO:data:image/png;base64,iVBORw0KGg');
  expect(readFileSync(out[1] ?? '', 'utf8')).toContain('\r\nPHOTO;ENCODING=b;TYPE=PNG:iVBORw0KGg');
  await importer.revert(batchId ?? '');
  await importing('none');
  expect(await photosOf('layla')).toEqual([]);
  for (const each of out) {
    const again = await imported(each);
    expect(await photosOf('layla')).toEqual(same);
    await importer.revert(again.batchId ?? '');
    await importing('none');
  }
});

test('a stranger’s file or batch is refused, and two jobs at once', async () => {
  expect(() => importer.check('id-99', { ...usualPlan, mapping: [] })).toThrow('another file is open');
  await expect(importer.revert('nobody')).rejects.toThrow('there is no such import');
  const { fileId, plan } = await found(file('many.csv', many(2_000)));
  importer.check(fileId, plan);
  expect(() => importer.check(fileId, plan)).toThrow('a file is being worked on');
  importer.cancel();
});
