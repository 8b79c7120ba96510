import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { faultsOf, layerFaults } from './layers.mjs';

const allowed: [file: string, source: string][] = [
  ['shared/call/machine.ts', `import { z } from 'zod'; import type { Digits } from '../numbers/digits.ts';`],
  ['shared/call/machine.test.ts', `import { expect } from 'vitest'; import fs from 'node:fs';`],
  [
    'main/index.ts',
    `import { app } from 'electron'; import { openStore } from './store/open.ts'; import log from 'electron-log/main.js';`,
  ],
  [
    'main/store/open.ts',
    `import Database from 'better-sqlite3'; import { fold } from '../../shared/match/fold.ts';`,
  ],
  [
    'main/telephony/line.ts',
    `import { UserAgent } from 'sip.js'; import { C } from 'sip.js/lib/core'; import WebSocket from 'ws';`,
  ],
  ['main/practice/exchange.ts', `import { Grammar } from 'sip.js'; import net from 'node:net';`],
  [
    'main/preload/preload.ts',
    `import { ipcRenderer } from 'electron'; import type { Api } from '../../shared/ipc/contract.ts';`,
  ],
  [
    'renderer/workspace/App.tsx',
    `import { Button } from '@mantine/core'; import { Panel } from '../ui/Panel.tsx'; import './app.css';`,
  ],
  [
    'renderer/ui/Panel.tsx',
    `import { useState } from 'react'; import { t } from '../../shared/i18n/index.ts';`,
  ],
];

const refused: [file: string, source: string][] = [
  ['shared/call/machine.ts', `import fs from 'node:fs';`],
  ['shared/call/machine.ts', `import type { UserAgent } from 'sip.js';`],
  ['shared/call/machine.ts', `import { open } from '../../main/store/open.ts';`],
  ['shared/call/machine.test.ts', `import { open } from '../../main/store/open.ts';`],
  ['main/index.ts', `import { App } from '../renderer/workspace/App.tsx';`],
  ['main/index.ts', `import Database from 'better-sqlite3';`],
  ['main/index.ts', `const { UserAgent } = await import('sip.js');`],
  ['main/index.ts', `export { UserAgent } from 'sip.js';`],
  ['main/index.ts', `export * from 'sip.js/lib/core';`],
  ['main/desk/desk.ts', `import { createElement } from 'react';`],
  ['main/store/open.ts', `import { app } from 'electron';`],
  ['main/store/open.ts', `import { line } from '../telephony/line.ts';`],
  ['main/telephony/line.ts', `import { safeStorage } from 'electron';`],
  ['main/telephony/line.ts', `import { characters } from '../practice/characters.ts';`],
  ['main/preload/preload.ts', `import path from 'node:path';`],
  ['renderer/workspace/App.tsx', `import { ipcRenderer } from 'electron';`],
  ['renderer/workspace/App.tsx', `import fs from 'node:fs';`],
  ['renderer/workspace/App.tsx', `import type { Line } from '../../main/telephony/line.ts';`],
  ['renderer/ui/Panel.tsx', `import { calls } from '../workspace/calls.ts';`],
  ['renderer/ui/Panel.tsx', `import type { CallView } from '../../shared/call/view.ts';`],
  ['renderer/ui/Panel.tsx', `import { create } from 'zustand';`],
  ['renderer/ui/Panel.tsx', `import '../../shared/i18n-escape/../call/view.ts';`],
];

describe('the layer lint', () => {
  test.each(allowed)('%s may: %s', (file, source) => {
    expect(faultsOf(file, source)).toEqual([]);
  });

  test.each(refused)('%s may not: %s', (file, source) => {
    expect(faultsOf(file, source)).toHaveLength(1);
  });

  test('says where, what, and what would be allowed', () => {
    expect(faultsOf('shared/call/machine.ts', `\nimport fs from 'node:fs';`)).toEqual([
      'shared/call/machine.ts:2 imports node:fs; shared may import the folders shared and the packages zod, i18next, libphonenumber-js',
    ]);
  });

  test('is not fooled by an import in a comment or a string', () => {
    expect(faultsOf('shared/a.ts', `// import 'sip.js';\nexport const text = "import 'sip.js'";`)).toEqual(
      [],
    );
  });

  test('asks for a rule where there is none', () => {
    expect(faultsOf('plugins/a.ts', '')).toEqual([
      'plugins/a.ts: this folder has no rule; give it one in build/layers.mjs',
    ]);
  });

  test('finds this checkout in order', () => {
    expect(layerFaults(path.resolve(import.meta.dirname, '..'))).toEqual([]);
  });
});
