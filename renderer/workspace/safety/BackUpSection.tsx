import { useEffect, useState } from 'react';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { RecoveryKey } from './RecoveryKey.tsx';
import { RestoreFile } from './RestoreFile.tsx';
import { useCommands, useFormats, useNow, useParts, useWords, useWorkspace } from '../state/context.tsx';

const megabyte = 1024 * 1024;

/** Where back-ups go, which there are, and the way back to one of them. */
export function BackUpSection() {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(60_000);
  const { ask, did } = useCommands();
  const { store } = useParts();
  const { running, failed, folder, files } = useWorkspace(state => state.backUp);
  const [asked, setAsked] = useState<string | null>(null);
  const [restored, setRestored] = useState(false);
  const show = (view: Promise<ReturnType<typeof store.getState>['backUp'] | null>) =>
    void view.then(backUp => backUp && store.setState({ backUp }));
  useEffect(() => {
    void ask('backUp.view', null).then(backUp => backUp && store.setState({ backUp }));
  }, [ask, store]);
  const restore = async (name: string) => {
    setAsked(null);
    setRestored(await did('backUp.restore', { name }));
  };
  return (
    <Section title={t('safety.backUpTitle')} ruled>
      <p className="section-hint">{t('safety.backUpHint')}</p>
      <p className="back-up-folder" role="status">
        {folder === null ? t('safety.backUpNone') : t('safety.backUpFolder', { folder })}
      </p>
      {running && (
        <div className="back-up-keys">
          <progress aria-label={t('safety.backUpRunning')} />
          <SmallButton onPress={() => show(ask('backUp.cancel', null))}>{t('safety.backUpStop')}</SmallButton>
        </div>
      )}
      {failed && !running && <p className="danger-text">{t('safety.backUpFailed')}</p>}
      {restored && <p role="status">{t('safety.restored')}</p>}
      <div className="back-up-keys">
        <SmallButton disabled={running} onPress={() => show(ask('backUp.chooseFolder', null))}>
          {t('safety.chooseFolder')}
        </SmallButton>
        {folder !== null && (
          <>
            <SmallButton disabled={running} onPress={() => show(ask('backUp.run', null))}>
              {t('safety.backUpNow')}
            </SmallButton>
            <SmallButton disabled={running} onPress={() => show(ask('backUp.off', null))}>
              {t('safety.backUpOff')}
            </SmallButton>
          </>
        )}
      </div>
      <ul className="back-up-files">
        {files.map(({ name, at, size }) => {
          const when = `${formats.date(at, now)} ${formats.time(at)}`;
          return (
            <li key={name}>
              <span className="grow num">
                {when} ·{' '}
                {size < megabyte
                  ? t('safety.backUpKilobytes', { size: Math.ceil(size / 1024) })
                  : t('safety.backUpMegabytes', { size: Math.ceil(size / megabyte) })}
                {asked === name && <b> {t('safety.restoreAsk')}</b>}
              </span>
              {asked === name ? (
                <>
                  <SmallButton onPress={() => setAsked(null)}>{t('common.cancel')}</SmallButton>
                  <SmallButton accent of={when} onPress={() => void restore(name)}>
                    {t('safety.restore')}
                  </SmallButton>
                </>
              ) : (
                <SmallButton of={when} disabled={running} onPress={() => setAsked(name)}>
                  {t('safety.restore')}
                </SmallButton>
              )}
            </li>
          );
        })}
      </ul>
      <RestoreFile onRestored={() => setRestored(true)} />
      <RecoveryKey />
    </Section>
  );
}
