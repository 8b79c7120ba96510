import { NumberInput, SegmentedControl, Select, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { uuidv7 } from 'uuidv7';
import { watched, type Watched } from '../../../shared/lamps/types.ts';
import { codeUses, featureCode, type FeatureCode } from '../../../shared/phone/rules.ts';
import type { PhoneSettings } from '../../../shared/phone/settings.ts';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';
import { ltr } from './useForm.ts';

const policies = ['forbid', 'allow', 'force'] as const;
const kinds = ['colleague', 'park'] as const;

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
      <ul>
        {phone.lamps.map(lamp => (
          <li key={lamp.id} className="tool-row lamp-row">
            <b className="clip">
              <bdi>{lamp.name}</bdi>
            </b>
            <bdi dir="ltr">{lamp.number}</bdi>
            <span className="quiet">{t(`phone.${lamp.kind}`)}</span>
            <SmallButton
              of={lamp.name}
              onPress={() => set({ lamps: phone.lamps.filter(({ id }) => id !== lamp.id) })}
            >
              {t('common.remove')}
            </SmallButton>
          </li>
        ))}
      </ul>
      <AddLamp full={phone.lamps.length >= 60} onAdd={lamp => set({ lamps: [...phone.lamps, lamp] })} />
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

function AddLamp({ full, onAdd }: { full: boolean; onAdd: (lamp: Watched) => void }) {
  const t = useWords();
  const blank = { name: '', number: '', kind: 'colleague' as Watched['kind'] };
  const [value, setValue] = useState(blank);
  const [tried, setTried] = useState(false);
  const read = watched.safeParse({ id: uuidv7(), ...value });
  return (
    <form
      className="tool-row lamp-row"
      aria-label={t('phone.shown')}
      noValidate
      onSubmit={event => {
        event.preventDefault();
        setTried(!read.success);
        if (!read.success || full) return;
        onAdd(read.data);
        setValue(blank);
      }}
    >
      <TextInput
        aria-label={t('phone.name')}
        placeholder={t('phone.name')}
        value={value.name}
        maxLength={80}
        error={tried && !read.success ? t('phone.needBoth') : undefined}
        onChange={event => setValue({ ...value, name: event.currentTarget.value })}
      />
      <TextInput
        aria-label={t('phone.number')}
        placeholder={t('phone.number')}
        value={value.number}
        maxLength={64}
        {...ltr}
        onChange={event => setValue({ ...value, number: event.currentTarget.value })}
      />
      <Select
        aria-label={t('phone.kind')}
        allowDeselect={false}
        data={kinds.map(kind => ({ value: kind, label: t(`phone.${kind}`) }))}
        value={value.kind}
        onChange={kind => setValue({ ...value, kind: kind === 'park' ? 'park' : 'colleague' })}
      />
      <button type="submit" className="small" disabled={full}>
        {t('phone.add')}
      </button>
    </form>
  );
}

function Codes({ phone, set }: PartProps) {
  const t = useWords();
  return (
    <Section title={t('phone.codesTitle')} ruled>
      <p className="section-hint">{t('phone.codesHint')}</p>
      <ul>
        {phone.codes.map(code => (
          <li key={code.id} className="tool-row code-row">
            <b className="clip">
              <bdi>{code.name}</bdi>
            </b>
            <bdi dir="ltr">{code.code}</bdi>
            <span className="quiet">{t(`phone.use_${code.use}`)}</span>
            <SmallButton
              of={code.name}
              onPress={() => set({ codes: phone.codes.filter(({ id }) => id !== code.id) })}
            >
              {t('common.remove')}
            </SmallButton>
          </li>
        ))}
      </ul>
      <AddCode full={phone.codes.length >= 24} onAdd={code => set({ codes: [...phone.codes, code] })} />
    </Section>
  );
}

function AddCode({ full, onAdd }: { full: boolean; onAdd: (code: FeatureCode) => void }) {
  const t = useWords();
  const blank = { name: '', code: '', use: 'send' as FeatureCode['use'] };
  const [value, setValue] = useState(blank);
  const [tried, setTried] = useState(false);
  const read = featureCode.safeParse({ id: uuidv7(), ...value });
  return (
    <form
      className="tool-row code-row"
      aria-label={t('phone.codesTitle')}
      noValidate
      onSubmit={event => {
        event.preventDefault();
        setTried(!read.success);
        if (!read.success || full) return;
        onAdd(read.data);
        setValue(blank);
      }}
    >
      <TextInput
        aria-label={t('phone.name')}
        placeholder={t('phone.name')}
        value={value.name}
        maxLength={40}
        onChange={event => setValue({ ...value, name: event.currentTarget.value })}
      />
      <TextInput
        aria-label={t('phone.code')}
        placeholder={t('phone.code')}
        value={value.code}
        maxLength={32}
        error={tried && !read.success ? t('phone.badCode') : undefined}
        {...ltr}
        onChange={event => setValue({ ...value, code: event.currentTarget.value })}
      />
      <Select
        aria-label={t('phone.use')}
        allowDeselect={false}
        data={codeUses.map(use => ({ value: use, label: t(`phone.use_${use}`) }))}
        value={value.use}
        onChange={use => setValue({ ...value, use: codeUses.find(each => each === use) ?? 'send' })}
      />
      <button type="submit" className="small" disabled={full}>
        {t('phone.add')}
      </button>
    </form>
  );
}
