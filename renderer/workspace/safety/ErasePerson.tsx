import { Modal } from '@mantine/core';
import { useState } from 'react';
import type { Contact } from '../../../shared/people/contact.ts';
import { erasureKinds, type ErasureCounts } from '../../../shared/safety/erasure.ts';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useKeys } from '../keys/useKeys.ts';
import { useCommands, useParts, useWords } from '../state/context.tsx';

/** At the foot of a person's page: what is kept of them into a file, or all of it gone for good. */
export function PersonData({ contact }: { contact: Contact }) {
  const t = useWords();
  const { ask, did } = useCommands();
  const { store } = useParts();
  const { id, name } = contact.person;
  const [preview, setPreview] = useState<ErasureCounts | null>(null);
  const [receipt, setReceipt] = useState<{ receiptId: string; counts: ErasureCounts } | null>(null);
  const [erasing, setErasing] = useState(false);
  const counts = receipt?.counts ?? preview;
  const close = () => {
    if (erasing) return;
    setPreview(null);
    if (receipt) store.setState({ personId: null });
  };
  const erase = async () => {
    setErasing(true);
    setReceipt(await ask('person.erase', { personId: id }));
    setErasing(false);
  };
  const save = (format: 'json' | 'vcard') => () => void did('person.export', { personId: id, format });
  useKeys({ Escape: close }, { priority: 'dialog', when: preview !== null, exclusive: true });
  return (
    <>
      <SmallButton of={name} onPress={save('json')}>
        {t('safety.exportJson')}
      </SmallButton>
      <SmallButton of={name} onPress={save('vcard')}>
        {t('safety.exportCard')}
      </SmallButton>
      <SmallButton
        of={name}
        onPress={() => void ask('person.previewErasure', { personId: id }).then(setPreview)}
      >
        {t('safety.erase')}
      </SmallButton>
      <Modal
        opened={preview !== null}
        onClose={close}
        title={receipt ? t('safety.erased') : t('safety.eraseTitle', { who: name })}
        centered
        closeOnEscape={false}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <p>{receipt ? t('safety.receipt', { id: receipt.receiptId }) : t('safety.eraseHint')}</p>
        <dl className="erasure-counts">
          {erasureKinds
            .filter(kind => (counts?.[kind] ?? 0) > 0)
            .map(kind => (
              <div key={kind}>
                <dt>{t(`safety.gone_${kind}`)}</dt>
                <dd className="num">{counts?.[kind]}</dd>
              </div>
            ))}
        </dl>
        {erasing && <progress aria-label={t('safety.erasing')} />}
        <div className="dialog-keys">
          {receipt ? (
            <SmallButton accent onPress={close}>
              {t('common.close')}
            </SmallButton>
          ) : (
            <>
              <SmallButton disabled={erasing} onPress={close}>
                {t('common.cancel')}
              </SmallButton>
              <SmallButton danger disabled={erasing} onPress={() => void erase()}>
                {t('safety.eraseNow')}
              </SmallButton>
            </>
          )}
        </div>
      </Modal>
    </>
  );
}
