import { Switch } from '@mantine/core';
import { Section } from '../../ui/Section.tsx';
import { HoursField } from '../contacts/form/HoursField.tsx';
import { AuditLog } from './AuditLog.tsx';
import { BackUpSection } from './BackUpSection.tsx';
import { Retention } from './Retention.tsx';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';

/** Whom to contact and when, for how long things are kept, and what was done for good. */
export function Privacy() {
  return (
    <>
      <ContactRules />
      <BackUpSection />
      <Retention />
      <AuditLog />
    </>
  );
}

function ContactRules() {
  const t = useWords();
  const { change } = useCommands();
  const rules = useWorkspace(state => state.settings.contactRules);
  return (
    <Section title={t('safety.rulesTitle')} className="contact-rules">
      <Switch
        label={t('safety.override')}
        description={t('safety.overrideHint')}
        checked={rules.override}
        onChange={event => void change({ contactRules: { ...rules, override: event.currentTarget.checked } })}
      />
      <HoursField
        title={t('safety.callingHours')}
        always={t('safety.callingHoursHint')}
        hours={rules.callingHours}
        onChange={callingHours => void change({ contactRules: { ...rules, callingHours } })}
      />
    </Section>
  );
}
