import type { ImportView } from '../../../shared/import/view.ts';
import { useWords } from '../state/context.tsx';

/** What became of the records so far. */
export function Counts({ counts }: { counts: NonNullable<ImportView['counts']> }) {
  const t = useWords();
  return (
    <dl className="facts">
      {(['added', 'updated', 'skipped', 'failed'] as const).map(key => (
        <div key={key}>
          <dt>{t(`import.${key}`)}</dt>
          <dd className="num">{counts[key]}</dd>
        </div>
      ))}
    </dl>
  );
}
