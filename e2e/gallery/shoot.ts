/**
 * Photographs the states of the workspace, to be looked at:
 *   node e2e/gallery/shoot.ts [state …] [en|ar] [light|dark] [1440x900 …] [--axe] [--built]
 * CHROMIUM names the browser (default /usr/bin/chromium); pictures go to out/gallery-shots/. Prints what the page
 * complained about (CSP violations, errors, with --axe what axe finds) and every text that is cut off, and exits 1 when there was any complaint.
 */
import { createServer } from 'node:http';
import { mkdir, readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Page } from '@playwright/test';
import { build } from 'vite';
import { states } from '../../renderer/testing/states.ts';
import { settingsPages, type SettingsPage } from '../../renderer/workspace/state/store.ts';
import { inSettings, show, type Acted } from './acting.ts';
import { cards, cardSize } from './cards.ts';
import { cutOff } from './cut-off.ts';
import { scripts } from './scripts.ts';
import { telephone } from './telephone.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const built = join(root, 'out/gallery');
const shots = join(root, 'out/gallery-shots');

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

/** What is to be done to all who were found: `kind` by its place among the buttons. */
async function forAllFound(page: Page, kind: number): Promise<void> {
  await show(page, {
    place: 'contacts',
    pane: { kind: 'bulk', selection: { kind: 'search', text: 'hadd' }, name: 'hadd' },
  });
  await page.locator('.bulk-kinds button').nth(kind).click();
}

/** In which state a page of the settings has something to show. */
const shownIn: Partial<Record<SettingsPage, string>> = {
  phone: 'phone',
  practice: 'practice',
  lines: 'idleTwoLines',
  check: 'checked',
};

/** Further things to photograph: what happens after a few keys in a state. */
const acted: Record<string, Acted> = {
  ...telephone,
  outcomeInCall: { state: 'live', act: page => page.keyboard.press('o') },
  ...scripts,
  rateCall: {
    state: 'handedOver',
    act: page => page.locator('.survey .link').first().click(),
  },
  checkIn: {
    state: 'idle',
    async act(page) {
      await show(page, { place: 'lists', listId: 'list-key' });
      await page.locator('.member-row').first().waitFor();
      await page
        .getByRole('button', { name: /Check in regularly|اطمئنان منتظم/ })
        .first()
        .click();
    },
  },
  'settings-ratingsForm': {
    state: 'idle',
    async act(page) {
      await inSettings(page, 'texts');
      await page.locator('.settings-page .tool-row .row-keys button').last().click();
      await page.locator('.line-form').last().scrollIntoViewIfNeeded();
    },
  },
  keySheet: { state: 'idle', act: page => page.keyboard.press('?') },
  contacts: {
    state: 'idle',
    async act(page) {
      await page.keyboard.press('/');
      await page.keyboard.type('haddad 014');
      await page.locator('.found-row').first().click();
      await page.locator('.person-page').waitFor();
    },
  },
  ...Object.fromEntries(
    (
      [
        ['editPerson', { pane: null, personId: 'p-layla' }, 'e', '.contact-form'],
        ['newPerson', { pane: { kind: 'newPerson', name: 'Huda' } }, null, '.contact-form'],
        ['organisation', { pane: { kind: 'organisation', id: 'o-cedar' } }, null, '.points'],
        ['editOrganisation', { pane: { kind: 'organisation', id: 'o-cedar' } }, 'e', '.contact-form'],
        ['newPoint', { pane: { kind: 'organisation', id: 'o-cedar' } }, 'n', '.point-form'],
        ['merge', { pane: { kind: 'merge', keptId: 'p-layla', goneId: 'p-layla-2' } }, null, '.merge-table'],
        ['duplicates', { pane: { kind: 'duplicates' } }, null, '.pair-rows li'],
        ['ownFields', { pane: { kind: 'fields' } }, null, '.point-form'],
        ['contactsStart', { pane: null, personId: null }, null, '.centre-hint'],
        ['lists', { place: 'lists', listId: 'list-key' }, null, '.member-row'],
        ['listByRule', { place: 'lists', listId: 'list-rule' }, 'e', '.preview-rows li'],
      ] as const
    ).map(([name, state, key, until]) => [
      name,
      {
        state: 'idle',
        async act(page: Page) {
          await show(page, { place: 'contacts', ...state });
          if (key !== null) {
            await page.locator('.head').waitFor();
            await page
              .locator('.head button.small[aria-keyshortcuts]:not([disabled]), .section-aside button')
              .first()
              .waitFor();
            await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
            await page.keyboard.press(key);
          }
          await page.locator(until).first().waitFor();
        },
      },
    ]),
  ),
  entryForm: {
    state: 'idle',
    async act(page) {
      await show(page, { place: 'contacts', personId: 'p-layla' });
      await page.locator('.section-aside .add').click();
      await page.locator('.entry-form').scrollIntoViewIfNeeded();
    },
  },
  dialHits: {
    state: 'idle',
    async act(page) {
      await page.locator('.dial input').fill('hadd');
      await page.locator('.dial-hits').waitFor();
    },
  },
  help: { state: 'idle', act: page => page.locator('.rail button.last').click() },
  outboxPage: {
    state: 'outbox',
    async act(page) {
      await page
        .getByRole('button', { name: /outbox|الصادر/i })
        .first()
        .click();
      await page.locator('.outbox-page').waitFor();
    },
  },
  statusMenu: { state: 'idle', act: page => page.locator('button.title-status').click() },
  composer: {
    state: 'planned',
    act: page => page.locator('.planned button.icon').first().click(),
  },
  'directories-search': {
    state: 'idle',
    async act(page) {
      await page.locator('.rail button').nth(1).click();
      await page.locator('.finder input').fill('hadd');
      await page.locator('.outside .tool-row').waitFor();
    },
  },
  ...Object.fromEntries(
    ['cardDav', 'ldap'].map((name, i) => [
      `directories-${name}`,
      {
        state: 'idle',
        async act(page: Page) {
          await inSettings(page, 'directories');
          await page.locator('.directories-add button').nth(i).click();
          await page.locator('.line-form button[type=submit]').click();
        },
      },
    ]),
  ),
  'settings-hookForm': {
    state: 'outbox',
    async act(page) {
      await inSettings(page, 'hooks');
      await page.locator('.settings-page .chips button').nth(2).click();
    },
  },
  'settings-outcomeForm': {
    state: 'idle',
    async act(page) {
      await inSettings(page, 'outcomes');
      await page.locator('.settings-page .tool-row .row-keys button').nth(3).click();
    },
  },
  'settings-textForm': {
    state: 'idle',
    async act(page) {
      await inSettings(page, 'texts');
      await page.locator('.settings-page .tool-row .row-keys button').first().click();
    },
  },
  ...Object.fromEntries(
    settingsPages.map(name => [
      `settings-${name}`,
      {
        state: shownIn[name] ?? 'idle',
        async act(page: Page) {
          await inSettings(page, name);
          if (name === 'privacy') await page.locator('.retention-rules').waitFor();
        },
      },
    ]),
  ),
  lineForm: {
    state: 'idle',
    async act(page) {
      await page.locator('.rail button').last().click();
      await page.locator('.settings-page .section-aside button').click();
      await page.locator('.line-form button[type=submit]').click();
    },
  },
  privacyEnd: {
    state: 'idle',
    async act(page) {
      await inSettings(page, 'privacy');
      await page.locator('.audit-entries li').last().scrollIntoViewIfNeeded();
    },
  },
  bulk: {
    state: 'idle',
    async act(page) {
      await forAllFound(page, 3);
      await page.locator('.bulk-page form input').first().fill('VIP');
      await page.locator('.bulk-examples').waitFor();
    },
  },
  bulkFollowUp: {
    state: 'idle',
    async act(page) {
      await show(page, { place: 'lists', listId: 'list-key' });
      await page.locator('.member-row').first().waitFor();
      await page.keyboard.press('b');
      await page.locator('.bulk-kinds button').nth(5).click();
    },
  },
  bulkBcc: {
    state: 'idle',
    async act(page) {
      await forAllFound(page, 1);
      await page.locator('.bulk-page form input').first().fill('Closed on Thursday');
      await page.locator('.bulk-page form textarea').first().fill('Our desk is closed on Thursday.');
      await page.locator('.bulk-examples').waitFor();
    },
  },
  bulkDrafts: {
    state: 'idle',
    async act(page) {
      await show(page, {
        place: 'contacts',
        pane: { kind: 'bulk', selection: { kind: 'search', text: 'hadd' }, name: 'hadd' },
      });
      await page.locator('.bulk-drafts-head button').first().click();
      await page.locator('.bulk-draft').first().waitFor();
    },
  },
  ...Object.fromEntries(
    (['importStart', 'importFound', 'importChecked', 'importRunning', 'importDone'] as const).map(name => [
      name,
      {
        state: 'idle',
        async act(page: Page) {
          await page.evaluate(
            step => (window as unknown as { importAt: (step: string) => void }).importAt(step),
            name,
          );
          await show(page, { place: 'import' });
          await page.locator('.import-page').waitFor();
        },
      },
    ]),
  ),
  barred: {
    state: 'idle',
    async act(page) {
      await page.locator('.dial input').fill('+966505550142');
      await page.keyboard.press('Enter');
      await page.locator('.barred-reasons').waitFor();
      await page.locator('.mantine-Modal-content button[type=submit]').click();
    },
  },
  erase: {
    state: 'idle',
    async act(page) {
      await show(page, { place: 'contacts', personId: 'p-layla', pane: null });
      await page.locator('.page-foot:not(.person-sources) button').nth(2).click();
      await page.locator('.erasure-counts').waitFor();
    },
  },
  wrapUpMissing: {
    state: 'wrapUp',
    async act(page) {
      await page.locator('.finish-bar .mantine-Button-root').click();
    },
  },
  undo: {
    state: 'wrapUp',
    async act(page) {
      await page.locator('.chips button').nth(1).click();
      await page.locator('.finish-bar .mantine-Button-root').click();
      await page.locator('.undo').waitFor();
    },
  },
  owed: {
    state: 'idle',
    async act(page) {
      await page.keyboard.press('o');
      await page.locator('.finish-bar').waitFor();
    },
  },
  firstRunPractice: { state: 'firstRun', act: page => page.keyboard.press('Enter') },
  firstRunConnect: {
    state: 'firstRun',
    async act(page) {
      await page.keyboard.press('c');
      await page.keyboard.press('Enter');
      await page.locator('.line-form').first().waitFor();
    },
  },
};

async function serve(): Promise<{ url: string; stop: () => void }> {
  const server = createServer((ask, reply) => {
    const path = normalize(new URL(ask.url ?? '/', 'http://gallery').pathname);
    readFile(join(built, path)).then(
      body =>
        reply
          .writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' })
          .end(body),
      () => reply.writeHead(404).end(),
    );
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/e2e/gallery`, stop: () => server.close() };
}

async function main(args: string[]): Promise<number> {
  const pick = <T extends string>(from: readonly T[]): T[] => {
    const named = from.filter(one => args.includes(one));
    return named.length > 0 ? named : [...from];
  };
  const langs = pick(['en', 'ar']);
  const schemes = pick(['light', 'dark']);
  const sizes = args.filter(arg => /^\d+x\d+$/.test(arg));
  const names = pick([...Object.keys(states), ...Object.keys(acted), ...Object.keys(cards)]);
  if (!args.includes('--built')) await build({ configFile: join(root, 'e2e/gallery/vite.config.ts') });
  await mkdir(shots, { recursive: true });
  const { url, stop } = await serve();
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--force-color-profile=srgb'],
  });
  let complaints = 0;
  const page = await (await browser.newContext()).newPage();
  let at = '';
  const complain = (text: string) => {
    complaints++;
    console.log(`${at}: ${text}`);
  };
  page.on('pageerror', error => complain(error.message));
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') complain(message.text());
  });
  for (const size of sizes.length > 0 ? sizes : ['1440x900'])
    for (const name of names)
      for (const lang of langs)
        for (const scheme of schemes) {
          const isCard = Object.hasOwn(cards, name);
          const [width = 1440, height = 900] = isCard ? cardSize : size.split('x').map(Number);
          at = `${name}-${size}-${lang}-${scheme}`;
          const act = acted[name];
          await page.setViewportSize({ width, height });
          const paper = isCard ? 'card' : 'index';
          await page.goto(`${url}/${paper}.html?state=${act?.state ?? name}&lang=${lang}&scheme=${scheme}`);
          await page.locator('body[data-ready]').waitFor();
          await page.locator('.frame, .first, .who').first().waitFor();
          await page.evaluate(() => document.fonts.ready);
          await act?.act(page);
          await page.screenshot({ path: join(shots, `${at}.png`), animations: 'disabled' });
          if (args.includes('--axe'))
            for (const fault of (await new AxeBuilder({ page }).analyze()).violations)
              complain(`axe: ${fault.id}: ${fault.nodes.map(node => node.target.join(' ')).join(' | ')}`);
          for (const text of await page.evaluate(cutOff)) console.log(`${at}: cut off: ${text}`);
        }
  await browser.close();
  stop();
  return complaints;
}

process.exitCode = (await main(process.argv.slice(2))) > 0 ? 1 : 0;
