import { useState } from 'react';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useFormats, useNow, useParts, useWords, useWorkspace } from '../state/context.tsx';

/** The key that opens back-ups where this computer's key chain is lost: made here, and shown once. */
export function RecoveryKey() {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(60_000);
  const { ask } = useCommands();
  const { store } = useParts();
  const madeAt = useWorkspace(state => state.backUp.recoveryMadeAt);
  const [key, setKey] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const make = async () => {
    setAsking(false);
    const made = await ask('backUp.makeKey', null);
    if (made === null) return;
    store.setState({ backUp: made.view });
    setKey(made.key);
  };
  return (
    <section className="recovery" aria-label={t('safety.recoveryTitle')}>
      <h3>{t('safety.recoveryTitle')}</h3>
      {key === null ? (
        <>
          <p className="section-hint">
            {madeAt === null
              ? t('safety.recoveryNone')
              : t('safety.recoveryMade', { when: formats.date(madeAt, now) })}
            {asking && <b> {t('safety.recoveryAgainAsk')}</b>}
          </p>
          <div className="back-up-keys">
            {asking && <SmallButton onPress={() => setAsking(false)}>{t('common.cancel')}</SmallButton>}
            <SmallButton
              accent={asking}
              onPress={() => (madeAt === null || asking ? void make() : setAsking(true))}
            >
              {t(madeAt === null ? 'safety.recoveryMake' : 'safety.recoveryAgain')}
            </SmallButton>
          </div>
        </>
      ) : (
        <>
          <p role="status">{t('safety.recoveryShown')}</p>
          <div className="recovery-paper">
            <p className="print-only">{t('safety.recoveryPaper', { when: formats.date(now, now) })}</p>
            <output dir="ltr" aria-label={t('safety.recoveryTitle')}>
              {key}
            </output>
          </div>
          <div className="back-up-keys">
            <SmallButton onPress={() => window.print()}>{t('safety.recoveryPrint')}</SmallButton>
            <SmallButton accent onPress={() => setKey(null)}>
              {t('safety.recoveryWritten')}
            </SmallButton>
          </div>
        </>
      )}
    </section>
  );
}
