import { PasswordInput, TextInput } from '@mantine/core';
import type { IceServerSettings } from '../../../shared/lines/types.ts';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useWords } from '../state/context.tsx';
import { mostIce, noIce, type IceInput } from './lineInput.ts';
import { ltr } from './useForm.ts';

/** STUN and TURN servers of one line, a row each. Stored passwords never come here. */
export function IceServers({
  value,
  kept,
  error,
  onChange,
}: {
  value: readonly IceInput[];
  /** As they are stored, with their passwords. */
  kept: readonly IceServerSettings[];
  error: string | null;
  onChange: (value: readonly IceInput[]) => void;
}) {
  const t = useWords();
  const put = (index: number, change: Partial<IceInput>) =>
    onChange(value.map((row, i) => (i === index ? { ...row, ...change } : row)));
  const isKept = ({ url, user }: IceInput) =>
    user !== '' && kept.some(server => server.url === url.trim() && server.user === user.trim());
  return (
    <fieldset className="whole rows-field">
      <legend>{t('line.ice')}</legend>
      <p className="quiet">{t('line.iceHint')}</p>
      {value.map((row, index) => (
        <div key={index} className="ice-row">
          <TextInput
            name={index === 0 ? 'ice' : undefined}
            aria-label={t('line.iceUrl')}
            placeholder="turn:turn.example.com:3478"
            value={row.url}
            maxLength={500}
            autoComplete="off"
            spellCheck={false}
            {...ltr}
            onChange={event => put(index, { url: event.currentTarget.value })}
          />
          <TextInput
            aria-label={t('line.iceUser')}
            placeholder={t('line.user')}
            value={row.user}
            maxLength={256}
            autoComplete="off"
            spellCheck={false}
            {...ltr}
            onChange={event => put(index, { user: event.currentTarget.value })}
          />
          <PasswordInput
            aria-label={t('line.icePassword')}
            placeholder={isKept(row) ? t('line.icePasswordKept') : t('line.password')}
            value={row.password}
            maxLength={256}
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': t('line.showPassword') }}
            onChange={event => put(index, { password: event.currentTarget.value })}
          />
          <SmallButton
            of={t('line.removeIce', { number: index + 1 })}
            onPress={() => onChange(value.filter((_, i) => i !== index))}
          >
            {t('common.remove')}
          </SmallButton>
        </div>
      ))}
      {error !== null && (
        <p className="danger-text" role="alert">
          {error}
        </p>
      )}
      <SmallButton disabled={value.length >= mostIce} onPress={() => onChange([...value, noIce])}>
        {t('line.addIce')}
      </SmallButton>
    </fieldset>
  );
}
