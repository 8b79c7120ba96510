import { useState } from 'react';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useKeys } from '../keys/useKeys.ts';
import { useCommands, useWords } from '../state/context.tsx';

/** Those who were chosen among what was found; another search begins with nobody. */
export function useTicks(text: string, there: boolean) {
  const [{ of, ticked }, set] = useState<{ of: string; ticked: readonly string[] }>({ of: text, ticked: [] });
  const mine = there && of === text ? ticked : [];
  return {
    ticked: mine,
    toggle(personId: string | undefined): void {
      if (personId === undefined) return;
      const on = !mine.includes(personId);
      set({ of: text, ticked: on ? [...mine, personId] : mine.filter(each => each !== personId) });
    },
    forget: () => set({ of: text, ticked: [] }),
  };
}

/** Under the search: something with all that was found, or with those who were chosen. */
export function FoundTools({
  text,
  ticked,
  onForget,
}: {
  text: string;
  ticked: readonly string[];
  onForget: () => void;
}) {
  const t = useWords();
  const { openPane } = useCommands();
  const count = ticked.length;
  const open = () =>
    openPane(
      count > 0
        ? {
            kind: 'bulk',
            selection: { kind: 'people', personIds: [...ticked] },
            name: t('bulk.some', { count }),
          }
        : {
            kind: 'bulk',
            selection: { kind: 'search', text: text.trim() },
            name: t('bulk.found', { text: text.trim() }),
          },
    );
  const owns = useKeys({ B: open }, { priority: 'page' });
  return (
    <div className="found-tools">
      <SmallButton k="B" idle={!owns('B')} onPress={open}>
        {count > 0 ? t('bulk.withChosen', { count }) : t('bulk.withFound')}
      </SmallButton>
      {count > 0 && <SmallButton onPress={onForget}>{t('bulk.forget')}</SmallButton>}
      <span className="quiet">{t('bulk.tickHint')}</span>
    </div>
  );
}
