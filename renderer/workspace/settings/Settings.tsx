import { useCommands, useWords, useWorkspace } from '../state/context.tsx';
import { settingsPages, type SettingsPage } from '../state/store.ts';
import { About } from './About.tsx';
import { Check } from './Check.tsx';
import { Directories } from '../directories/Directories.tsx';
import { Lines } from './Lines.tsx';
import { Hooks } from './Hooks.tsx';
import { Look } from './Look.tsx';
import { Mail } from './Mail.tsx';
import { PhonePage } from './PhonePage.tsx';
import { OutcomesPage } from './OutcomesPage.tsx';
import { Privacy } from '../safety/Privacy.tsx';
import { Practice } from './Practice.tsx';
import { RecordingSettings } from '../recordings/RecordingSettings.tsx';
import { Reach } from './Reach.tsx';
import { Sound } from './Sound.tsx';
import { Texts } from './Texts.tsx';
import { Work } from './Work.tsx';

/** Sections at the start, the chosen one beside them. */
export function Settings() {
  const t = useWords();
  const { openSettings } = useCommands();
  const page = useWorkspace(state => state.settingsPage);
  const Page = pages[page];
  return (
    <div className="split start">
      <nav className="settings-nav" aria-label={t('settings.sections')}>
        {settingsPages.map(one => (
          <button
            key={one}
            type="button"
            aria-current={one === page ? 'page' : undefined}
            onClick={() => openSettings(one)}
          >
            {t(`settings.${one}`)}
          </button>
        ))}
      </nav>
      <div>
        <div className="settings-page">
          <Page />
        </div>
      </div>
    </div>
  );
}

const pages: Record<SettingsPage, () => React.JSX.Element> = {
  lines: Lines,
  sound: Sound,
  phone: PhonePage,
  practice: Practice,
  work: Work,
  outcomes: OutcomesPage,
  texts: Texts,
  mail: Mail,
  hooks: Hooks,
  directories: Directories,
  recording: RecordingSettings,
  privacy: Privacy,
  look: Look,
  reach: Reach,
  check: Check,
  about: About,
};
