import { Modal, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Barred } from '../../../shared/people/gate.ts';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useKeys } from '../keys/useKeys.ts';
import { useFormats, useWords, useWorkspace } from '../state/context.tsx';

/** Somebody is not to be contacted, or is to be asked about: why, and the way on where there is one. */
export function BarredDialog() {
  const t = useWords();
  const asked = useWorkspace(state => state.barred);
  const [shown, setShown] = useState(asked);
  if (asked !== null && asked !== shown) setShown(asked);
  const formats = useFormats();
  const leave = () => asked?.decide(null);
  useKeys({ Escape: leave }, { priority: 'dialog', when: asked !== null, exclusive: true });
  if (shown === null) return null;
  const { why } = shown;
  const who = why.who.length === 0 ? t('safety.somebody') : formats.list(why.who);
  return (
    <Modal
      opened={asked !== null}
      onClose={leave}
      title={t(why.mayOverride ? 'safety.askTitle' : 'safety.refuseTitle', { who })}
      centered
      closeOnEscape={false}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Reasons why={why} />
      {why.mayOverride ? (
        <GoOn key={who} onGo={words => asked?.decide({ why: words })} onLeave={leave} />
      ) : (
        <>
          <p className="quiet">{t('safety.noOverride')}</p>
          <div className="dialog-keys">
            <SmallButton accent onPress={leave}>
              {t('common.close')}
            </SmallButton>
          </div>
        </>
      )}
    </Modal>
  );
}

function Reasons({ why }: { why: Barred }) {
  const t = useWords();
  const formats = useFormats();
  return (
    <ul className="barred-reasons">
      {why.reasons.map(reason => (
        <li key={reason}>{t(`safety.reason_${reason}`)}</li>
      ))}
      {why.lists.length > 0 && (
        <li className="quiet">{t('safety.onLists', { lists: formats.list(why.lists) })}</li>
      )}
    </ul>
  );
}

function GoOn({ onGo, onLeave }: { onGo: (why: string) => void; onLeave: () => void }) {
  const t = useWords();
  const [words, setWords] = useState('');
  const [tried, setTried] = useState(false);
  const said = words.trim();
  useEffect(() => setTried(false), [words]);
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault();
        if (said === '') setTried(true);
        else onGo(said);
      }}
    >
      <TextInput
        label={t('safety.why')}
        description={t('safety.whyHint')}
        error={tried ? t('safety.whyMissing') : undefined}
        value={words}
        maxLength={300}
        autoComplete="off"
        data-autofocus
        onChange={event => setWords(event.currentTarget.value)}
      />
      <div className="dialog-keys">
        <SmallButton onPress={onLeave}>{t('safety.leave')}</SmallButton>
        <button type="submit" className="small accent">
          {t('safety.goOn')}
        </button>
      </div>
    </form>
  );
}
