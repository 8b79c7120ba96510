import { useCallback, useEffect, useRef, useState } from 'react';
import type { OpenScript } from '../../../shared/ipc/contract.ts';
import { useCommands } from '../state/context.tsx';

/** Saved so long after the last key, ms. */
const typingPauseMs = 400;
const retryMs = 2000;

export interface ScriptText {
  /** Null while it is read, or when there is none. */
  readonly opened: OpenScript | null;
  /** As typed so far. */
  readonly text: string;
  /** What the newest version says; null before the first. */
  readonly published: string | null;
  /** The typing is on disk. */
  readonly savedAt: number | null;
  readonly waiting: boolean;
  write(text: string): void;
  /** Reads it anew: it was published, or a draft thrown away. */
  reload(): Promise<void>;
}

/** The text of a script with its draft, saved as typed, also when the page is left. */
export function useScriptText(scriptId: string): ScriptText {
  const { scripts } = useCommands();
  const [opened, setOpened] = useState<OpenScript | null>(null);
  const [text, setText] = useState('');
  const [waiting, setWaiting] = useState(false);
  const [savedAt, setSavedAt] = useState<number | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const unsaved = useRef<string | null>(null);
  const saveLater = useRef<() => Promise<void>>(undefined);

  const reload = useCallback(async () => {
    clearTimeout(timer.current);
    unsaved.current = null;
    const found = await scripts.open(scriptId);
    setOpened(found);
    setText(found?.draft ?? found?.versions[0]?.source ?? '');
    setSavedAt(found?.draftAt ?? null);
    setWaiting(false);
  }, [scripts, scriptId]);

  const save = useCallback(async () => {
    clearTimeout(timer.current);
    const typed = unsaved.current;
    if (typed === null) return;
    unsaved.current = null;
    if (await scripts.saveDraft(scriptId, typed)) {
      setSavedAt(Date.now());
      if (unsaved.current === null) setWaiting(false);
    } else {
      unsaved.current ??= typed;
      timer.current = setTimeout(() => void saveLater.current?.(), retryMs);
    }
  }, [scripts, scriptId]);

  useEffect(() => {
    saveLater.current = save;
  }, [save]);

  useEffect(() => {
    void reload();
    const leave = () => void save();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [reload, save]);

  const write = useCallback(
    (typed: string) => {
      setText(typed);
      setWaiting(true);
      unsaved.current = typed;
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), typingPauseMs);
    },
    [save],
  );
  return { opened, text, published: opened?.versions[0]?.source ?? null, savedAt, waiting, write, reload };
}
