// Runs another app as `electron <folder>` does, and watches it from inside: no debugger and no driver slow either arm down.
// Says on stdout `probe <ms since the epoch>` when the page has what was asked for. Quits when its input ends.
import { app } from 'electron';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const { folder, page, script } = /** @type {{ folder: string, page: string, script: string }} */ (
  JSON.parse(process.env['HATIF_PROBE'] ?? '')
);

app.on('web-contents-created', (_event, contents) =>
  contents.on('dom-ready', () => {
    if (!contents.getURL().startsWith(page)) return;
    void contents.executeJavaScript(script).then(at => process.stdout.write(`probe ${String(at)}\n`));
  }),
);
process.stdin.on('end', () => app.quit()).resume();

const { main } = /** @type {{ main: string }} */ (
  JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'))
);
await import(pathToFileURL(path.join(folder, main)).href);
