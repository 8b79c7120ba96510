/** Addresses and links of people, opened in the system's own programs: never in a window of ours. */
import { shell } from 'electron';
import { HatifError } from '../../shared/errors.ts';

/** Schemes that cannot start a program with arguments of a stranger's choosing. */
const schemes = new Set(['https:', 'http:', 'mailto:']);

/** HatifError `badInput` for any other address. */
export async function openOutside(url: string): Promise<void> {
  const parsed = URL.parse(url);
  if (parsed === null || !schemes.has(parsed.protocol))
    throw new HatifError('badInput', 'only web and mail addresses are opened');
  await shell.openExternal(parsed.href);
}
