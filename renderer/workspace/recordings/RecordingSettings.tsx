import { MultiSelect, NumberInput, Select, Switch, TagsInput } from '@mantine/core';
import {
  recordingMode,
  type RecordingRule,
  type RecordingSettings as Wishes,
} from '../../../shared/recording/types.ts';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';
import { useAnswer } from '../state/useAnswer.ts';
import './recordings.css';

const directions = ['both', 'inbound', 'outbound'] as const;
const beeps = ['off', 'start', 'every'] as const;

/** Which calls are recorded, what both sides hear of it, and where the recordings go. */
export function RecordingSettings() {
  const t = useWords();
  const { change, go } = useCommands();
  const wishes = useWorkspace(state => state.settings.recording);
  const set = (part: Partial<Wishes>) => void change({ recording: { ...wishes, ...part } });
  const { rules } = wishes;
  const put = (i: number, rule: RecordingRule) =>
    set({ rules: rules.map((each, n) => (n === i ? rule : each)) });
  const move = (i: number) => {
    const [before, rule] = [rules[i - 1], rules[i]];
    if (before && rule) set({ rules: [...rules.slice(0, i - 1), rule, before, ...rules.slice(i + 1)] });
  };
  return (
    <>
      <Section
        title={t('recording.rules')}
        aside={
          <SmallButton disabled={rules.length >= 30} onPress={() => set({ rules: [...rules, blank()] })}>
            {t('recording.newRule')}
          </SmallButton>
        }
      >
        <p className="section-hint">{t('recording.rulesHint')}</p>
        <ul className="recording-rules">
          {rules.map((rule, i) => (
            <li key={rule.id}>
              <div className="recording-rule-keys">
                <h3 className="grow num">{t('recording.ruleNumber', { n: i + 1 })}</h3>
                {i > 0 && (
                  <SmallButton of={t('recording.ruleNumber', { n: i + 1 })} onPress={() => move(i)}>
                    {t('recording.sooner')}
                  </SmallButton>
                )}
                <SmallButton
                  of={t('recording.ruleNumber', { n: i + 1 })}
                  onPress={() => set({ rules: rules.filter(each => each !== rule) })}
                >
                  {t('recording.removeRule')}
                </SmallButton>
              </div>
              <Rule rule={rule} onChange={next => put(i, next)} />
            </li>
          ))}
        </ul>
        <div className="recording-rule">
          <Mode
            label={t('recording.otherwise')}
            value={wishes.otherwise}
            onChange={otherwise => set({ otherwise })}
          />
        </div>
      </Section>
      <Section title={t('recording.beep')} ruled>
        <p className="section-hint">{t('recording.beepHint')}</p>
        <div className="recording-rule">
          <Select
            label={t('recording.beepWhen')}
            data={beeps.map(value => ({ value, label: t(`recording.beep_${value}`) }))}
            value={wishes.beep}
            allowDeselect={false}
            onChange={value => set({ beep: beeps.find(each => each === value) ?? 'start' })}
          />
          <NumberInput
            label={t('recording.beepSeconds')}
            value={wishes.beepSeconds}
            min={5}
            max={300}
            allowDecimal={false}
            clampBehavior="strict"
            disabled={wishes.beep !== 'every'}
            onChange={value => typeof value === 'number' && value >= 5 && set({ beepSeconds: value })}
          />
        </div>
      </Section>
      <Section title={t('recording.kept')} ruled>
        <p className="section-hint">{t('recording.keptHint')}</p>
        <Switch
          label={t('recording.inBackUp')}
          checked={wishes.inBackUp}
          withThumbIndicator={false}
          onChange={event => set({ inBackUp: event.currentTarget.checked })}
        />
        <p className="recordings-all">
          <SmallButton onPress={() => go('recordings')}>{t('recording.showAll')}</SmallButton>
        </p>
      </Section>
    </>
  );
}

const blank = (): RecordingRule => ({
  id: crypto.randomUUID(),
  mode: 'always',
  direction: 'both',
  lines: [],
  called: [],
  lists: [],
  campaigns: [],
});

function Mode({
  label,
  value,
  onChange,
}: {
  label: string;
  value: RecordingRule['mode'];
  onChange: (mode: RecordingRule['mode']) => void;
}) {
  const t = useWords();
  return (
    <Select
      label={label}
      data={recordingMode.options.map(mode => ({ value: mode, label: t(`recording.mode_${mode}`) }))}
      value={value}
      allowDeselect={false}
      onChange={next => {
        const mode = recordingMode.options.find(each => each === next);
        if (mode) onChange(mode);
      }}
    />
  );
}

function Rule({ rule, onChange }: { rule: RecordingRule; onChange: (rule: RecordingRule) => void }) {
  const t = useWords();
  const accounts = useWorkspace(state => state.settings.accounts);
  const lists = useAnswer('list.all', null) ?? [];
  const campaigns = lists.flatMap(({ campaign }) => campaign ?? []);
  const any = t('recording.any');
  return (
    <div className="recording-rule">
      <Mode label={t('recording.mode')} value={rule.mode} onChange={mode => onChange({ ...rule, mode })} />
      <Select
        label={t('recording.direction')}
        data={directions.map(value => ({ value, label: t(`recording.direction_${value}`) }))}
        value={rule.direction}
        allowDeselect={false}
        onChange={value =>
          onChange({ ...rule, direction: directions.find(each => each === value) ?? 'both' })
        }
      />
      <MultiSelect
        label={t('recording.lines')}
        placeholder={rule.lines.length === 0 ? any : ''}
        data={accounts.map(({ id, name }) => ({ value: id, label: name }))}
        value={rule.lines}
        onChange={lines => onChange({ ...rule, lines })}
      />
      <TagsInput
        label={t('recording.called')}
        placeholder={rule.called.length === 0 ? any : ''}
        value={rule.called}
        maxTags={50}
        onChange={called => onChange({ ...rule, called: tidy(called) })}
      />
      <TagsInput
        label={t('recording.lists')}
        placeholder={rule.lists.length === 0 ? any : ''}
        data={[...new Set(lists.map(({ name }) => name))]}
        value={rule.lists}
        maxTags={50}
        onChange={names => onChange({ ...rule, lists: tidy(names) })}
      />
      <TagsInput
        label={t('recording.campaigns')}
        placeholder={rule.campaigns.length === 0 ? any : ''}
        data={[...new Set(campaigns)]}
        value={rule.campaigns}
        maxTags={50}
        onChange={names => onChange({ ...rule, campaigns: tidy(names) })}
      />
    </div>
  );
}

const tidy = (names: readonly string[]): string[] =>
  names.map(name => name.trim().slice(0, 200)).filter(name => name !== '');
