import { IconDialpad, IconPhone } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useFormats, useNow, useWords, useWorkspace, useCommands } from '../state/context.tsx';
import { useKeys, useSettling } from '../keys/useKeys.ts';
import { CallButton, callIcon } from './CallButton.tsx';
import { DialField } from './DialField.tsx';
import { DigitPad } from './DigitPad.tsx';
import { LaneItem } from './LaneItem.tsx';
import { useDialling } from './useDialling.ts';

/** No call: the same height, the name's place takes the number to call. */
export function FreeBand() {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(1000);
  const { setDialText } = useCommands();
  const dialling = useDialling();
  const [pad, setPad] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const settling = useSettling('free');

  const dial = () => {
    if (dialling.text.trim() === '') input.current?.focus();
    else void dialling.dial();
  };
  const type = (digit: string) => setDialText((dialling.text + digit).slice(0, 256));
  const owns = useKeys({ K: () => setPad(open => !open) }, { priority: 'call' });
  useKeys({ Enter: dial }, { priority: 'page', when: dialling.text !== '' });
  return (
    <>
      <div className="band-row">
        <div className="band-time free" role="timer" aria-live="off">
          <b className="num">{formats.time(now)}</b>
          <span>{t('call.none')}</span>
        </div>
        <DialField dialling={dialling} input={input} />
        <div className="band-controls">
          <CallButton
            icon={<IconPhone {...callIcon} />}
            label={t('common.call')}
            k="⏎"
            idle={dialling.text === ''}
            reason={dialling.line === null ? t('call.dialNoLine') : null}
            locked={settling}
            onPress={dial}
          />
          <DigitPad
            open={pad}
            onClose={() => setPad(false)}
            shown={dialling.text}
            empty={t('call.dialPrompt')}
            onDigit={type}
            onDelete={() => setDialText(dialling.text.slice(0, -1))}
          >
            <CallButton
              icon={<IconDialpad {...callIcon} />}
              label={t('call.keypad')}
              k="K"
              idle={!owns('K')}
              expanded={pad}
              locked={settling}
              onPress={() => setPad(!pad)}
            />
          </DigitPad>
        </div>
      </div>
      <FreeLane />
    </>
  );
}

/** What would carry a call: the line and the microphone. */
function FreeLane() {
  const t = useWords();
  const formats = useFormats();
  const lines = useWorkspace(state => state.lines);
  const microphone = useWorkspace(
    state =>
      state.devices.find(
        device => device.kind === 'microphone' && device.id === state.settings.audio.microphone,
      )?.label ?? state.devices.find(device => device.kind === 'microphone')?.label,
  );
  const registered = lines.filter(line => line.state === 'registered');
  return (
    <div className="lane free">
      {registered.map(line => (
        <LaneItem key={line.accountId}>
          <bdi>{line.name}</bdi>
          <span className="quiet num">
            {line.registeredAt === null
              ? t('line.registeredShort')
              : t('line.registered', { time: formats.time(line.registeredAt) })}
          </span>
        </LaneItem>
      ))}
      {registered.length === 0 && <LaneItem>{t('call.dialNoLine')}</LaneItem>}
      {microphone !== undefined && (
        <LaneItem tone="end">
          <bdi>{microphone}</bdi>
        </LaneItem>
      )}
    </div>
  );
}
