import { act, fireEvent, screen, within } from '@testing-library/react';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Key } from '../../../shared/i18n/keys.ts';
import { createWords } from '../../../shared/i18n/words.ts';
import { open, type Workspace } from '../../testing/dom.tsx';
import { conflictViews, directoryAnswer, directoryViews } from '../../testing/directories.ts';
import type { Tongue } from '../../testing/people.ts';
import { states } from '../../testing/states.ts';
import { Contacts, Settings } from '../frame/pages.ts';

beforeAll(async () => {
  await Promise.all([Contacts.load(), Settings.load()]);
});

async function page(
  tongue: Tongue = 'en',
): Promise<{ shown: Workspace; t: (key: Key, fill?: object) => string }> {
  const shown = await open(states.idle(tongue), tongue);
  shown.bridge.answer('directory.all', () => directoryViews(tongue));
  shown.bridge.answer('directory.conflicts', () => conflictViews(tongue));
  shown.bridge.answer('directory.search', () => directoryAnswer(tongue));
  shown.bridge.answer('directory.sources', ({ personIds }) =>
    personIds.map(personId => ({ personId, directoryId: 'd-book' })),
  );
  const words = createWords(tongue);
  return { shown, t: (key, fill) => words(key, fill as Record<string, string>) };
}

const button = (name: string | RegExp) => screen.getByRole('button', { name });
const press = async (shown: Workspace, name: string | RegExp): Promise<void> => {
  fireEvent.click(button(name));
  await shown.pass(50);
};
async function openPage({ store, pass }: Workspace): Promise<void> {
  act(() => store.setState({ place: 'settings', settingsPage: 'directories' }));
  await pass(50);
}

describe.each(['en', 'ar'] as const)('directories in %s', tongue => {
  test('say how each fares, and sync, stop and ask before many go', async () => {
    const { shown, t } = await page(tongue);
    await openPage(shown);
    expect(screen.getByText(t('directoryFault.manyGone', { detail: '480' }))).toBeTruthy();
    expect(screen.getByRole('progressbar')).toBeTruthy();
    const [company, sales, suppliers] = directoryViews(tongue).map(({ account }) => account.name);
    await press(shown, `${t('directories.syncNow')}: ${company ?? ''}`);
    await press(shown, `${t('directories.stop')}: ${suppliers ?? ''}`);
    await press(shown, t('directories.removeThem'));
    expect(sales).toBeTruthy();
    expect(shown.bridge.inputs('directory.sync')).toEqual([
      { id: 'd-book', manyMayGo: false },
      { id: 'd-many', manyMayGo: true },
    ]);
    expect(shown.bridge.inputs('directory.cancel')).toEqual([{ id: 'd-busy' }]);
  });

  test('ask what becomes of the people before a book goes', async () => {
    const { shown, t } = await page(tongue);
    await openPage(shown);
    const name = directoryViews(tongue)[0]?.account.name ?? '';
    await press(shown, `${t('common.remove')}: ${name}`);
    const question = screen.getByRole('alertdialog', { name: t('directories.removeAsk', { name }) });
    fireEvent.click(within(question).getByRole('button', { name: t('directories.dropPeople') }));
    expect(shown.bridge.inputs('directory.remove')).toEqual([{ id: 'd-book', keepPeople: false }]);
  });

  test('show both sides of a conflict until one is chosen', async () => {
    const { shown, t } = await page(tongue);
    await openPage(shown);
    const [first] = conflictViews(tongue);
    expect(screen.getByText(JSON.parse(first?.theirs ?? '""') as string)).toBeTruthy();
    expect(screen.getByText(JSON.parse(first?.mine ?? '""') as string)).toBeTruthy();
    const [theirs] = screen.getAllByRole('button', { name: new RegExp(t('directories.takeTheirs')) });
    fireEvent.click(theirs!);
    await press(shown, new RegExp(t('directories.putBack')));
    expect(shown.bridge.inputs('directory.decide')).toEqual([
      { id: 'c1', choice: 'theirs' },
      { id: 'c3', choice: 'mine' },
    ]);
  });

  test('test an account in steps, and save it with the book that was found', async () => {
    const { shown, t } = await page(tongue);
    await openPage(shown);
    shown.bridge.answer('directory.test', ({ account }) => ({
      steps: [
        { step: 'connect', fault: null, detail: 'dav.example' },
        account.kind === 'carddav' && account.url.includes('other')
          ? { step: 'signIn', fault: null, detail: 'sara' }
          : { step: 'signIn', fault: 'elsewhere', detail: 'https://other.example/' },
      ],
      books:
        account.kind === 'carddav' && account.url.includes('other')
          ? [{ url: 'https://other.example/b/', name: 'Friends' }]
          : [],
      elsewhere: 'https://other.example/',
    }));
    await press(shown, t('directories.addBook'));
    const type = (label: Key, value: string) =>
      fireEvent.change(screen.getByLabelText(t(label), { exact: false, selector: 'input' }), {
        target: { value },
      });
    type('directories.url', 'https://dav.example');
    type('directories.user', 'sara');
    type('directories.password', 'secret');
    await press(shown, t('directories.test'));
    await press(shown, t('directories.useElsewhere', { server: 'other.example' }));
    await press(shown, t('directories.save'));
    expect(shown.bridge.inputs('directory.save')).toMatchObject([
      {
        account: { url: 'https://other.example/', book: 'https://other.example/b/', name: 'Friends' },
        password: 'secret',
      },
    ]);
  });

  test('are asked as one searches, below what is kept here, and a hit is kept', async () => {
    const { shown, t } = await page(tongue);
    act(() => shown.store.setState({ place: 'contacts' }));
    await shown.pass(50);
    const field = screen.getByRole('combobox', { name: t('contacts.searchLabel') });
    fireEvent.change(field, { target: { value: 'hadd' } });
    await shown.pass(400);
    const hit = directoryAnswer(tongue).hits[0]!;
    expect(screen.getByText(hit.name)).toBeTruthy();
    expect(screen.getByText(hit.source)).toBeTruthy();
    const outside = screen.getByRole('heading', { name: t('directories.outsideTitle') });
    expect(field.compareDocumentPosition(outside) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    await press(shown, new RegExp(t('directories.keepHit')));
    expect(shown.bridge.inputs('directory.keep')).toEqual([{ hit, callId: null }]);
  });
});
