/** The system's own dialogues: where a file is and where one goes is between the agent and the system. */
import { app, dialog, type BrowserWindow } from 'electron';
import path from 'node:path';
import { rowReasons, type RowReason } from '../../shared/import/contact.ts';
import type { Words } from '../../shared/i18n/keys.ts';
import type { ImporterParts } from './importer.ts';

export function fileDialogues(words: () => Words, window: () => BrowserWindow | null): ImporterParts['ask'] {
  return {
    async open() {
      const say = words();
      const options = {
        title: say('import.choose'),
        properties: ['openFile' as const],
        filters: [
          { name: say('import.contactFiles'), extensions: ['csv', 'tsv', 'txt', 'vcf', 'vcard'] },
          { name: say('import.allFiles'), extensions: ['*'] },
        ],
      };
      const parent = window();
      const { filePaths } = parent
        ? await dialog.showOpenDialog(parent, options)
        : await dialog.showOpenDialog(options);
      return filePaths[0] ?? null;
    },
    async save(name, kind) {
      const say = words();
      const options = {
        title: say('import.saveAs'),
        defaultPath: path.join(app.getPath('documents'), name),
        filters: [{ name: say(kind === 'csv' ? 'import.csv' : 'import.vcard'), extensions: [kind] }],
      };
      const parent = window();
      const { filePath, canceled } = parent
        ? await dialog.showSaveDialog(parent, options)
        : await dialog.showSaveDialog(options);
      return canceled || filePath === '' ? null : filePath;
    },
  };
}

/** What stands in the file of rows that failed. */
export function failureWords(say: Words): ReturnType<ImporterParts['words']> {
  const reasons = rowReasons.map(reason => [reason, say(`importReason.${reason}`)] as const);
  return {
    reasons: Object.fromEntries(reasons) as Record<RowReason, string>,
    columns: { line: say('import.failedLine'), reason: say('import.failedReason') },
  };
}
