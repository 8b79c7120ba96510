import { SegmentedControl, Select, Switch } from '@mantine/core';
import { useEffect, useState } from 'react';
import { noiseSuppression, type AudioDevice } from '../../../shared/media/protocol.ts';
import type { Settings } from '../../../shared/settings/schema.ts';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';

type Audio = Settings['audio'];

/** Select wants strings: this one stands for the system's default device. */
const systemDefault = '';

export function Sound() {
  const t = useWords();
  const { change, refreshDevices, testTone } = useCommands();
  const audio = useWorkspace(state => state.settings.audio);
  const devices = useWorkspace(state => state.devices);
  const headsets = useWorkspace(state => state.reach.headsets);
  const [tested, setTested] = useState(false);
  const set = (part: Partial<Audio>) => void change({ audio: { ...audio, ...part } });
  const test = (where: 'speaker' | 'ringDevice') => void testTone(where).then(setTested);

  useEffect(() => void refreshDevices(), [refreshDevices]);

  const microphones = devices.filter(device => device.kind === 'microphone');
  const speakers = devices.filter(device => device.kind === 'speaker');
  return (
    <Section
      title={t('settings.sound')}
      aside={<SmallButton onPress={() => void refreshDevices()}>{t('settings.refresh')}</SmallButton>}
    >
      <div className="setting">
        <span>{t('settings.microphone')}</span>
        <DeviceSelect
          label={t('settings.microphone')}
          devices={microphones}
          value={audio.microphone}
          onChange={microphone => set({ microphone })}
        />
        {microphones.length === 0 ? (
          <span className="danger-text">{t('settings.noMicrophone')}</span>
        ) : (
          <Meter />
        )}
        <span />
      </div>
      <div className="setting">
        <span>{t('settings.speaker')}</span>
        <DeviceSelect
          label={t('settings.speaker')}
          devices={speakers}
          value={audio.speaker}
          onChange={speaker => set({ speaker })}
        />
        <span />
        <SmallButton of={t('settings.speaker')} onPress={() => test('speaker')}>
          {t('settings.testTone')}
        </SmallButton>
      </div>
      <div className="setting">
        <span>{t('settings.ringer')}</span>
        <DeviceSelect
          label={t('settings.ringer')}
          devices={speakers}
          value={audio.ringDevice}
          onChange={ringDevice => set({ ringDevice })}
        />
        <span />
        <SmallButton of={t('settings.ringer')} onPress={() => test('ringDevice')}>
          {t('settings.testTone')}
        </SmallButton>
      </div>
      <div className="setting">
        <span>{t('settings.noise')}</span>
        <SegmentedControl
          aria-label={t('settings.noise')}
          data={[
            { value: 'off', label: t('settings.noiseOff') },
            { value: 'browser', label: t('settings.noiseBrowser') },
            { value: 'strong', label: t('settings.noiseStrong') },
          ]}
          value={audio.noiseSuppression}
          onChange={value => set({ noiseSuppression: noiseSuppression.parse(value) })}
        />
        <span />
        <span />
      </div>
      <p className="section-hint">{t('settings.noiseHint')}</p>
      <div className="switches">
        <Switch
          label={t('settings.echo')}
          checked={audio.echoCancellation}
          withThumbIndicator={false}
          onChange={event => set({ echoCancellation: event.currentTarget.checked })}
        />
        <Switch
          label={t('settings.gain')}
          checked={audio.autoGainControl}
          withThumbIndicator={false}
          onChange={event => set({ autoGainControl: event.currentTarget.checked })}
        />
      </div>
      <p className="section-hint">
        {headsets.length === 0 ? t('reach.noHeadset') : t('reach.headsets', { names: headsets.join(', ') })}
      </p>
      <p className="section-hint" role="status">
        {t(tested ? 'settings.toneSent' : 'settings.soundHint')}
      </p>
    </Section>
  );
}

/** A device that was chosen and is unplugged stays chosen: it is used again when it is back. */
function DeviceSelect({
  label,
  devices,
  value,
  onChange,
}: {
  label: string;
  devices: readonly AudioDevice[];
  value: string | null;
  onChange: (value: string | null) => void;
}) {
  const t = useWords();
  const data = [
    { value: systemDefault, label: t('settings.systemDefault') },
    ...devices
      .filter(device => device.id !== 'default' && device.id !== '')
      .map(device => ({ value: device.id, label: device.label || device.id })),
  ];
  if (value !== null && !data.some(option => option.value === value))
    data.push({ value, label: t('settings.missingDevice', { device: label }) });
  return (
    <Select
      aria-label={label}
      data={data}
      value={value ?? systemDefault}
      allowDeselect={false}
      onChange={chosen => onChange(chosen === null || chosen === systemDefault ? null : chosen)}
    />
  );
}

const bars = 24;

/** The microphone's level while a call is up, as the media window reports it; amber where it would clip. */
function Meter() {
  const t = useWords();
  const levels = useWorkspace(state => state.levels);
  const up = useWorkspace(state =>
    state.calls.some(call => call.id === state.levels?.callId && call.phase === 'established'),
  );
  if (!levels || !up) return <span />;
  const on = Math.round(Math.min(1, Math.max(0, levels.out)) * bars);
  return (
    <span className="meter" role="img" aria-label={t('settings.level')}>
      {Array.from({ length: bars }, (_, i) => (
        <i key={i} className={i >= on ? '' : i >= bars - 3 ? 'peak' : 'on'} />
      ))}
    </span>
  );
}
