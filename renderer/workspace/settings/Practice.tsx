import { useState } from 'react';
import type { Key } from '../../../shared/i18n/keys.ts';
import { Lamp, type LampState } from '../../ui/Lamp.tsx';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';
import { Ask } from './Lines.tsx';

const words: Record<'off' | 'starting' | 'running' | 'failed', readonly [LampState, Key]> = {
  off: ['off', 'settings.practiceOff'],
  starting: ['ringing', 'settings.practiceStarting'],
  running: ['ready', 'settings.practiceRunning'],
  failed: ['failed', 'settings.practiceFailed'],
};

/** Starts and stops the practice exchange; removes what it left. */
export function Practice() {
  const t = useWords();
  const { startPractice, stopPractice, removeSampleData } = useCommands();
  const { state, sampleData } = useWorkspace(workspace => workspace.practice);
  const [asking, setAsking] = useState(false);
  const [lamp, word] = words[state];
  return (
    <>
      <Section title={t('settings.practice')}>
        <div className="setting wide">
          <span>
            <Lamp state={lamp}>{t(word)}</Lamp>
          </span>
          <span className="quiet">{t('settings.practiceHint')}</span>
          {state === 'running' || state === 'starting' ? (
            <SmallButton onPress={stopPractice}>{t('settings.practiceStop')}</SmallButton>
          ) : (
            <SmallButton accent onPress={() => void startPractice()}>
              {t('settings.practiceStart')}
            </SmallButton>
          )}
        </div>
      </Section>
      <Section title={t('settings.sampleData')} ruled>
        <p className="section-hint">{t(sampleData ? 'settings.sampleHint' : 'settings.sampleNone')}</p>
        {sampleData && !asking && (
          <SmallButton onPress={() => setAsking(true)}>{t('settings.sampleRemove')}</SmallButton>
        )}
        {asking && (
          <Ask
            yes={t('settings.sampleRemove')}
            onNo={() => setAsking(false)}
            onYes={() => {
              setAsking(false);
              removeSampleData();
            }}
          >
            {t('settings.sampleRemoveAsk')}
          </Ask>
        )}
      </Section>
    </>
  );
}
