import type { TestResult, TestStep } from '../../../shared/directories/types.ts';
import { Dot } from '../../ui/Lamp.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useWords } from '../state/context.tsx';

const words = {
  connect: 'directories.stepConnect',
  signIn: 'directories.stepSignIn',
  book: 'directories.stepBook',
  read: 'directories.stepRead',
  search: 'directories.stepSearch',
} as const;

/** A test as numbered steps: how far it came, and why it went no further. */
export function TestSteps({
  result,
  onElsewhere,
}: {
  result: TestResult | 'trying' | null;
  onElsewhere?: (url: string) => void;
}) {
  const t = useWords();
  return (
    <div className="whole" role="status" aria-label={t('directories.testTitle')}>
      {result === 'trying' && <p className="quiet">{t('directories.testing')}</p>}
      {result !== null && result !== 'trying' && (
        <>
          <ol className="test-steps">
            {result.steps.map(step => (
              <li key={step.step}>
                <Dot state={step.fault === null ? 'ready' : 'failed'} />
                <b>{t(words[step.step])}</b>
                <span className={step.fault === null ? 'quiet' : 'fault'}>
                  <Detail step={step} />
                </span>
              </li>
            ))}
          </ol>
          {result.elsewhere !== null && onElsewhere && (
            <p className="test-elsewhere">
              <span className="quiet grow">{t('directories.elsewhereHint')}</span>
              <SmallButton onPress={() => onElsewhere(result.elsewhere ?? '')}>
                {t('directories.useElsewhere', { server: URL.parse(result.elsewhere)?.host ?? '' })}
              </SmallButton>
            </p>
          )}
        </>
      )}
    </div>
  );
}

function Detail({ step: { step, fault, detail } }: { step: TestStep }) {
  const t = useWords();
  if (fault !== null) return t(`directoryFault.${fault}`, { detail: detail === '' ? '–' : detail });
  const count = Number(detail);
  if (step === 'book') return t('directories.booksFound', { count });
  if (step === 'read' || step === 'search') return t('directories.entriesFound', { count });
  return detail === '' ? t('directories.stepWell') : <bdi dir="ltr">{detail}</bdi>;
}
