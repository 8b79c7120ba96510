import { NumberInput, SegmentedControl, Switch, TextInput } from '@mantine/core';
import { uuidv7 } from 'uuidv7';
import { watched } from '../../../shared/lamps/types.ts';
import { codeUses, featureCode } from '../../../shared/phone/rules.ts';
import type { PhoneSettings } from '../../../shared/phone/settings.ts';
import { Section } from '../../ui/Section.tsx';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';
import { CallHeaders } from './CallHeaders.tsx';
import { PhoneEntries } from './PhoneEntries.tsx';
import { ltr } from './useForm.ts';

const policies = ['forbid', 'allow', 'force'] as const;

/** What calls do by themselves, and what is shown of the phone system. */
export function PhonePage() {
  const phone = useWorkspace(state => state.settings.phone);
  const { change } = useCommands();
  const set = (part: Partial<PhoneSettings>) => void change({ phone: { ...phone, ...part } });
  return (
    <>
      <WhenItRings phone={phone} set={set} />
      <AutoAnswer phone={phone} set={set} />
      <Forwarding phone={phone} set={set} />
      <Lamps phone={phone} set={set} />
      <Codes phone={phone} set={set} />
      <CallHeaders headers={phone.headers} onSet={headers => set({ headers })} />
    </>
  );
}

interface PartProps {
  phone: PhoneSettings;
  set: (part: Partial<PhoneSettings>) => void;
}

function WhenItRings({ phone, set }: PartProps) {
  const t = useWords();
  return (
    <Section title={t('ringing.settings')}>
      <div className="switches">
        <Switch
          label={t('ringing.cardOn')}
          checked={phone.ringCard}
          withThumbIndicator={false}
          onChange={event => set({ ringCard: event.currentTarget.checked })}
        />
      </div>
      <p className="section-hint">{t('ringing.cardHint')}</p>
    </Section>
  );
}

function AutoAnswer({ phone, set }: PartProps) {
  const t = useWords();
  const { autoAnswer } = phone.rules;
  const put = (part: Partial<typeof autoAnswer>) =>
    set({ rules: { ...phone.rules, autoAnswer: { ...autoAnswer, ...part } } });
  return (
    <Section title={t('phone.autoAnswer')} ruled>
      <SegmentedControl
        aria-label={t('phone.autoAnswer')}
        data={policies.map(value => ({ value, label: t(`phone.${value}`) }))}
        value={autoAnswer.policy}
        onChange={value => put({ policy: policies.find(policy => policy === value) ?? 'forbid' })}
      />
      <p className="section-hint">{t(`phone.${autoAnswer.policy}Hint`)}</p>
      {autoAnswer.policy === 'force' && (
        <div className="line-form">
          <NumberInput
            label={t('phone.after')}
            value={autoAnswer.seconds}
            min={0}
            max={60}
            clampBehavior="strict"
            allowDecimal={false}
            onChange={value => typeof value === 'number' && put({ seconds: value })}
          />
        </div>
      )}
    </Section>
  );
}

function Forwarding({ phone, set }: PartProps) {
  const t = useWords();
  const { forwarding } = phone.rules;
  const put = (part: Partial<typeof forwarding>) =>
    set({ rules: { ...phone.rules, forwarding: { ...forwarding, ...part } } });
  return (
    <Section title={t('phone.forwarding')} ruled>
      <p className="section-hint">{t('phone.forwardingHint')}</p>
      <div className="line-form">
        <Dialled label={t('phone.always')} value={forwarding.always} onPut={always => put({ always })} />
        <Dialled label={t('phone.whenBusy')} value={forwarding.busy} onPut={busy => put({ busy })} />
        <Dialled
          label={t('phone.noAnswer')}
          value={forwarding.noAnswer}
          onPut={noAnswer => put({ noAnswer })}
        />
        <NumberInput
          label={t('phone.noAnswerAfter')}
          value={forwarding.seconds}
          min={5}
          max={120}
          clampBehavior="strict"
          allowDecimal={false}
          disabled={forwarding.noAnswer === null}
          onChange={value => typeof value === 'number' && value >= 5 && put({ seconds: value })}
        />
      </div>
    </Section>
  );
}

/** Something to dial; what was typed counts when the field is left. */
function Dialled({
  label,
  hint,
  value,
  onPut,
}: {
  label: string;
  hint?: string;
  value: string | null;
  onPut: (value: string | null) => void;
}) {
  return (
    <TextInput
      key={value}
      label={label}
      description={hint}
      defaultValue={value ?? ''}
      maxLength={64}
      spellCheck={false}
      {...ltr}
      onBlur={event => {
        const typed = event.currentTarget.value.trim() || null;
        if (typed !== value) onPut(typed);
      }}
    />
  );
}

function Lamps({ phone, set }: PartProps) {
  const t = useWords();
  return (
    <Section title={t('phone.shown')} ruled>
      <p className="section-hint">{t('phone.shownHint')}</p>
      <PhoneEntries
        row="lamp-row"
        label={t('phone.shown')}
        words={{ dialled: t('phone.number'), use: t('phone.kind'), wrong: t('phone.needBoth') }}
        longest={{ name: 80, dialled: 64 }}
        uses={[
          { value: 'colleague', label: t('phone.colleague') },
          { value: 'park', label: t('phone.park') },
        ]}
        entries={phone.lamps.map(({ id, name, number, kind }) => ({ id, name, dialled: number, use: kind }))}
        full={phone.lamps.length >= 60}
        onAdd={({ name, dialled, use }) => {
          const read = watched.safeParse({ id: uuidv7(), name, number: dialled, kind: use });
          if (read.success) set({ lamps: [...phone.lamps, read.data] });
          return read.success;
        }}
        onRemove={id => set({ lamps: phone.lamps.filter(lamp => lamp.id !== id) })}
      />
      <div className="line-form">
        <Dialled
          label={t('phone.pickUpCode')}
          hint={t('phone.pickUpHint')}
          value={phone.pickUpCode}
          onPut={pickUpCode => set({ pickUpCode })}
        />
        <Dialled
          label={t('phone.voicemail')}
          hint={t('phone.voicemailHint')}
          value={phone.voicemail}
          onPut={voicemail => set({ voicemail })}
        />
        <Dialled
          label={t('phone.takesMessages')}
          hint={t('phone.takesMessagesHint')}
          value={phone.takesMessages}
          onPut={takesMessages => set({ takesMessages })}
        />
      </div>
    </Section>
  );
}

function Codes({ phone, set }: PartProps) {
  const t = useWords();
  return (
    <Section title={t('phone.codesTitle')} ruled>
      <p className="section-hint">{t('phone.codesHint')}</p>
      <PhoneEntries
        row="code-row"
        label={t('phone.codesTitle')}
        words={{ dialled: t('phone.code'), use: t('phone.use'), wrong: t('phone.badCode') }}
        longest={{ name: 40, dialled: 32 }}
        uses={[
          { value: 'send', label: t('phone.use_send') },
          ...codeUses
            .filter(use => use !== 'send')
            .map(use => ({ value: use, label: t(`phone.use_${use}`) })),
        ]}
        entries={phone.codes.map(({ id, name, code, use }) => ({ id, name, dialled: code, use }))}
        full={phone.codes.length >= 24}
        onAdd={({ name, dialled, use }) => {
          const read = featureCode.safeParse({ id: uuidv7(), name, code: dialled, use });
          if (read.success) set({ codes: [...phone.codes, read.data] });
          return read.success;
        }}
        onRemove={id => set({ codes: phone.codes.filter(code => code.id !== id) })}
      />
    </Section>
  );
}
