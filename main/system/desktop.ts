/** What the desktop does for us: a notification, a question where to save. */
import { dialog, Notification } from 'electron';
import { writeFile } from 'node:fs/promises';

/** Notifications are kept until they are gone, or their click would be lost to the garbage collector. */
const shown = new Set<Notification>();

export function notify(said: { title: string; body: string; onClick: () => void }): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title: said.title.slice(0, 120), body: said.body.slice(0, 300) });
  shown.add(notification);
  const gone = (): void => void shown.delete(notification);
  notification.on('click', () => {
    gone();
    said.onClick();
  });
  notification.on('close', gone);
  notification.show();
}

/** Asks where to, and writes; false when nobody wanted it after all. */
export async function saveFile(name: string, content: string | Uint8Array): Promise<boolean> {
  const { filePath, canceled } = await dialog.showSaveDialog({ defaultPath: name });
  if (canceled || filePath === '') return false;
  await writeFile(filePath, content);
  return true;
}
