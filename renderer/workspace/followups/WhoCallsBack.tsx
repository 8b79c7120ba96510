import type { CallbackBy } from '../../../shared/followups/types.ts';
import { useWords } from '../state/context.tsx';

/** Only the one who promises, or anybody. */
export function WhoCallsBack({ by, onChange }: { by: CallbackBy; onChange: (by: CallbackBy) => void }) {
  const t = useWords();
  return (
    <div className="chips" role="group" aria-label={t('followUps.whoCallsBack')}>
      {(['me', 'anyone'] as const).map(one => (
        <button key={one} type="button" aria-pressed={one === by} onClick={() => onChange(one)}>
          {t(one === 'me' ? 'followUps.callBackMine' : 'followUps.callBackAnyone')}
        </button>
      ))}
    </div>
  );
}
