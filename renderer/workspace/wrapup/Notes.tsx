import { useRef, type RefObject } from 'react';
import type { Outcome } from '../../../shared/outcome/types.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { Section } from '../../ui/Section.tsx';
import { useKeys } from '../keys/useKeys.ts';
import { useFormats, useLanguage, useWords } from '../state/context.tsx';
import type { DraftInHand } from '../state/useDraft.ts';

/** Free text. The aside says what is safe, not that it is being saved. */
export function Notes({
  draft,
  area: given,
  neededFor,
}: {
  draft: DraftInHand;
  area?: RefObject<HTMLTextAreaElement | null>;
  /** The outcome that cannot be finished without a note. */
  neededFor?: Outcome;
}) {
  const t = useWords();
  const formats = useFormats();
  const language = useLanguage();
  const own = useRef<HTMLTextAreaElement>(null);
  const area = given ?? own;
  const owns = useKeys({ N: () => area.current?.focus() }, { priority: 'call' });
  return (
    <Section
      className="notes"
      title={
        <>
          {t('wrapUp.notes')} <Kbd k="N" idle={!owns('N')} />
        </>
      }
      aside={
        neededFor !== undefined ? (
          <span className="danger-text" role="alert">
            {t('wrapUp.noteNeeded', { outcome: neededFor.name[language] })}
          </span>
        ) : draft.failure !== null ? (
          <span className="danger-text" role="alert">
            {t('wrapUp.notesUnsaved', { reason: t(`error.${draft.failure}`) })}
          </span>
        ) : draft.savedAt === null ? (
          t('wrapUp.notesHint')
        ) : (
          <span className="num">{t('wrapUp.notesSaved', { time: formats.time(draft.savedAt) })}</span>
        )
      }
    >
      <textarea
        ref={area}
        className="notes-input typed"
        aria-label={t('wrapUp.notes')}
        maxLength={20_000}
        value={draft.note}
        onChange={event => draft.edit({ note: event.currentTarget.value })}
        onBlur={draft.flush}
        onKeyDown={event => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
    </Section>
  );
}
