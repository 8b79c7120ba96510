import { NumberInput, Switch } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import {
  accelerator,
  globalAction,
  type GlobalAction,
  type ReachSettings,
} from '../../../shared/reach/types.ts';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';
import { acceleratorOf } from './acceleratorOf.ts';

/** How other programs and the whole keyboard reach the phone. */
export function Reach() {
  const t = useWords();
  const { change } = useCommands();
  const reach = useWorkspace(state => state.settings.reach);
  const view = useWorkspace(state => state.reach);
  const set = (part: Partial<ReachSettings>) => void change({ reach: { ...reach, ...part } });
  return (
    <>
      <Section title={t('reach.links')}>
        <div className="switches">
          <Switch
            label={t('reach.linksOn')}
            checked={reach.links}
            withThumbIndicator={false}
            onChange={event => set({ links: event.currentTarget.checked })}
          />
        </div>
        <p className="section-hint">{t('reach.linksHint')}</p>
        {reach.links && !view.linksComeHere && (
          <p className="owed-text" role="status">
            {t('reach.linksElsewhere')}
          </p>
        )}
      </Section>
      <Section title={t('reach.keys')} ruled>
        <p className="section-hint">{t('reach.keysHint')}</p>
        {globalAction.options.map(action => (
          <KeyRow
            key={action}
            action={action}
            value={reach.keys[action]}
            taken={view.taken.includes(action)}
            onChange={value => set({ keys: { ...reach.keys, [action]: value } })}
          />
        ))}
      </Section>
      <Section title={t('reach.api')} ruled>
        <div className="switches">
          <Switch
            label={t('reach.apiOn')}
            checked={reach.api.on}
            withThumbIndicator={false}
            onChange={event => set({ api: { ...reach.api, on: event.currentTarget.checked } })}
          />
        </div>
        <p className="section-hint">{t('reach.apiHint')}</p>
        <div className="line-form">
          <NumberInput
            label={t('reach.port')}
            value={reach.api.port}
            min={1024}
            max={65_535}
            allowDecimal={false}
            hideControls
            error={view.api === 'portTaken' ? t('reach.portTaken') : undefined}
            onBlur={event => {
              const port = Number(event.currentTarget.value);
              if (Number.isInteger(port) && port >= 1024 && port <= 65_535)
                set({ api: { ...reach.api, port } });
            }}
          />
        </div>
        <Token there={view.token} />
      </Section>
    </>
  );
}

function KeyRow({
  action,
  value,
  taken,
  onChange,
}: {
  action: GlobalAction;
  value: string | null;
  taken: boolean;
  onChange: (value: string | null) => void;
}) {
  const t = useWords();
  const [listening, setListening] = useState(false);
  const [bad, setBad] = useState(false);
  const pressed = (event: KeyboardEvent) => {
    // Out of the field by the keyboard, too.
    if (event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape')
      return event.currentTarget instanceof HTMLElement && event.currentTarget.blur();
    const keys = acceleratorOf(event.nativeEvent);
    if (keys === null) return;
    const sound = accelerator.safeParse(keys).success;
    setBad(!sound);
    if (sound) onChange(keys);
  };
  return (
    <div className="setting wide">
      <span id={`key-${action}`}>{t(`reachKey.${action}`)}</span>
      <span>
        <input
          className="key-field"
          dir={value === null ? undefined : 'ltr'}
          readOnly
          aria-labelledby={`key-${action}`}
          value={
            value === null ? (listening ? t('reach.press') : t('reach.none')) : value.replaceAll('+', ' + ')
          }
          onFocus={() => setListening(true)}
          onBlur={() => {
            setListening(false);
            setBad(false);
          }}
          onKeyDown={pressed}
        />
        {(bad || taken) && (
          <span className="danger-text fault" role="status">
            {t(bad ? 'reach.badKeys' : 'reach.taken')}
          </span>
        )}
      </span>
      <SmallButton of={t(`reachKey.${action}`)} disabled={value === null} onPress={() => onChange(null)}>
        {t('reach.clear')}
      </SmallButton>
    </div>
  );
}

function Token({ there }: { there: boolean }) {
  const t = useWords();
  const { ask } = useCommands();
  const [token, setToken] = useState<string | null>(null);
  return (
    <div className="about token">
      <p>{t(token !== null ? 'reach.tokenOnce' : there ? 'reach.tokenThere' : 'reach.noToken')}</p>
      {token !== null && (
        <input
          className="key-field token-field"
          dir="ltr"
          readOnly
          aria-label={t('reach.token')}
          value={token}
          onFocus={event => event.currentTarget.select()}
        />
      )}
      <span>
        <SmallButton
          onPress={() => void ask('api.newToken', null).then(made => made && setToken(made.token))}
        >
          {t(there ? 'reach.newTokenAgain' : 'reach.newToken')}
        </SmallButton>
      </span>
    </div>
  );
}
