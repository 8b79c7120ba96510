import { Button } from '@mantine/core';
import { IconHeadset, IconServer2, type Icon } from '@tabler/icons-react';
import { useState } from 'react';
import { directionOf } from '../../../shared/i18n/words.ts';
import type { Language } from '../../../shared/settings/schema.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { useKeys } from '../keys/useKeys.ts';
import { useCommands, useLanguage, useWords } from '../state/context.tsx';
import { FirstFrame } from './FirstFrame.tsx';

const languages = [
  ['en', 'English', '1'],
  ['ar', 'العربية', '2'],
] as const satisfies (readonly [Language, string, string])[];

/** Language and way to start on one page: both are one key. */
export function Choose({ onPractice, onConnect }: { onPractice: () => void; onConnect: () => void }) {
  const t = useWords();
  const language = useLanguage();
  const { setLanguage } = useCommands();
  const [way, setWay] = useState<'practice' | 'connect'>('practice');
  const go = () => {
    setLanguage(language); // also when it was only taken over from the system
    if (way === 'practice') onPractice();
    else onConnect();
  };
  useKeys(
    {
      '1': () => setLanguage('en'),
      '2': () => setLanguage('ar'),
      P: () => setWay('practice'),
      C: () => setWay('connect'),
      Enter: go,
    },
    { priority: 'page' },
  );
  return (
    <FirstFrame way={way} at={1} title={t('firstRun.howToStart')}>
      <h2>{t('firstRun.language')}</h2>
      <div className="choices two" role="radiogroup" aria-label={t('firstRun.language')}>
        {languages.map(([code, name, key]) => (
          <button
            key={code}
            type="button"
            className="choice"
            role="radio"
            aria-checked={code === language}
            lang={code}
            dir={directionOf(code)}
            onClick={() => setLanguage(code)}
          >
            <b className="grow">{name}</b>
            <Kbd k={key} />
          </button>
        ))}
      </div>
      <h2>{t('firstRun.start')}</h2>
      <div className="choices" role="radiogroup" aria-label={t('firstRun.start')}>
        <Way
          icon={IconHeadset}
          name={t('firstRun.practice')}
          hint={t('firstRun.practiceHint')}
          k="P"
          checked={way === 'practice'}
          onChoose={() => setWay('practice')}
          onGo={onPractice}
        />
        <Way
          icon={IconServer2}
          name={t('firstRun.connect')}
          hint={t('firstRun.connectHint')}
          k="C"
          checked={way === 'connect'}
          onChoose={() => setWay('connect')}
          onGo={onConnect}
        />
      </div>
      <div className="first-foot">
        <Button rightSection={<Kbd k="⏎" />} onClick={go}>
          {t('common.next')}
        </Button>
      </div>
    </FirstFrame>
  );
}

function Way({
  icon: Drawn,
  name,
  hint,
  k,
  checked,
  onChoose,
  onGo,
}: {
  icon: Icon;
  name: string;
  hint: string;
  k: string;
  checked: boolean;
  onChoose: () => void;
  onGo: () => void;
}) {
  return (
    <button
      type="button"
      className="choice"
      role="radio"
      aria-checked={checked}
      onClick={onChoose}
      onDoubleClick={onGo}
    >
      <Drawn size={20} stroke={1.6} aria-hidden />
      <span className="grow">
        <b>{name}</b>
        <span>{hint}</span>
      </span>
      <Kbd k={k} />
    </button>
  );
}
