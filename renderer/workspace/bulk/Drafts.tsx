import { useState } from 'react';
import type { BulkDraft, BulkJob } from '../../../shared/people/bulk.ts';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useWords } from '../state/context.tsx';

/** What was written to many and waits for the agent: looked at, let go, or taken back with the job. */
export function Drafts({ job, label }: { job: BulkJob; label: string }) {
  const t = useWords();
  const { ask, did } = useCommands();
  const [{ drafts, next }, set] = useState<{ drafts: readonly BulkDraft[]; next: number | null }>(none);
  const { id, action } = job;
  const program = action.kind === 'bcc' && action.by === 'mailProgram';
  const more = async (after: number | null) => {
    const page = await ask('bulk.drafts', { id, after });
    if (page) set({ drafts: after === null ? page.drafts : [...drafts, ...page.drafts], next: page.next });
  };
  const send = async () => {
    if (await did('bulk.send', { id })) set(none);
  };
  return (
    <div className="bulk-drafts">
      <p className="bulk-drafts-head">
        <span className="grow num">{t('bulk.drafts', { count: job.drafts })}</span>
        <SmallButton of={label} onPress={() => (drafts.length > 0 ? set(none) : void more(null))}>
          {t(drafts.length > 0 ? 'bulk.draftsHide' : 'bulk.draftsLook')}
        </SmallButton>
        <SmallButton of={label} accent onPress={() => void send()}>
          {t(program ? 'bulk.draftsOpen' : 'bulk.draftsSend')}
        </SmallButton>
      </p>
      {drafts.length > 0 && (
        <>
          {!program && <p className="quiet">{t('bulk.draftsSent')}</p>}
          <ul aria-label={t('bulk.draftsList')}>
            {drafts.map(draft => (
              <Draft key={draft.id} draft={draft} />
            ))}
          </ul>
          {next !== null && (
            <SmallButton of={label} onPress={() => void more(next)}>
              {t('bulk.draftsMore')}
            </SmallButton>
          )}
        </>
      )}
    </div>
  );
}

const none = { drafts: [], next: null };

function Draft({ draft: { to, subject, body } }: { draft: BulkDraft }) {
  const t = useWords();
  return (
    <li className="bulk-draft">
      <p className="quiet">
        {to.length > 1 && <span className="num">{t('bulk.draftTo', { count: to.length })}: </span>}
        <bdi dir="ltr">{to.join(', ')}</bdi>
      </p>
      {subject !== '' && (
        <b>
          <bdi>{subject}</bdi>
        </b>
      )}
      <p className="bulk-draft-body" dir="auto">
        {body}
      </p>
    </li>
  );
}
