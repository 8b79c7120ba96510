import { fireEvent, render, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { open } from '../../testing/dom.tsx';
import { found } from '../../testing/people.ts';
import { states } from '../../testing/states.ts';
import { Tel } from '../../ui/Tel.tsx';

async function openSearch(tongue: 'en' | 'ar' = 'en') {
  const workspace = await open(states.idle(tongue), tongue);
  workspace.press('Slash');
  for (let step = 0; step < 3; step += 1) {
    await workspace.pass(400);
    await vi.dynamicImportSettled();
  }
  const field = screen.getByRole('combobox', { name: /Search people|البحث عن/ });
  const type = async (text: string): Promise<void> => {
    fireEvent.change(field, { target: { value: text } });
    await workspace.pass(0);
  };
  const key = async (name: string): Promise<void> => {
    fireEvent.keyDown(document.activeElement ?? document.body, { key: name });
    await workspace.pass(400);
    await vi.dynamicImportSettled();
    await workspace.pass(400);
  };
  return { ...workspace, field, type, key };
}

it('takes nothing but keys from the first letter to the call', async () => {
  const { bridge, store, field, type, key, press, pass } = await openSearch();
  expect(document.activeElement).toBe(field);
  await type('had');
  await key('ArrowDown');
  expect(store.getState().personId).toBe('p-layla');
  expect(document.activeElement).toBe(field);
  await key('Enter');
  expect(document.activeElement).not.toBe(field);
  press('KeyC');
  await pass(0);
  expect(bridge.inputs('call.dial')).toMatchObject([{ target: '+966505550142', personId: 'p-layla' }]);
});

it('asks once for each key that is typed', async () => {
  const { bridge, type } = await openSearch();
  const before = bridge.inputs('people.search').length;
  for (const text of ['h', 'ha', 'had']) await type(text);
  expect(bridge.inputs('people.search').slice(before)).toEqual(
    ['h', 'ha', 'had'].map(text => ({ text, limit: 50 })),
  );
});

it.each([
  ['en', 'E-mail: layla@cedarbay.example', 'Similar spelling'],
  ['ar', 'البريد: layla@cedarbay.example', 'تهجئة قريبة'],
] as const)(
  '%s: says why somebody was found where their row does not show it',
  async (tongue, email, spelling) => {
    // jsdom lays nothing out: a list as high as three rows.
    vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(200);
    const { bridge, type, text } = await openSearch(tongue);
    const [one, two] = found(tongue);
    bridge.answer('people.search', () =>
      one && two
        ? [
            { ...one, why: { by: 'email', text: 'layla@cedarbay.example' } },
            { ...two, why: { by: 'spelling', text: '' } },
          ]
        : [],
    );
    await type('cedarbay');
    expect(text()).toContain(email);
    expect(text()).toContain(spelling);
  },
);

it.each([
  ['+966 50 555 0142', '5055', '50 55'],
  ['+966 50 555 0142', '05055', '50 55'],
  ['+966 50 555 0142', '00966', '966'],
  ['+966 50 555 0142', '999', undefined],
])('in %s, %s marks %s', (n, hit, marked) => {
  const { container } = render(<Tel n={n} hit={hit} />);
  expect(container.textContent).toBe(n);
  expect(container.querySelector('mark')?.textContent).toBe(marked);
});
