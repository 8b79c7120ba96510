import type { Key } from '../../../shared/i18n/keys.ts';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';

const storeWord = {
  open: 'settings.storeOpen',
  opening: 'settings.storeOpening',
  newer: 'settings.storeNewer',
  corrupt: 'settings.storeCorrupt',
  locked: 'settings.storeLocked',
  memory: 'settings.storeMemory',
} as const satisfies Record<string, Key>;

/** Which versions run, and where the data is. */
export function About() {
  const t = useWords();
  const { quit } = useCommands();
  const runtime = useWorkspace(state => state.runtime);
  const store = useWorkspace(state => state.store);
  return (
    <>
      <Section
        title={t('settings.about')}
        aside={<SmallButton onPress={quit}>{t('settings.quit')}</SmallButton>}
      >
        <div className="about num">
          <p>
            <b>{t('settings.version', { version: runtime.hatif })}</b>
          </p>
          <p className="quiet">
            {t('settings.runtime', { electron: runtime.electron, chrome: runtime.chrome })}
          </p>
          {runtime.fallback && <p className="owed-text">{t('settings.fallback')}</p>}
        </div>
      </Section>
      <Section title={t('settings.dataPlace')} ruled>
        <div className="about">
          <p>{t('settings.dataPlaceHint')}</p>
          <p>
            <bdi dir="ltr" className="path">
              {runtime.dataFolder}
            </bdi>
          </p>
          <p className={runtime.keychain ? '' : 'owed-text'}>
            {t(runtime.keychain ? 'settings.keychain' : 'settings.noKeychain')}
          </p>
          <p className="quiet">
            {t('settings.dataState')}: {t(storeWord[store.state])}
            {store.detail !== null && store.detail !== '' && (
              <>
                {' · '}
                <bdi dir="ltr">{store.detail}</bdi>
              </>
            )}
          </p>
        </div>
      </Section>
    </>
  );
}
