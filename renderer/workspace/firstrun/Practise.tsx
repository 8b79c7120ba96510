import { Button } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Key } from '../../../shared/i18n/keys.ts';
import { faultSentence } from '../settings/lineState.ts';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';
import { FirstFrame } from './FirstFrame.tsx';

const stages: readonly Key[] = [
  'firstRun.practiceStarting',
  'firstRun.practiceRegistering',
  'firstRun.practiceCalling',
];

/** Starts the exchange, waits until the line is registered and opens the desk: its first customer calls by herself. */
export function Practise({ onBack }: { onBack: () => void }) {
  const t = useWords();
  const { startPractice, change } = useCommands();
  const running = useWorkspace(state => state.practice.state === 'running');
  const broken = useWorkspace(state => state.practice.state === 'failed');
  const line = useWorkspace(state => state.lines.find(one => one.practice));
  const [refused, setRefused] = useState(false);
  const registered = line?.state === 'registered';
  const failed = refused || broken;
  const at = registered ? 2 : running ? 1 : 0;

  const start = useCallback(() => {
    setRefused(false);
    void startPractice(true).then(started => setRefused(!started));
  }, [startPractice]);

  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    start();
  }, [start]);

  const done = useRef(false);
  useEffect(() => {
    if (!registered || done.current) return;
    done.current = true;
    void change({ firstRunDone: true });
  }, [registered, change]);

  return (
    <FirstFrame way="practice" at={registered ? 3 : 2} title={t('firstRun.practiceTitle')}>
      <p className="first-intro">{t('firstRun.practiceIntro')}</p>
      <ol className="stages large" aria-live="polite">
        {stages.map((stage, i) => (
          <li
            key={stage}
            className={failed && i === at ? 'failed' : i < at ? 'done' : i === at ? 'here' : ''}
          >
            <i>
              {failed && i === at ? (
                <IconX size={11} stroke={3} aria-hidden />
              ) : (
                i < at && <IconCheck size={11} stroke={3} aria-hidden />
              )}
            </i>
            {i < at && i === 1 ? t('firstRun.practiceRegistered') : t(stage)}
          </li>
        ))}
      </ol>
      <p className="first-intro">{t('firstRun.practiceAnswerHint')}</p>
      {failed && (
        <p className="field-error" role="alert">
          {t('firstRun.practiceFailed')}
        </p>
      )}
      {!failed && line?.fault && (
        <p className="field-error" role="alert">
          {faultSentence(t, line.fault, line.faultDetail)}
        </p>
      )}
      <div className="first-foot">
        {failed && <Button onClick={start}>{t('firstRun.tryAgain')}</Button>}
        <Button variant="default" onClick={onBack}>
          {t('common.back')}
        </Button>
      </div>
    </FirstFrame>
  );
}
