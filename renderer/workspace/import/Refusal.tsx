import type { ImportView } from '../../../shared/import/view.ts';
import { useWords } from '../state/context.tsx';

/** Why a file cannot be read, with the line; and that nothing of it was entered. */
export function Refusal({
  refused,
  nothingEntered = false,
}: {
  refused: NonNullable<ImportView['refused']>;
  nothingEntered?: boolean;
}) {
  const t = useWords();
  return (
    <p className="import-refused" role="alert">
      {refused.line !== null && <b className="num">{t('importRefused.line', { line: refused.line })} · </b>}
      {t(`importRefused.${refused.reason ?? 'other'}`)}
      {nothingEntered && ` ${t('importRefused.nothing')}`}
    </p>
  );
}
