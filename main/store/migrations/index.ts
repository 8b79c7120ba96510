/** Every step from an empty file to today's schema, in order. How to add one: main/store/README.md. */
import { migration as firstCall } from './0001-first-call.ts';
import { migration as contacts } from './0002-contacts.ts';
import { migration as scripts } from './0003-scripts.ts';
import { migration as imports } from './0004-imports.ts';
import { migration as outbox } from './0005-outbox.ts';
import { migration as callbacks } from './0006-callbacks.ts';
import { migration as afterwards } from './0007-afterwards.ts';
import { migration as directories } from './0008-directories.ts';
import { migration as safety } from './0009-safety.ts';
import { migration as callQuality } from './0010-call-quality.ts';
import { migration as recordings } from './0011-recordings.ts';
import { migration as transfers } from './0012-transfers.ts';
import { migration as files } from './0013-files.ts';
import { migration as keptCalls } from './0014-kept-calls.ts';
import { migration as search } from './0015-search.ts';
import type { Migration } from './migration.ts';

export const migrations: readonly Migration[] = [
  firstCall,
  contacts,
  scripts,
  imports,
  outbox,
  callbacks,
  afterwards,
  directories,
  safety,
  callQuality,
  recordings,
  transfers,
  files,
  keptCalls,
  search,
];
