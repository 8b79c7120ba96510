/** The lab's own folder under the system's temporary one; gone with all it holds when the lab goes down. */
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const nobody = 65534;

export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hatif-lab-'));
  await giveToNobody(folder);
  return folder;
}

/** The programs run as nobody when root starts them, and must read and write here. Not for whole trees. */
export async function giveToNobody(folder: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const files = (await readdir(folder)).map(name => join(folder, name));
  await Promise.all([folder, ...files].map(path => chown(path, nobody, nobody)));
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}
