import { act, fireEvent, screen, within } from '@testing-library/react';
import { beforeAll, describe, expect, test } from 'vitest';
import type { KeyOf } from '../../../shared/i18n/keys.ts';
import { createWords } from '../../../shared/i18n/words.ts';
import { fields } from '../../../shared/import/fields.ts';
import { usualPlan, type ImportPlan } from '../../../shared/import/plan.ts';
import { noExport, noImport, type ImportBatch, type ImportView } from '../../../shared/import/view.ts';
import { open, type Workspace } from '../../testing/dom.tsx';
import { noon, type Tongue } from '../../testing/people.ts';
import { Contacts, ImportPage } from '../frame/pages.ts';
import { states } from '../../testing/states.ts';

beforeAll(async () => {
  await Promise.all([Contacts.load(), ImportPage.load()]);
});

const plan: ImportPlan = {
  ...usualPlan,
  mapping: [
    { field: 'name', of: null },
    { field: 'phone.mobile', of: null },
  ],
};
const found: ImportView = {
  ...noImport,
  step: 'found',
  fileId: 'f1',
  fileName: 'customers.csv',
  found: {
    format: 'csv',
    encoding: 'windows-1256',
    delimiter: ';',
    hasHeader: true,
    count: 2_000,
    header: ['الاسم', 'الجوال'],
    sample: [['ليلى سعيد', '0501234567']],
    preview: [],
    plan,
    remembered: true,
  },
};
const checked: ImportView = {
  ...found,
  checked: {
    fresh: 1_900,
    known: 90,
    failed: 10,
    reasons: [{ reason: 'rounded', count: 10, line: 17 }],
    preview: [{ line: 2, name: 'ليلى سعيد', organisation: null, numbers: ['+966501234567'], emails: [] }],
  },
};
const batch: ImportBatch = { id: 'b1', fileName: 'old.csv', at: noon, state: 'interrupted', total: 50, doneThrough: 20, kept: 0, added: 20, updated: 0, skipped: 0, failed: 0 }; // prettier-ignore

async function importPage(
  view: ImportView,
  batches: ImportBatch[] = [],
  tongue: Tongue = 'en',
): Promise<Workspace> {
  const workspace = await open(states.idle(tongue), tongue);
  workspace.bridge.answer('import.view', () => ({ importing: view, exporting: noExport, batches }));
  const t = createWords(tongue);
  fireEvent.click(screen.getByRole('button', { name: t('frame.navContacts') }));
  await workspace.pass(50);
  fireEvent.click(screen.getByRole('button', { name: t('import.open') }));
  await workspace.pass(50);
  return workspace;
}
const t = createWords('en');
const press = (name: string): void => act(() => void fireEvent.click(screen.getByRole('button', { name })));

test('every part of a field has a word in both languages', () => {
  for (const tongue of ['en', 'ar'] as const)
    for (const word of fields.flatMap(field => field.split('.'))) {
      const key = `importField.${word}` as KeyOf<'importField'>;
      expect(createWords(tongue)(key)).not.toBe(key);
    }
});

describe('the import page', () => {
  test('is reached from contacts and asks main for a file', async () => {
    const { bridge } = await importPage(noImport);
    press(t('import.choose'));
    expect(bridge.inputs('import.choose')).toEqual([null]);
  });

  test('an import that was interrupted can be gone on with or taken back', async () => {
    const { bridge, text } = await importPage(noImport, [batch]);
    expect(text()).toContain(t('import.stateInterrupted', { done: 20, total: 50 }));
    press(`${t('import.resume')}: old.csv`);
    press(`${t('import.revert')}: old.csv`);
    expect(bridge.inputs('import.resume')).toEqual([{ batchId: 'b1' }]);
    expect(bridge.inputs('import.revert')).toEqual([{ batchId: 'b1' }]);
  });

  test('says why a file is refused, in which line, and that nothing was entered', async () => {
    const { text } = await importPage({ ...noImport, refused: { reason: 'tooManyColumns', line: 3 } });
    expect(text()).toContain('Line 3');
    expect(text()).toContain(t('importRefused.tooManyColumns'));
    expect(text()).toContain(t('importRefused.nothing'));
  });

  test('shows the columns with what they become; a change and the next page go into the plan', async () => {
    const { bridge, send } = await importPage(found);
    expect(screen.getByText(t('import.remembered'))).toBeTruthy();
    const row = screen.getByRole('row', { name: /الجوال/ });
    fireEvent.change(within(row).getByRole('combobox'), { target: { value: 'phone.work' } });
    press(t('import.next'));
    const wanted = { ...plan, mapping: [plan.mapping[0], { field: 'phone.work', of: null }] };
    expect(bridge.inputs('import.check').at(-1)).toEqual({ fileId: 'f1', plan: wanted });
    send('importing', checked);
    expect(screen.getByText(t('importReason.rounded'))).toBeTruthy();
    fireEvent.click(screen.getByRole('radio', { name: t('import.update') }));
    press(t('import.startCount', { count: 1_990 }));
    expect(bridge.inputs('import.run')).toEqual([
      { fileId: 'f1', plan: { ...wanted, onDuplicate: 'update' } },
    ]);
    // The page of the people goes; what it started goes on.
    send('importing', { ...checked, step: 'running' });
    expect(bridge.inputs('import.cancel')).toEqual([]);
  });

  test('a count that is left is given up', async () => {
    const { bridge, send } = await importPage(found);
    press(t('import.next'));
    send('importing', { ...found, step: 'checking' });
    press(t('import.previous'));
    expect(bridge.inputs('import.cancel')).toEqual([null]);
  });

  test('what is compared by is counted anew', async () => {
    const { bridge, send } = await importPage(found);
    press(t('import.next'));
    send('importing', checked);
    const before = bridge.inputs('import.check').length;
    fireEvent.click(screen.getByRole('switch', { name: t('import.byName') }));
    expect(bridge.inputs('import.check')).toHaveLength(before + 1);
    expect(bridge.inputs('import.check').at(-1)?.plan.matchBy).toEqual(['number', 'email', 'name']);
  });

  test('an import that runs says how far it is, and is cancelled', async () => {
    const { bridge } = await importPage({
      ...found,
      step: 'running',
      done: 500,
      counts: { added: 490, updated: 0, skipped: 10, failed: 0 },
    });
    expect(screen.getByRole('progressbar').getAttribute('value')).toBe('500');
    press(t('import.cancel'));
    expect(bridge.inputs('import.cancel').length).toBeGreaterThan(0);
  });

  test('the result can be taken back, and the rows that failed saved', async () => {
    const { bridge } = await importPage({
      ...found,
      step: 'done',
      batchId: 'b2',
      counts: { added: 5, updated: 0, skipped: 0, failed: 2 },
    });
    press(t('import.saveFailures'));
    press(t('import.revert'));
    expect(bridge.inputs('import.saveFailures')).toEqual([{ batchId: 'b2' }]);
    expect(bridge.inputs('import.revert')).toEqual([{ batchId: 'b2' }]);
  });

  test('a file that is dropped goes to main as it is', async () => {
    const { bridge } = await importPage(noImport);
    const file = new File(['x'], 'x.csv');
    const page = screen.getByText(t('import.drop'));
    fireEvent.drop(page, { dataTransfer: { files: [file] } });
    expect(bridge.dropped).toEqual([file]);
  });
});

test('contacts are exported as they are found, or all of them', async () => {
  const { bridge, pass, store } = await open(states.idle('en'));
  act(() => store.setState({ place: 'contacts', searchText: 'layla' }));
  await pass(50);
  press(t('import.export'));
  await pass(1_000);
  const csv = [...document.querySelectorAll('button')].find(button =>
    button.textContent?.startsWith('CSV: Those'),
  );
  act(() => csv?.click());
  expect(bridge.inputs('export.save')).toEqual([
    { selection: { kind: 'search', text: 'layla' }, format: 'csv' },
  ]);
});
