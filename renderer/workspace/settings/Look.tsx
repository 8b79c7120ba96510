import { SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Section } from '../../ui/Section.tsx';
import { useCommands, useLanguage, useWords, useWorkspace } from '../state/context.tsx';

/** Language, colours, and how the agent is named. */
export function Look() {
  const t = useWords();
  const language = useLanguage();
  const { setLanguage, change } = useCommands();
  const colours = useWorkspace(state => state.settings.colourScheme);
  const agentName = useWorkspace(state => state.settings.agentName);
  const [name, setName] = useState(agentName);
  return (
    <Section title={t('settings.look')}>
      <div className="setting">
        <span>{t('settings.language')}</span>
        <SegmentedControl
          aria-label={t('settings.language')}
          data={[
            { value: 'en', label: 'English' },
            { value: 'ar', label: 'العربية' },
          ]}
          value={language}
          onChange={value => setLanguage(value === 'ar' ? 'ar' : 'en')}
        />
      </div>
      <div className="setting">
        <span>{t('settings.colours')}</span>
        <SegmentedControl
          aria-label={t('settings.colours')}
          data={(['light', 'dark', 'auto'] as const).map(value => ({ value, label: t(`settings.${value}`) }))}
          value={colours}
          onChange={value =>
            void change({ colourScheme: value === 'light' || value === 'dark' ? value : 'auto' })
          }
        />
      </div>
      <div className="setting">
        <span>{t('settings.agentName')}</span>
        <TextInput
          aria-label={t('settings.agentName')}
          classNames={{ input: 'typed' }}
          maxLength={80}
          value={name}
          onChange={event => setName(event.currentTarget.value)}
          onBlur={() => {
            if (name.trim() !== agentName) void change({ agentName: name.trim() });
          }}
          onKeyDown={event => {
            if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
          }}
        />
        <span className="quiet">{t('settings.agentNameHint')}</span>
      </div>
    </Section>
  );
}
