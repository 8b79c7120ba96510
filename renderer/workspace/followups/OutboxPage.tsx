import { isDraft } from '../../../shared/outbox/machine.ts';
import type { OutboxEntry } from '../../../shared/outbox/types.ts';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useFormats, useNow, useWords, useWorkspace } from '../state/context.tsx';
import { PlannedIcon } from './PlanSection.tsx';

type Group = 'asking' | 'waiting' | 'failed' | 'over';

const groupOf: Record<OutboxEntry['state'], Group> = {
  unknown: 'asking',
  queued: 'waiting',
  sending: 'waiting',
  retrying: 'waiting',
  failed: 'failed',
  expired: 'failed',
  cancelled: 'over',
  sent: 'over',
};
const groups = ['asking', 'waiting', 'failed', 'over'] as const;

/** Everything that was meant to be sent: what asks, what waits, what failed, what went. */
export function OutboxPage() {
  const t = useWords();
  const { entries, offline } = useWorkspace(state => state.outbox);
  return (
    <div className="outbox-page">
      {offline && (
        <Section title={t('outbox.title')}>
          <p>{t('outbox.offline')}</p>
        </Section>
      )}
      {entries.length === 0 && (
        <Section title={t('outbox.title')}>
          <p className="empty">{t('outbox.empty')}</p>
        </Section>
      )}
      {groups.map(group => {
        const rows = entries.filter(({ state }) => groupOf[state] === group);
        if (rows.length === 0) return null;
        return (
          <Section key={group} title={t(`outbox.${group}`)} ruled={group !== 'asking'}>
            {group === 'asking' && <p className="section-hint">{t('outbox.askHint')}</p>}
            <ul>
              {rows.map(entry => (
                <Row key={entry.id} entry={entry} />
              ))}
            </ul>
          </Section>
        );
      })}
    </div>
  );
}

function Row({ entry }: { entry: OutboxEntry }) {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(60_000);
  const { openPerson } = useCommands();
  const state = useStateWords(entry);
  const who = entry.personName ?? entry.to;
  const { personId } = entry;
  return (
    <li className="outbox-row">
      <PlannedIcon kind={entry.kind} />
      <div className="grow">
        <p>
          <strong>
            <bdi>{entry.subject || t(`outbox.${entry.kind}`)}</bdi>
          </strong>
        </p>
        <p className="quiet">
          {t(`outbox.${entry.kind}`)}
          {who !== '' && (
            <>
              {' · '}
              {personId === null ? (
                t('outbox.to', { who })
              ) : (
                <button type="button" className="link" onClick={() => openPerson(personId)}>
                  {t('outbox.to', { who })}
                </button>
              )}
            </>
          )}
          {entry.personName !== null && entry.to !== '' && (
            <>
              {' · '}
              <bdi dir="ltr">{entry.to}</bdi>
            </>
          )}
          {entry.via !== null && <> · {t('outbox.via', { via: entry.via })}</>}
          {' · '}
          <span className="num">{t('outbox.age', { when: formats.when(entry.createdAt, now) })}</span>
          {entry.attempts > 1 && (
            <span className="num"> · {t('outbox.attempts', { count: entry.attempts })}</span>
          )}
        </p>
        <p className={entry.state === 'unknown' || entry.state === 'failed' ? '' : 'quiet'}>
          <span className="num">{state}</span>
          {entry.fault !== null && ` · ${t(`outboxFault.${entry.fault}`)}`}
        </p>
        {entry.detail !== null && entry.fault !== null && (
          <p className="quiet">{t('outbox.said', { detail: entry.detail })}</p>
        )}
      </div>
      <Keys entry={entry} />
    </li>
  );
}

function Keys({ entry }: { entry: OutboxEntry }) {
  const t = useWords();
  const { outboxArrived, outboxCancel, outboxResend } = useCommands();
  const { id, state, subject } = entry;
  const resend = state === 'unknown' || state === 'failed' || state === 'expired' || state === 'cancelled';
  return (
    <span className="row-keys">
      {state === 'unknown' && (
        <SmallButton accent of={subject} onPress={() => outboxArrived(id)}>
          {t('outbox.arrived')}
        </SmallButton>
      )}
      {(resend || state === 'retrying') && (
        <SmallButton of={subject} onPress={() => outboxResend(id)}>
          {t(state === 'retrying' ? 'outbox.tryNow' : 'outbox.resend')}
        </SmallButton>
      )}
      {(state === 'queued' || state === 'retrying' || state === 'unknown') && (
        <SmallButton of={subject} onPress={() => outboxCancel(id)}>
          {t('outbox.cancel')}
        </SmallButton>
      )}
    </span>
  );
}

function useStateWords({ state, waits, dueAt, attempts }: OutboxEntry): string {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(1000);
  const time = dueAt === null ? '' : formats.when(dueAt, now);
  switch (state) {
    case 'queued':
      if (isDraft({ state, dueAt })) return t('outbox.stateDraft');
      if (waits) return t('outbox.stateWaits');
      return dueAt !== null && dueAt > now && attempts === 0
        ? t('outbox.stateQueued', { time })
        : t('outbox.stateQueuedNow');
    case 'retrying':
      return waits ? t('outbox.stateWaits') : t('outbox.stateRetrying', { time });
    case 'sending':
      return t('outbox.stateSending');
    case 'unknown':
      return t('outbox.stateUnknown');
    case 'sent':
      return t('outbox.stateSent');
    case 'failed':
      return t('outbox.stateFailed');
    case 'cancelled':
      return t('outbox.stateCancelled');
    case 'expired':
      return t('outbox.stateExpired');
  }
}
