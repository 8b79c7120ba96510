/** Hands the store, the commands and the words to the components. */
import { createContext, use, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { formatsOf, type Formats } from '../../../shared/i18n/format.ts';
import type { Words } from '../../../shared/i18n/keys.ts';
import { createWords } from '../../../shared/i18n/words.ts';
import type { Language } from '../../../shared/settings/schema.ts';
import type { Commands } from './commands.ts';
import type { RunKeeper } from '../script/runKeeper.ts';
import type { DraftKeeper } from './drafts.ts';
import type { Workspace, WorkspaceStore } from './store.ts';

export interface Parts {
  store: WorkspaceStore;
  commands: Commands;
  drafts: DraftKeeper;
  runs: RunKeeper;
}

const PartsContext = createContext<Parts | null>(null);

export function PartsProvider({ parts, children }: { parts: Parts; children: ReactNode }) {
  return <PartsContext value={parts}>{children}</PartsContext>;
}

export function useParts(): Parts {
  const parts = use(PartsContext);
  if (!parts) throw new Error('PartsProvider is missing above this component');
  return parts;
}

export const useWorkspace = <T,>(select: (state: Workspace) => T): T => useStore(useParts().store, select);
export const useCommands = (): Commands => useParts().commands;

interface Tongue {
  language: Language;
  words: Words;
  formats: Formats;
}

const TongueContext = createContext<Tongue | null>(null);

/** One for the whole page: hundreds of rows ask for it each time they are drawn. */
export function TongueProvider({ language, children }: { language: Language; children: ReactNode }) {
  const tongue = useMemo(
    () => ({ language, words: createWords(language), formats: formatsOf(language) }),
    [language],
  );
  return <TongueContext value={tongue}>{children}</TongueContext>;
}

function useTongue(): Tongue {
  const tongue = use(TongueContext);
  if (!tongue) throw new Error('TongueProvider is missing above this component');
  return tongue;
}

/** Says keys in the language that is set; drawn anew when it changes. */
export const useWords = (): Words => useTongue().words;
export const useLanguage = (): Language => useTongue().language;
export const useFormats = (): Formats => useTongue().formats;

const ticks = new Set<() => void>();
let ticker: ReturnType<typeof setInterval> | undefined;

function onTick(listener: () => void): () => void {
  ticks.add(listener);
  ticker ??= setInterval(() => ticks.forEach(tick => tick()), 250);
  return () => {
    ticks.delete(listener);
    if (ticks.size > 0) return;
    clearInterval(ticker);
    ticker = undefined;
  };
}

/** The time in ms since the epoch, at whole multiples of `step` ms; drawn anew only when that changes. */
export function useNow(step: 1000 | 60_000): number {
  return useSyncExternalStore(onTick, () => Math.floor(Date.now() / step) * step);
}
