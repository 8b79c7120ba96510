import { useEffect, useState } from 'react';
import type { LineView } from '../../../shared/lines/types.ts';
import type { SearchHit } from '../../../shared/people/types.ts';
import { isDiallable } from '../people.ts';
import { useCommands, useWorkspace } from '../state/context.tsx';
import { useSearch } from '../state/useSearch.ts';

export interface Dialling {
  text: string;
  /** The registered lines, and the one that is called from; null when none is registered. */
  lines: readonly LineView[];
  line: LineView | null;
  setLine(accountId: string): void;
  hits: readonly SearchHit[];
  /** Place of the hit that Enter takes; -1 when Enter dials what is typed. */
  at: number;
  move(by: 1 | -1): void;
  close(): void;
  /** Dials the marked person, or what was typed. */
  dial(hit?: SearchHit): Promise<void>;
}

/** What is typed into the dial field, whom it may mean, and which line it goes out on. */
export function useDialling(): Dialling {
  const { dial, setDialText } = useCommands();
  const text = useWorkspace(state => state.dialText);
  const allLines = useWorkspace(state => state.lines);
  const lines = allLines.filter(line => line.state === 'registered');
  const [wanted, setWanted] = useState<string | null>(null);
  const [at, setAt] = useState(-1);
  const [closed, setClosed] = useState(false);
  const found = useSearch(closed ? '' : text, 7);
  const hits = (found ?? []).filter(hit => hit.number !== null);
  const line = lines.find(one => one.accountId === wanted) ?? lines[0] ?? null;

  useEffect(() => {
    setClosed(false);
    setAt(text !== '' && !isDiallable(text) ? 0 : -1);
  }, [text]);

  return {
    text,
    lines,
    line,
    setLine: setWanted,
    hits,
    at: Math.min(at, hits.length - 1),
    move: by => setAt(Math.max(-1, Math.min(hits.length - 1, at + by))),
    close: () => setClosed(true),
    async dial(hit) {
      const chosen = hit ?? hits[Math.min(at, hits.length - 1)];
      const account = line?.accountId ?? null;
      const accepted =
        chosen && chosen.number !== null
          ? await dial(chosen.number, chosen.personId, account)
          : await dial(text, null, account);
      if (accepted) setDialText('');
    },
  };
}
