import { Button } from '@mantine/core';
import { useState } from 'react';
import { Dot } from '../../ui/Lamp.tsx';
import { faultSentence, lineDot, lineStateSentence } from '../settings/lineState.ts';
import { LineForm } from '../settings/LineForm.tsx';
import { useCommands, useFormats, useNow, useWords, useWorkspace } from '../state/context.tsx';
import { FirstFrame } from './FirstFrame.tsx';

/** The four things an administrator gives, then what becomes of them, live. */
export function Connect({ onBack }: { onBack: () => void }) {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(1000);
  const { change, retryLine } = useCommands();
  const [accountId, setAccountId] = useState<string | null>(null);
  const [editing, setEditing] = useState(true);
  const account = useWorkspace(state => state.settings.accounts.find(one => one.id === accountId)) ?? null;
  const line = useWorkspace(state => state.lines.find(one => one.accountId === accountId));
  const registered = line?.state === 'registered';
  const toDesk = () => void change({ firstRunDone: true });

  return (
    <FirstFrame way="connect" at={registered ? 3 : 2} title={t('firstRun.connectTitle')}>
      <p className="first-intro">{t('firstRun.connectIntro')}</p>
      {editing || !line ? (
        <LineForm
          account={account}
          cancel={t('common.back')}
          onCancel={accountId === null ? onBack : () => setEditing(false)}
          onSaved={id => {
            setAccountId(id);
            setEditing(false);
          }}
        />
      ) : (
        <>
          <div className="line-outcome" role="status">
            <p className="num">
              <Dot state={lineDot[line.state]} />
              {lineStateSentence(t, formats, line, now)}
            </p>
            {line.fault !== null && <p>{faultSentence(t, line.fault, line.faultDetail)}</p>}
            {registered && <p>{t('firstRun.connected')}</p>}
            <p className="quiet">
              <bdi>{line.name}</bdi>
              {account && (
                <>
                  {' · '}
                  <bdi dir="ltr">{`${account.user}@${account.domain}`}</bdi>
                </>
              )}
            </p>
          </div>
          <div className="first-foot">
            {registered ? (
              <Button onClick={toDesk}>{t('firstRun.toDesk')}</Button>
            ) : (
              <Button onClick={() => retryLine(line.accountId)}>{t('line.retry')}</Button>
            )}
            <Button variant="default" onClick={() => setEditing(true)}>
              {t('common.edit')}
            </Button>
          </div>
        </>
      )}
      {!registered && (
        <div className="first-foot">
          <button type="button" className="link" onClick={toDesk}>
            {t('firstRun.skip')}
          </button>
        </div>
      )}
    </FirstFrame>
  );
}
