import type { Key } from '../../../shared/i18n/keys.ts';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useWords } from '../state/context.tsx';

const chapters: readonly { title: Key; lines: readonly Key[]; steps?: true }[] = [
  {
    title: 'help.firstTitle',
    lines: ['help.first1', 'help.first2', 'help.first3', 'help.first4', 'help.first5'],
    steps: true,
  },
  { title: 'help.screenTitle', lines: ['help.screen1', 'help.screen2', 'help.screen3'] },
  {
    title: 'help.contactsTitle',
    lines: ['help.contacts1', 'help.contacts2', 'help.contacts3', 'help.contacts4'],
  },
  { title: 'help.manyTitle', lines: ['help.many1', 'help.many2', 'help.many3', 'help.many4'] },
  {
    title: 'help.directoriesTitle',
    lines: ['help.directories1', 'help.directories2', 'help.directories3'],
  },
  {
    title: 'help.wrapTitle',
    lines: ['help.wrap1', 'help.wrap2', 'help.wrap3', 'help.wrap4', 'help.wrap5', 'help.wrap6', 'help.wrap7'],
  },
  {
    title: 'help.transferTitle',
    lines: ['help.transfer1', 'help.transfer2', 'help.transfer3'],
  },
  { title: 'help.phoneTitle', lines: ['help.phone1', 'help.phone2', 'help.phone3', 'help.phone4'] },
  { title: 'recording.title', lines: ['recording.help1', 'recording.help2', 'recording.help3'] },
  { title: 'helpPhone.ringTitle', lines: ['helpPhone.ring1', 'helpPhone.ring2', 'helpPhone.ring3'] },
  { title: 'helpPhone.lampsTitle', lines: ['helpPhone.lamps1', 'helpPhone.lamps2', 'helpPhone.lamps3'] },
  {
    title: 'helpPhone.soundTitle',
    lines: ['helpPhone.sound1', 'helpPhone.sound2', 'helpPhone.sound3', 'helpPhone.sound4'],
  },
  { title: 'helpPhone.checkTitle', lines: ['helpPhone.check1', 'helpPhone.check2'] },
  { title: 'helpPhone.reachTitle', lines: ['helpPhone.reach1', 'helpPhone.reach2', 'helpPhone.reach3'] },
  {
    title: 'helpPhone.apiTitle',
    lines: ['helpPhone.api1', 'helpPhone.api2', 'helpPhone.api3', 'helpPhone.api4', 'helpPhone.api5'],
  },
  { title: 'help.scriptTitle', lines: ['help.script1', 'help.script2', 'help.script3'] },
  { title: 'help.practiceTitle', lines: ['help.practice1', 'help.practice2', 'help.practice3'] },
  { title: 'help.dataTitle', lines: ['help.data1', 'help.data2', 'help.data3'] },
  { title: 'help.safetyTitle', lines: ['help.safety1', 'help.safety2', 'help.safety3'] },
];

/** The whole help on one page: what a new agent needs in the first ten minutes. */
export function Help() {
  const t = useWords();
  const { showKeys } = useCommands();
  return (
    <div className="help">
      {chapters.map(({ title, lines, steps }) => {
        const List = steps ? 'ol' : 'ul';
        return (
          <Section key={title} title={t(title)}>
            <List>
              {lines.map(line => (
                <li key={line}>{t(line)}</li>
              ))}
            </List>
          </Section>
        );
      })}
      <Section
        title={t('help.keysTitle')}
        aside={
          <SmallButton k="?" onPress={() => showKeys(true)}>
            {t('help.showKeys')}
          </SmallButton>
        }
      >
        <p className="section-hint">{t('help.keysHint')}</p>
        <p className="section-hint">{t('keys.hint')}</p>
      </Section>
    </div>
  );
}
