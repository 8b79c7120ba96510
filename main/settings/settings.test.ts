import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { defaultSettings } from '../../shared/settings/schema.ts';
import { readFirstLook } from './first-look.ts';
import { openSettings } from './settings.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'hatif-settings-'));
  file = path.join(folder, 'settings.json');
});

describe('the settings', () => {
  it('are the defaults at first, with a name for this installation that stays', () => {
    const first = openSettings(folder);
    expect(first.current).toEqual(defaultSettings);
    expect(first.installation).toMatch(/^[0-9a-f-]{36}$/);
    expect(openSettings(folder).installation).toBe(first.installation);
  });

  it('are kept, told to who listens, and leave alone what a newer version put beside them', () => {
    writeFileSync(file, JSON.stringify({ settings: { agentName: 'Noura' }, installation: 'i', later: 7 }));
    const settings = openSettings(folder);
    const heard: string[] = [];
    settings.onChange(({ language }) => heard.push(language ?? 'none'));
    settings.change({ language: 'ar', agentName: undefined });
    expect(heard).toEqual(['ar']);
    expect(openSettings(folder).current).toMatchObject({ language: 'ar', agentName: 'Noura' });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ installation: 'i', later: 7 });
  });

  it('are read as far as they go, also without a name for the installation', () => {
    writeFileSync(file, '{"settings":{"agentName":"Noura"}}');
    expect(openSettings(folder).current).toEqual({ ...defaultSettings, agentName: 'Noura' });
    writeFileSync(file, '{"installation":"i"}');
    expect(openSettings(folder)).toMatchObject({ current: defaultSettings, installation: 'i' });
  });

  it.each(['{"settings":', '[]', '"text"', ''])(
    'begin anew when the file says %j, which is laid aside',
    text => {
      writeFileSync(file, text);
      expect(openSettings(folder).current).toEqual(defaultSettings);
      const aside = readdirSync(folder).find(name => name.startsWith('settings.json.unreadable'));
      expect(readFileSync(path.join(folder, aside ?? ''), 'utf8')).toBe(text);
      expect(openSettings(folder).current).toEqual(defaultSettings);
    },
  );
});

describe('what the window needs before the settings are opened', () => {
  it('is what was set', () => {
    openSettings(folder).change({ colourScheme: 'dark', language: 'ar' });
    expect(readFirstLook(folder)).toEqual({ colourScheme: 'dark', language: 'ar' });
  });

  it.each([null, '{"settings":{"colourScheme":"pink","language":7}}', '{"settings":null}', 'null', '{'])(
    "is the system's when the file says %j",
    text => {
      if (text !== null) writeFileSync(file, text);
      expect(readFirstLook(folder)).toEqual({ colourScheme: 'auto', language: null });
    },
  );
});
