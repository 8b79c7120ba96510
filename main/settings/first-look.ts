/** The settings that the window needs before all of them are opened: they take longer to load than it to open. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Settings } from '../../shared/settings/schema.ts';

export type FirstLook = Pick<Settings, 'colourScheme' | 'language'>;

/** As at the first run when the file says nothing sound: it is read again, and mended, when the settings are opened. */
export function readFirstLook(folder: string): FirstLook {
  const { colourScheme, language } = readFile(path.join(folder, 'settings.json'));
  return {
    colourScheme: colourScheme === 'light' || colourScheme === 'dark' ? colourScheme : 'auto',
    language: language === 'en' || language === 'ar' ? language : null,
  };
}

function readFile(file: string): { colourScheme?: unknown; language?: unknown } {
  try {
    const read = JSON.parse(readFileSync(file, 'utf8')) as { settings?: object | null } | null;
    return read?.settings ?? {};
  } catch {
    return {};
  }
}
