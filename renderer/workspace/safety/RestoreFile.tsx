import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ChosenBackUp } from '../../../shared/safety/back-up.ts';
import { readKey } from '../../../shared/safety/recovery-key.ts';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useFormats, useNow, useWords, useWorkspace } from '../state/context.tsx';

/** A back-up from anywhere: chosen, opened with the key of this computer or the recovery key, and put in place of what is there. */
export function RestoreFile({ onRestored }: { onRestored: () => void }) {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(60_000);
  const { ask, did } = useCommands();
  const busy = useWorkspace(state => state.backUp.running);
  const [chosen, setChosen] = useState<ChosenBackUp | null>(null);
  const [key, setKey] = useState('');
  const [tried, setTried] = useState(false);
  const [restoring, setRestoring] = useState(false);
  const leave = () => {
    setChosen(null);
    setKey('');
    setTried(false);
  };
  const choose = () => {
    leave();
    void ask('backUp.chooseFile', null).then(setChosen);
  };
  const needsKey = chosen?.opens === 'withKey';
  const wrong = needsKey && readKey(key) === null;
  const restore = async () => {
    setTried(true);
    if (wrong) return;
    setRestoring(true);
    const done = await did('backUp.restoreChosen', { key: needsKey ? key : null });
    setRestoring(false);
    if (!done) return;
    leave();
    onRestored();
  };
  if (chosen === null)
    return (
      <div className="back-up-keys">
        <SmallButton disabled={busy} onPress={choose}>
          {t('safety.restoreOther')}
        </SmallButton>
      </div>
    );
  const opens = { here: 'safety.restoreHere', withKey: 'safety.restoreWithKey', nobody: 'safety.restoreNobody' } as const; // prettier-ignore
  return (
    <form
      className="restore-file"
      aria-label={t('safety.restoreOther')}
      noValidate
      onSubmit={event => {
        event.preventDefault();
        void restore();
      }}
    >
      <p>
        <b>
          {t('safety.restoreChosen', {
            name: chosen.name,
            when: `${formats.date(chosen.at, now)} ${formats.time(chosen.at)}`,
          })}
        </b>{' '}
        <span className={chosen.opens === 'nobody' ? 'danger-text' : 'quiet'}>{t(opens[chosen.opens])}</span>
      </p>
      {needsKey && (
        <TextInput
          label={t('safety.restoreKey')}
          description={t('safety.restoreKeyHint')}
          value={key}
          maxLength={100}
          autoComplete="off"
          spellCheck={false}
          dir="ltr"
          error={tried && wrong ? t('safety.restoreKeyBad') : undefined}
          onChange={event => setKey(event.currentTarget.value)}
        />
      )}
      {restoring && <progress aria-label={t('safety.restoring')} />}
      {chosen.opens !== 'nobody' && <p className="section-hint">{t('safety.restoreAsk')}</p>}
      <div className="back-up-keys">
        <SmallButton disabled={restoring} onPress={leave}>
          {t('common.cancel')}
        </SmallButton>
        <SmallButton disabled={restoring} onPress={choose}>
          {t('safety.restoreChoose')}
        </SmallButton>
        {chosen.opens !== 'nobody' && (
          <button type="submit" className="small accent" disabled={restoring}>
            {t('safety.restore')}
          </button>
        )}
      </div>
    </form>
  );
}
