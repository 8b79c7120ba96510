/** The one setting that the window needs before the settings are opened: they take longer to load than it to open. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Settings } from '../../shared/settings/schema.ts';

export type ColourScheme = Settings['colourScheme'];

/** `auto` when the file says nothing sound: it is read again, and mended, when the settings are opened. */
export function readColourScheme(folder: string): ColourScheme {
  try {
    const file = JSON.parse(readFileSync(path.join(folder, 'settings.json'), 'utf8')) as {
      settings?: { colourScheme?: unknown };
    };
    const scheme = file.settings?.colourScheme;
    return scheme === 'light' || scheme === 'dark' ? scheme : 'auto';
  } catch {
    return 'auto';
  }
}
