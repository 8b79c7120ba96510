/** What the desktop does for us: a notification, a question where to save. */
import { dialog, Notification } from 'electron';
import { open, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { HatifError } from '../../shared/errors.ts';
import { noticeBody } from './notice-text.ts';

/** Notifications are kept until they are gone, or their click would be lost to the garbage collector. */
const shown = new Set<Notification>();

/** On Linux only with libnotify, which the Debian package asks for and the AppImage cannot. */
export const showsNotices = (): boolean => Notification.isSupported();

export function notify(said: { title: string; body: string; onClick: () => void }): void {
  if (!showsNotices()) return;
  const notification = new Notification({
    title: said.title.slice(0, 120),
    body: noticeBody(said.body, process.platform),
  });
  shown.add(notification);
  const gone = (): void => void shown.delete(notification);
  notification.on('click', () => {
    gone();
    said.onClick();
  });
  notification.on('close', gone);
  notification.show();
}

/** Bytes of a text file. */
const mostBytes = 16_000_000;

/** Asks which, and reads it; null when nobody wanted it after all. HatifError `badInput` for what is too long or no UTF-8. */
export async function openText(extensions: string[]): Promise<{ name: string; text: string } | null> {
  const { filePaths } = await dialog.showOpenDialog({
    properties: ['openFile'],
    filters: [
      { name: extensions.map(each => `*.${each}`).join(', '), extensions },
      { name: '*', extensions: ['*'] },
    ],
  });
  const [file] = filePaths;
  return file === undefined ? null : { name: path.basename(file), text: await textOf(file) };
}

async function textOf(file: string): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    if (size > mostBytes) throw new HatifError('badInput', 'the file is too long');
    return new TextDecoder('utf-8', { fatal: true }).decode(await handle.readFile());
  } catch (cause) {
    if (cause instanceof HatifError) throw cause;
    throw new HatifError('badInput', 'the file is no text in UTF-8');
  } finally {
    await handle.close();
  }
}

/** Asks which, and reads it; null when nobody wanted it after all. HatifError `fileTooBig`. */
export async function chooseFile(most: number): Promise<{ name: string; bytes: Uint8Array } | null> {
  const { filePaths } = await dialog.showOpenDialog({ properties: ['openFile'] });
  const [file] = filePaths;
  if (file === undefined) return null;
  const handle = await open(file, 'r');
  try {
    // What is no plain file may have no end.
    const found = await handle.stat();
    if (!found.isFile()) throw new HatifError('badInput', 'this is no file');
    if (found.size > most) throw new HatifError('fileTooBig', 'the file is too big');
    return { name: path.basename(file), bytes: await handle.readFile() };
  } finally {
    await handle.close();
  }
}

/** Asks for a folder; null when nobody wanted one after all. */
export async function chooseFolder(): Promise<string | null> {
  const { filePaths, canceled } = await dialog.showOpenDialog({
    properties: ['openDirectory', 'createDirectory'],
  });
  return canceled ? null : (filePaths[0] ?? null);
}

/** Asks for a back-up; null when nobody wanted one after all. */
export async function chooseBackUp(): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog({
    properties: ['openFile'],
    filters: [
      { name: '*.hatif', extensions: ['hatif'] },
      { name: '*', extensions: ['*'] },
    ],
  });
  return filePaths[0] ?? null;
}

/** Asks where to, and writes; false when nobody wanted it after all. */
export async function saveFile(name: string, content: string | Uint8Array): Promise<boolean> {
  const { filePath, canceled } = await dialog.showSaveDialog({ defaultPath: name });
  if (canceled || filePath === '') return false;
  await writeFile(filePath, content);
  return true;
}
