import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Key } from '../../../shared/i18n/keys.ts';
import { Mark } from '../../ui/Mark.tsx';
import { Notice } from '../frame/Notice.tsx';
import { useWords } from '../state/context.tsx';

/** Where one is, beside what is asked. */
export function FirstFrame({
  way,
  at,
  title,
  children,
}: {
  /** The third step depends on what was chosen. */
  way: 'practice' | 'connect';
  at: 0 | 1 | 2 | 3;
  title: string;
  children: ReactNode;
}) {
  const t = useWords();
  const steps: readonly Key[] = [
    'firstRun.stepLanguage',
    'firstRun.stepStart',
    way === 'practice' ? 'firstRun.stepPractice' : 'firstRun.stepConnect',
    'firstRun.stepDone',
  ];
  return (
    <div className="first">
      <nav className="first-steps" aria-label={t('firstRun.steps')}>
        <p>
          <Mark />
          {t('firstRun.welcome')}
        </p>
        <ol className="stages">
          {steps.map((step, i) => (
            <li
              key={step}
              className={i < at ? 'done' : i === at ? 'here' : ''}
              aria-current={i === at ? 'step' : undefined}
            >
              <i>{i < at && <IconCheck size={11} stroke={3} aria-hidden />}</i>
              {t(step)}
            </li>
          ))}
        </ol>
      </nav>
      <main className="first-main">
        <div className="first-body">
          <h1>{title}</h1>
          {children}
          <Notice />
        </div>
      </main>
    </div>
  );
}
