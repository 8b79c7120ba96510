import { NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import { uuidv7 } from 'uuidv7';
import type { BreakReason } from '../../../shared/agent/types.ts';
import { defaultSettings, type Settings } from '../../../shared/settings/schema.ts';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useLanguage, useWords, useWorkspace } from '../state/context.tsx';
import { Calendar } from './Calendar.tsx';

const modes = ['optional', 'required', 'timed', 'timedStrict'] as const;
const words = {
  optional: ['tools.modeOptional', 'tools.modeOptionalHint'],
  required: ['tools.modeRequired', 'tools.modeRequiredHint'],
  timed: ['tools.modeTimed', 'tools.modeTimedHint'],
  timedStrict: ['tools.modeTimedStrict', 'tools.modeTimedStrictHint'],
} as const;

const usualReturn = defaultSettings.callbacks.returnAfter;

/** What a call owes, and what the agent may be besides ready. */
export function Work() {
  const t = useWords();
  const { change } = useCommands();
  const wrapUp = useWorkspace(state => state.settings.wrapUp);
  const agent = useWorkspace(state => state.settings.agent);
  const { returnAfter } = useWorkspace(state => state.settings.callbacks);
  const timed = wrapUp.mode === 'timed' || wrapUp.mode === 'timedStrict';
  const set = (part: Partial<Settings['wrapUp']>) => void change({ wrapUp: { ...wrapUp, ...part } });
  return (
    <>
      <Section title={t('tools.wrapUp')}>
        <SegmentedControl
          aria-label={t('tools.wrapUp')}
          data={modes.map(mode => ({ value: mode, label: t(words[mode][0]) }))}
          value={wrapUp.mode}
          onChange={value => set({ mode: modes.find(mode => mode === value) ?? 'required' })}
        />
        <p className="section-hint">{t(words[wrapUp.mode][1])}</p>
        {timed && (
          <div className="line-form">
            <NumberInput
              label={t('tools.seconds')}
              value={wrapUp.seconds}
              min={10}
              max={3600}
              clampBehavior="strict"
              allowDecimal={false}
              onChange={value => typeof value === 'number' && value >= 10 && set({ seconds: value })}
            />
            <NumberInput
              label={t('tools.extensions')}
              description={t('tools.extensionsHint')}
              value={wrapUp.extensions}
              min={0}
              max={10}
              clampBehavior="strict"
              allowDecimal={false}
              onChange={value => typeof value === 'number' && set({ extensions: value })}
            />
          </div>
        )}
      </Section>
      <Section title={t('tools.callbacks')} ruled>
        <div className="setting wide">
          <span>{t('tools.returns')}</span>
          <SegmentedControl
            aria-label={t('tools.returns')}
            data={[
              { value: 'on', label: t('tools.returnsOn') },
              { value: 'off', label: t('tools.returnsOff') },
            ]}
            value={returnAfter === null ? 'off' : 'on'}
            onChange={value =>
              void change({ callbacks: { returnAfter: value === 'on' ? usualReturn : null } })
            }
          />
        </div>
        {returnAfter !== null && (
          <div className="line-form">
            <NumberInput
              label={t('tools.returnAfter')}
              description={t('tools.returnHint')}
              value={returnAfter}
              min={5}
              max={10_080}
              allowDecimal={false}
              onChange={value =>
                typeof value === 'number' &&
                value >= 5 &&
                value <= 10_080 &&
                void change({ callbacks: { returnAfter: value } })
              }
            />
          </div>
        )}
      </Section>
      <Calendar />
      <Section title={t('tools.breaksTitle')} ruled>
        <ul>
          {agent.breaks.map(reason => (
            <Reason key={reason.id} reason={reason} agent={agent} />
          ))}
        </ul>
        <SmallButton
          disabled={agent.breaks.length >= 12}
          onPress={() => {
            const added = { id: uuidv7(), name: { en: '', ar: '' }, minutes: null };
            void change({ agent: { ...agent, breaks: [...agent.breaks, added] } });
          }}
        >
          {t('tools.add')}
        </SmallButton>
        <div className="setting wide">
          <span>{t('tools.refusal')}</span>
          <SegmentedControl
            aria-label={t('tools.refusal')}
            data={([480, 486] as const).map(code => ({
              value: String(code),
              label: t(`tools.refusal${code}`),
            }))}
            value={String(agent.refusal)}
            onChange={value => void change({ agent: { ...agent, refusal: value === '486' ? 486 : 480 } })}
          />
        </div>
      </Section>
    </>
  );
}

function Reason({ reason, agent }: { reason: BreakReason; agent: Settings['agent'] }) {
  const t = useWords();
  const language = useLanguage();
  const { change } = useCommands();
  const put = (next: BreakReason | null) =>
    void change({
      agent: {
        ...agent,
        breaks: agent.breaks.flatMap(each => (each.id === reason.id ? (next ?? []) : each)),
      },
    });
  return (
    <li className="tool-row break-row">
      {(['en', 'ar'] as const).map(tongue => (
        <TextInput
          key={tongue}
          aria-label={t(tongue === 'en' ? 'tools.nameEn' : 'tools.nameAr')}
          defaultValue={reason.name[tongue]}
          dir={tongue === 'ar' ? 'rtl' : 'ltr'}
          maxLength={40}
          onBlur={event =>
            put({ ...reason, name: { ...reason.name, [tongue]: event.currentTarget.value.trim() } })
          }
        />
      ))}
      <NumberInput
        aria-label={t('tools.minutesADay')}
        placeholder={t('tools.minutesADay')}
        value={reason.minutes ?? ''}
        min={1}
        max={600}
        allowDecimal={false}
        onChange={value =>
          put({ ...reason, minutes: typeof value === 'number' && value >= 1 ? value : null })
        }
      />
      <SmallButton of={reason.name[language] || reason.name.en} onPress={() => put(null)}>
        {t('common.remove')}
      </SmallButton>
    </li>
  );
}
