/**
 * P7: how much longer Hatif takes from the start of its process to the first search result in its document than a blank
 * window of the same Electron takes to its heading, and how much more memory it holds at rest (proportional set size of all
 * processes, so that shared pages count once). The two start in turn, with the same switches, seen by the same probe; each
 * ratio is of two starts next to each other, because the machine changes under a long run.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { median, type Bench } from './figure.ts';
import { knownPeople } from './support/known-people.ts';
import { watchStart, type App, type Start } from './support/watched-start.ts';

const limits = { start: 1.3, memory: 1.4 };
const root = path.resolve(import.meta.dirname, '..');
/** Memory takes five seconds to settle; it is read at every so manieth start. */
const memoryEvery = 3;

export const bench: Bench = {
  id: 'P7',
  bar: 'with 100,000 people: start to the first search result on screen ≤ 1.3 ×, memory at rest ≤ 1.4 × a blank window of the same Electron',
  seconds: 150,
  needsApp: true,
  run: async ({ full, say }) => {
    say('entering 100000 people');
    const { folder } = knownPeople(100_000);
    fs.writeFileSync(
      path.join(folder, 'settings.json'),
      JSON.stringify({ settings: { firstRunDone: true, language: 'en' } }),
    );
    const blank = blankApp();
    const hatif = {
      folder: root,
      page: 'hatif://app/workspace/',
      script: search,
      env: { HATIF_USER_DATA: folder },
    };
    try {
      // The first start of each fills the caches that every later one finds.
      await watchStart(blank, { memory: false });
      await watchStart(hatif, { memory: false });
      const pairs: { ours: Start; theirs: Start }[] = [];
      for (let n = 0; n < (full ? 30 : 9); n++) {
        const memory = n % memoryEvery === 0;
        const theirs = await watchStart(blank, { memory });
        const ours = await watchStart(hatif, { memory });
        pairs.push({ ours, theirs });
        say(`${n + 1}: ${ours.ms.toFixed(0)} ms against ${theirs.ms.toFixed(0)} ms`);
      }
      const starts = pairs.map(({ ours, theirs }) => ours.ms / theirs.ms);
      const memories = pairs.flatMap(({ ours, theirs }) =>
        ours.megabytes === null || theirs.megabytes === null ? [] : [ours.megabytes / theirs.megabytes],
      );
      const of = (arm: 'ours' | 'theirs', what: keyof Start): string =>
        median(pairs.flatMap(pair => pair[arm][what] ?? [])).toFixed(0);
      const spread = (ratios: readonly number[]): string =>
        `${median(ratios).toFixed(2)} [${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}]`;
      return [
        {
          measured: [
            `start÷blank ${spread(starts)} (≤${limits.start}) ${of('ours', 'ms')} ms against ${of('theirs', 'ms')} ms`,
            `memory÷blank ${spread(memories)} (≤${limits.memory}) ${of('ours', 'megabytes')} MB against ${of('theirs', 'megabytes')} MB`,
          ],
          holds: median(starts) <= limits.start && median(memories) <= limits.memory,
          control: null,
          n: starts.length,
        },
      ];
    } finally {
      fs.rmSync(blank.folder, { recursive: true, force: true });
      fs.rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Types into the dial field, as soon as there is one, and waits for the first person offered. */
const search = `new Promise(resolve => {
  let typed = false;
  const look = () => {
    const field = document.querySelector('.band input[role=combobox]');
    if (field && !typed) {
      typed = true;
      field.focus();
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, 'sa');
      field.dispatchEvent(new InputEvent('input', { bubbles: true, data: 'sa' }));
    }
    if (!document.querySelector('#dial-hits [role=option]')) return;
    seen.disconnect();
    resolve(performance.timeOrigin + performance.now());
  };
  const seen = new MutationObserver(look);
  seen.observe(document, { subtree: true, childList: true });
  look();
})`;

const heading = `new Promise(resolve => {
  const look = () => {
    if (!document.querySelector('h1')) return;
    seen.disconnect();
    resolve(performance.timeOrigin + performance.now());
  };
  const seen = new MutationObserver(look);
  seen.observe(document, { subtree: true, childList: true });
  look();
})`;

/** A window of the size of ours, shown when it can be, with nothing in it. */
function blankApp(): App {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hatif-blank-'));
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: 'blank', main: 'main.cjs' }));
  fs.writeFileSync(
    path.join(folder, 'main.cjs'),
    `const { app, BrowserWindow } = require('electron');
    app.setPath('userData', ${JSON.stringify(path.join(folder, 'data'))});
    app.whenReady().then(() => {
      const window = new BrowserWindow({ width: 1440, height: 900, show: false });
      window.once('ready-to-show', () => window.show());
      window.loadURL('data:text/html,<h1>blank</h1>');
    });`,
  );
  return { folder, page: 'data:', script: heading, env: {} };
}
