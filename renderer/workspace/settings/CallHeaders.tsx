import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { callHeader, mostCallHeaders, type CallHeader } from '../../../shared/phone/call-headers.ts';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useWords } from '../state/context.tsx';
import { ltr } from './useForm.ts';

/** Header fields of the phone system that are shown with a call. */
export function CallHeaders({
  headers,
  onSet,
}: {
  headers: readonly CallHeader[];
  onSet: (headers: CallHeader[]) => void;
}) {
  const t = useWords();
  return (
    <Section title={t('phone.headersTitle')} ruled>
      <p className="section-hint">{t('phone.headersHint')}</p>
      <ul>
        {headers.map(({ name, label, waiting }) => (
          <li key={name} className="tool-row code-row">
            <b className="clip">
              <bdi dir="ltr">{name}</bdi>
            </b>
            <bdi>{label}</bdi>
            <span className="quiet">{t(waiting ? 'phone.headerWaiting' : 'phone.headerShown')}</span>
            <SmallButton of={name} onPress={() => onSet(headers.filter(each => each.name !== name))}>
              {t('common.remove')}
            </SmallButton>
          </li>
        ))}
      </ul>
      <AddHeader headers={headers} onAdd={header => onSet([...headers, header])} />
    </Section>
  );
}

const blank = { name: '', label: '', waiting: false };

function AddHeader({
  headers,
  onAdd,
}: {
  headers: readonly CallHeader[];
  onAdd: (header: CallHeader) => void;
}) {
  const t = useWords();
  const [value, setValue] = useState(blank);
  const [tried, setTried] = useState(false);
  const read = callHeader.safeParse(value);
  const taken = headers.some(({ name }) => name.toLowerCase() === value.name.trim().toLowerCase());
  const full = headers.length >= mostCallHeaders;
  return (
    <form
      className="tool-row code-row"
      aria-label={t('phone.headersTitle')}
      noValidate
      onSubmit={event => {
        event.preventDefault();
        setTried(!read.success || taken);
        if (!read.success || taken || full) return;
        onAdd(read.data);
        setValue(blank);
      }}
    >
      <TextInput
        aria-label={t('phone.headerName')}
        placeholder="X-Order"
        value={value.name}
        maxLength={64}
        error={tried && (!read.success || taken) ? t('phone.badHeader') : undefined}
        {...ltr}
        onChange={event => setValue({ ...value, name: event.currentTarget.value })}
      />
      <TextInput
        aria-label={t('phone.headerLabel')}
        placeholder={t('phone.headerLabel')}
        value={value.label}
        maxLength={40}
        onChange={event => setValue({ ...value, label: event.currentTarget.value })}
      />
      <Select
        aria-label={t('phone.use')}
        allowDeselect={false}
        data={[
          { value: 'shown', label: t('phone.headerShown') },
          { value: 'waiting', label: t('phone.headerWaiting') },
        ]}
        value={value.waiting ? 'waiting' : 'shown'}
        onChange={use => setValue({ ...value, waiting: use === 'waiting' })}
      />
      <button type="submit" className="small" disabled={full}>
        {t('phone.add')}
      </button>
    </form>
  );
}
