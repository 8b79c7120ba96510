// Contacts from a file and to a file, on the real app, while somebody is on the phone.
import fs from 'node:fs';
import path from 'node:path';
import type { RunningHatif } from './support/launch.ts';
import { callIs, practiceWithoutCall, snapshot, ask, statsOf, soundGoesOn } from './stories/agent.ts';
import { words } from './support/agent.ts';
import { expect, test } from './support/test.ts';

const people = 2_000;

/** Windows-1256, as an Arabic Excel writes it. */
function inWindows1256(text: string): Uint8Array {
  const bytes = new Map<string, number>();
  const decoder = new TextDecoder('windows-1256');
  for (let byte = 0; byte < 256; byte += 1) bytes.set(decoder.decode(Uint8Array.of(byte)), byte);
  return Uint8Array.from(text, letter => bytes.get(letter) ?? 0x3f);
}

function arabicFile(): Uint8Array {
  const given = ['هدى', 'أحمد', 'إبراهيم', 'عائشة', 'خالد', 'مريم', 'يوسف', 'نورة'];
  const family = ['الحربي', 'القحطاني', 'الغامدي', 'العتيبي', 'الشهري', 'المالكي'];
  const rows = Array.from({ length: people }, (_, n) => {
    const name = `${given[n % given.length] ?? ''} ${family[Math.floor(n / given.length) % family.length] ?? ''}`;
    return `${name};شركة الأفق;05${String(50_000_000 + n)};p${n}@ufuq.example;جدة`;
  });
  rows[1_233] = 'فاطمة الزهراء;مؤسسة النور;0512345678;fatima@noor.example;الدمام';
  rows[1_234] = 'رقم مقرّب;مؤسسة النور;9.66501E+11;;الدمام';
  return inWindows1256(`الاسم;الشركة;الجوال;البريد الإلكتروني;المدينة\r\n${rows.join('\r\n')}\r\n`);
}

/** Whatever is asked for by the system's dialogues is this file. */
async function answerDialogues({ app }: RunningHatif, file: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
}

// Two thousand people, beside a call.
test.setTimeout(180_000);

test('an Arabic file comes in while a call is up, is found, goes out the same, and is taken back', async ({
  launch,
}) => {
  const hatif = await launch();
  const { window } = hatif;
  await practiceWithoutCall(window);
  const file = path.join(hatif.userData, 'عملاء.csv');
  fs.writeFileSync(file, arabicFile());
  await answerDialogues(hatif, file);

  const customer = (await snapshot(window)).practice.customers.find(each => each.id === 'khalid');
  await ask(window, 'call.dial', { target: customer?.number ?? '', accountId: null, personId: null });
  const call = await callIs(window, { direction: 'outbound', phase: 'established' }, 30_000);

  await window.getByRole('button', { name: words('frame.navContacts') }).click();
  await window.getByRole('button', { name: words('import.open'), exact: true }).click();
  await window.getByRole('button', { name: words('import.choose') }).click();
  await expect(window.getByRole('combobox', { name: words('import.encoding') })).toHaveValue('windows-1256', {
    timeout: 30_000,
  });
  await expect(window.getByRole('combobox', { name: words('import.delimiter') })).toHaveValue(';');
  await expect(window.getByText(words('import.records', { count: people }))).toBeVisible();
  await expect(window.getByRole('row', { name: /الجوال/ }).getByRole('combobox')).toHaveValue('phone.mobile');
  await window.getByRole('button', { name: words('import.next') }).click();
  await expect(window.getByText(words('importReason.rounded'))).toBeVisible({ timeout: 30_000 });
  await window.getByRole('button', { name: words('import.startCount', { count: people - 1 }) }).click();
  await expect(window.getByText(/imported\.$/)).toBeVisible({ timeout: 60_000 });

  // Nobody on the phone noticed anything.
  await soundGoesOn(window, call.id, await statsOf(window, call.id));

  const hits = await ask(window, 'people.search', { text: 'فاطمه الزهرا', limit: 5 });
  expect(hits).toMatchObject([{ name: 'فاطمة الزهراء', organisation: 'مؤسسة النور', number: '0512345678' }]);

  const out = path.join(hatif.userData, 'out.csv');
  await answerDialogues(hatif, out);
  await ask(window, 'export.save', { selection: { kind: 'search', text: 'ufuq' }, format: 'csv' });
  await expect.poll(() => fs.existsSync(out), { timeout: 60_000 }).toBe(true);
  const lines = fs.readFileSync(out, 'utf8').trim().split('\r\n');
  expect(lines).toHaveLength(people - 2 + 1);
  expect(lines[1]).toContain('هدى الحربي');
  expect(lines[1]).toContain('0550000000');

  await window.getByRole('button', { name: words('import.revert'), exact: true }).click();
  await expect(window.getByText(words('import.stateReverted'))).toBeVisible({ timeout: 60_000 });
  expect(await ask(window, 'people.search', { text: 'فاطمه الزهرا', limit: 5 })).toEqual([]);
  expect((await callIs(window, { id: call.id })).phase).toBe('established');
  expect(hatif.pageErrors).toEqual([]);
});
