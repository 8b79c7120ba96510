import { useState } from 'react';
import type { AccountSettings, LineView } from '../../../shared/lines/types.ts';
import { Lamp } from '../../ui/Lamp.tsx';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useFormats, useNow, useWords, useWorkspace } from '../state/context.tsx';
import { LineForm } from './LineForm.tsx';
import { faultSentence, lineDot, lineStateSentence } from './lineState.ts';

/** Each line, how it fares and what to do when it does not. */
export function Lines() {
  const t = useWords();
  const lines = useWorkspace(state => state.lines);
  const accounts = useWorkspace(state => state.settings.accounts);
  const [editing, setEditing] = useState<AccountSettings | 'new' | null>(null);
  if (editing !== null) {
    const account = editing === 'new' ? null : editing;
    return (
      <Section title={account ? t('settings.editLine', { line: account.name }) : t('settings.addLine')}>
        <LineForm
          key={account?.id ?? 'new'}
          account={account}
          cancel={t('common.cancel')}
          onCancel={() => setEditing(null)}
          onSaved={() => setEditing(null)}
        />
      </Section>
    );
  }
  return (
    <Section
      title={t('settings.lines')}
      aside={<SmallButton onPress={() => setEditing('new')}>{t('settings.addLine')}</SmallButton>}
    >
      {lines.length === 0 ? (
        <p className="empty">{t('settings.noLines')}</p>
      ) : (
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t('settings.line')}</th>
              <th scope="col">{t('settings.server')}</th>
              <th scope="col">{t('settings.health')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('settings.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map(line => (
              <Row
                key={line.accountId}
                line={line}
                account={accounts.find(account => account.id === line.accountId) ?? null}
                onEdit={setEditing}
              />
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function Row({
  line,
  account,
  onEdit,
}: {
  line: LineView;
  account: AccountSettings | null;
  onEdit: (account: AccountSettings) => void;
}) {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(1000);
  const { retryLine, removeLine } = useCommands();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <tr>
        <td>
          <b>
            <bdi>{line.name}</bdi>
          </b>
          <span className="quiet">
            {line.practice ? t('settings.practiceLine') : <bdi dir="ltr">{account?.user}</bdi>}
          </span>
        </td>
        <td>
          <bdi dir="ltr">{line.server ?? (account ? hostOf(account.server) : '')}</bdi>
        </td>
        <td className="num">
          <Lamp state={lineDot[line.state]}>{lineStateSentence(t, formats, line, now)}</Lamp>
          {line.fault !== null && (
            <span className="fault">{faultSentence(t, line.fault, line.faultDetail)}</span>
          )}
        </td>
        <td>
          <span className="row-keys">
            {line.state !== 'registered' && (
              <SmallButton onPress={() => retryLine(line.accountId)}>{t('line.retry')}</SmallButton>
            )}
            {account && !line.practice && (
              <SmallButton of={line.name} onPress={() => onEdit(account)}>
                {t('common.edit')}
              </SmallButton>
            )}
            {!line.practice && (
              <SmallButton of={line.name} onPress={() => setAsking(true)}>
                {t('common.remove')}
              </SmallButton>
            )}
          </span>
        </td>
      </tr>
      {asking && (
        <tr>
          <td colSpan={4}>
            <Ask
              onNo={() => setAsking(false)}
              onYes={() => {
                setAsking(false);
                removeLine(line.accountId);
              }}
              yes={t('common.remove')}
            >
              {t('settings.removeLineAsk', { line: line.name })}
            </Ask>
          </td>
        </tr>
      )}
    </>
  );
}

/** A question in place, where a step cannot be taken back. */
export function Ask({
  children,
  yes,
  onYes,
  onNo,
}: {
  children: string;
  yes: string;
  onYes: () => void;
  onNo: () => void;
}) {
  const t = useWords();
  return (
    <div className="ask" role="alertdialog" aria-label={children}>
      <p className="grow">{children}</p>
      <SmallButton onPress={onNo}>{t('common.cancel')}</SmallButton>
      <SmallButton accent onPress={onYes}>
        {yes}
      </SmallButton>
    </div>
  );
}

const hostOf = (server: string) => server.replace(/^wss?:\/\//i, '').replace(/\/.*$/, '');
