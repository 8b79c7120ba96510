import { useState } from 'react';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { Tel } from '../../ui/Tel.tsx';
import { useKeys } from '../keys/useKeys.ts';
import { formatNumber } from '../people.ts';
import { useCommands, useLanguage, useWords, useWorkspace } from '../state/context.tsx';

/** The made-up customers: call one, or let one call. Only while the practice exchange runs. */
export function PracticePanel() {
  const t = useWords();
  const language = useLanguage();
  const { callMe, dial } = useCommands();
  const practice = useWorkspace(state => state.practice);
  const account = useWorkspace(state => state.lines.find(line => line.practice)?.accountId ?? null);
  // One thing to do next on a screen: when somebody is due, it is them.
  const nothingDue = useWorkspace(state => state.due.length === 0);
  const [coming, setComing] = useState(false);

  const ask = async (customerId: string | null) => {
    setComing(await callMe(customerId));
  };
  const running = practice.state === 'running';
  const owns = useKeys({ P: () => void ask(null) }, { priority: 'list', when: running });

  if (practice.state === 'off') return null;
  if (!running)
    return (
      <Section title={t('desk.practice')}>
        <p className="empty" role="status">
          {t(practice.state === 'starting' ? 'desk.practiceStarting' : 'desk.practiceFailed')}
        </p>
      </Section>
    );
  return (
    <Section
      title={t('desk.practice')}
      aside={
        <SmallButton accent={nothingDue} k="P" idle={!owns('P')} onPress={() => void ask(null)}>
          {t('desk.practiceCallMe')}
        </SmallButton>
      }
    >
      <p className="section-hint" role="status">
        {coming ? t('desk.practiceComing') : t('desk.practiceHint')}
      </p>
      <ul className="practice-list">
        {practice.customers.map(customer => {
          const who = customer.name[language];
          return (
            <li key={customer.id} className="row two">
              <span>
                <b className="clip">
                  <bdi>{who}</bdi>
                </b>
                <span className="quiet">
                  <bdi>{customer.behaviour[language]}</bdi>
                </span>
              </span>
              <span className="quiet">
                <Tel n={formatNumber(customer.number)} />
              </span>
              <span className="practice-keys">
                <SmallButton of={who} onPress={() => void dial(customer.number, null, account)}>
                  {t('common.call')}
                </SmallButton>
                <SmallButton of={who} onPress={() => void ask(customer.id)}>
                  {t('desk.practiceRings')}
                </SmallButton>
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
