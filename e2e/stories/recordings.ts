/** Recordings as an agent has them: in the list, on the disk, and as sound. */
import { expect, type Page } from '@playwright/test';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { RecordingRow } from '../../shared/recording/types.ts';
import { ask, snapshot } from './agent.ts';

export async function recordAll(page: Page): Promise<void> {
  const { settings } = await snapshot(page);
  await ask(page, 'settings.change', { recording: { ...settings.recording, otherwise: 'always' } });
}

/** Newest first. */
export async function recordings(page: Page): Promise<RecordingRow[]> {
  const filter = { text: '', direction: null, startedBy: null };
  return (await ask(page, 'recording.list', { filter, after: null })).rows;
}

/** Some seconds of so many recordings lie in their files. */
export async function somethingRecorded(userData: string, files = 1): Promise<void> {
  const folder = path.join(userData, 'recordings');
  const sizes = () => {
    try {
      return readdirSync(folder).map(name => statSync(path.join(folder, name)).size);
    } catch {
      return [];
    }
  };
  await expect
    .poll(() => sizes().filter(size => size > 12_000).length, { timeout: 20_000 })
    .toBeGreaterThanOrEqual(files);
}

/** How long it sounds, by what the browser makes of it. */
export const seconds = (page: Page, id: string): Promise<number> =>
  page.evaluate(async recording => {
    const open = await window.hatif.invoke('recording.open', { id: recording });
    const part = await window.hatif.invoke('recording.part', { id: recording, from: 0 });
    if (!open.ok || !part.ok) throw new Error('it does not open');
    const sound = (part.value as Uint8Array<ArrayBuffer>).slice().buffer;
    return (await new OfflineAudioContext(2, 16_000, 16_000).decodeAudioData(sound)).duration;
  }, id);
