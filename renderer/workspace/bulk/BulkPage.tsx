import { useEffect, useState } from 'react';
import { exportFormats } from '../../../shared/import/view.ts';
import {
  leftOutReasons,
  type BulkAction,
  type BulkJob,
  type LeftOutReason,
} from '../../../shared/people/bulk.ts';
import type { Key } from '../../../shared/i18n/keys.ts';
import type { PeopleSelection } from '../../../shared/people/selection.ts';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useKeys } from '../keys/useKeys.ts';
import { namesOf } from '../people.ts';
import {
  useCommands,
  useFormats,
  useLanguage,
  useNow,
  useParts,
  useWords,
  useWorkspace,
} from '../state/context.tsx';
import { ActionFields } from './ActionFields.tsx';
import { Drafts } from './Drafts.tsx';
import { useBulkPreview, type BulkPreview } from './useBulkPreview.ts';

const kinds = [
  'email',
  'bcc',
  'message',
  'tag',
  'list',
  'followUp',
  'export',
  'doNotContact',
  'handOver',
] as const;
type Kind = (typeof kinds)[number];

/** Something done to all of a selection: what, whom it reaches and leaves out, how far it is, and the way back. */
export function BulkPage({ selection, name }: { selection: PeopleSelection; name: string }) {
  const t = useWords();
  const { ask, openPane, exportContacts } = useCommands();
  const { store } = useParts();
  const jobs = useWorkspace(state => state.bulk);
  const [kind, setKind] = useState<Kind | null>(null);
  const [action, setAction] = useState<BulkAction | null>(null);
  const preview = useBulkPreview(action, selection);
  const working = jobs.some(job => job.state === 'running' || job.state === 'undoing');

  const hindrance = whyNot(preview, working);

  useEffect(() => {
    void ask('bulk.jobs', null, ['storeUnavailable']).then(bulk => bulk && store.setState({ bulk }));
  }, [ask, store]);
  const choose = (next: Kind | null) => {
    setKind(next);
    setAction(next === 'doNotContact' ? { kind: 'doNotContact' } : null);
  };
  const go = async () => {
    if (action === null || hindrance !== null) return;
    if (await ask('bulk.start', { action, selection })) choose(null);
  };
  const close = () => openPane(null);
  const owns = useKeys({ Escape: close }, { priority: 'list' });
  return (
    <article className="bulk-page">
      <header className="head">
        <h2 className="grow">{t('bulk.title', { name })}</h2>
        <SmallButton k="Esc" idle={!owns('Escape')} onPress={close}>
          {t('bulk.close')}
        </SmallButton>
      </header>
      <form
        className="section bulk-form"
        noValidate
        onSubmit={event => {
          event.preventDefault();
          void go();
        }}
      >
        <span className="bulk-kinds" role="group" aria-label={t('bulk.what')}>
          {kinds.map(each => (
            <button
              key={each}
              type="button"
              className="small"
              aria-pressed={each === kind}
              onClick={() => choose(each)}
            >
              {t(`bulk.${each}`)}
            </button>
          ))}
        </span>
        {kind === 'export' && (
          <div role="group" aria-label={t('bulk.export')} className="bulk-formats">
            {exportFormats.map(format => (
              <SmallButton key={format} of={name} onPress={() => exportContacts(selection, format)}>
                {t(`import.${format}`)}
              </SmallButton>
            ))}
          </div>
        )}
        {kind !== null && kind !== 'export' && <ActionFields key={kind} kind={kind} onChange={setAction} />}
        {action !== null && (
          <>
            <Preview preview={preview} />
            <p className="bulk-go">
              <button
                type="submit"
                className="small accent"
                aria-disabled={hindrance !== null || undefined}
                aria-describedby={hindrance === null ? undefined : 'bulk-hindrance'}
                title={hindrance === null ? undefined : t(hindrance)}
              >
                {t('bulk.go', { count: preview?.will ?? 0 })}
              </button>
              {hindrance !== null && (
                <span id="bulk-hindrance" className="quiet">
                  {t(hindrance)}
                </span>
              )}
            </p>
          </>
        )}
      </form>
      <Jobs jobs={jobs} working={working} />
    </article>
  );
}

/** Why it cannot be done now; null when it can. */
function whyNot(preview: BulkPreview | null, working: boolean): Key | null {
  if (working) return 'bulk.whyWorking';
  if (preview?.whole !== true) return 'bulk.whyLooking';
  return preview.will === 0 ? 'bulk.whyNobody' : null;
}

function Preview({ preview }: { preview: BulkPreview | null }) {
  const t = useWords();
  const language = useLanguage();
  const leftOut = preview === null ? [] : countsOf(preview.leftOut);
  return (
    <div className="bulk-preview" aria-label={t('bulk.preview')} role="group">
      <p role="status" className="num">
        {preview === null ? t('bulk.looking') : t('bulk.will', { count: preview.will })}
        {preview !== null && !preview.whole && ` ${t('bulk.looking')}`}
      </p>
      <LeftOut counts={leftOut} />
      {preview !== null && preview.examples.length > 0 && (
        <ul aria-label={t('bulk.examples')} className="bulk-examples">
          {preview.examples.map(({ reason, ...hit }) => (
            <li key={hit.personId}>
              <bdi className="clip grow">{namesOf(hit, language).first}</bdi>
              <span className="quiet">{t(`bulk.reason_${reason}`)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const countsOf = (leftOut: Partial<Record<LeftOutReason, number>>): [LeftOutReason, number][] =>
  leftOutReasons.flatMap(reason => {
    const n = leftOut[reason] ?? 0;
    return n === 0 ? [] : [[reason, n] as [LeftOutReason, number]];
  });

function LeftOut({ counts }: { counts: readonly [LeftOutReason, number][] }) {
  const t = useWords();
  const formats = useFormats();
  if (counts.length === 0) return null;
  const sum = counts.reduce((all, [, n]) => all + n, 0);
  const why = formats.list(counts.map(([reason, n]) => `${t(`bulk.reason_${reason}`)} (${n})`));
  return (
    <p className="quiet num">
      {t('bulk.leftOut', { count: sum })}: {why}
    </p>
  );
}

function Jobs({ jobs, working }: { jobs: readonly BulkJob[]; working: boolean }) {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(60_000);
  const { did } = useCommands();
  if (jobs.length === 0) return null;
  return (
    <Section title={t('bulk.jobs')} ruled>
      <ul>
        {jobs.map(job => {
          const { id, state, done } = job;
          const going = state === 'running' || state === 'undoing';
          const label = `${t(`bulk.${job.action.kind}`)}${subjectOf(job.action)}`;
          return (
            <li key={id} className="bulk-job">
              <span className="grow">
                <b className="clip">
                  <bdi>{label}</bdi>
                </b>
                <span className="quiet num" role={going ? 'status' : undefined}>
                  {`${t(`bulk.state_${state}`)} · ${t('bulk.doneFor', { count: done })} · ${formats.date(job.startedAt, now)} ${formats.time(job.startedAt)}`}
                </span>
                {going && <progress aria-label={label} />}
                <LeftOut counts={countsOf(job.leftOut)} />
                {!going && job.drafts > 0 && <Drafts job={job} label={label} />}
              </span>
              {state === 'running' && (
                <SmallButton of={label} onPress={() => void did('bulk.cancel', { id })}>
                  {t('bulk.stop')}
                </SmallButton>
              )}
              {state === 'interrupted' && (
                <SmallButton of={label} disabled={working} onPress={() => void did('bulk.resume', { id })}>
                  {t('bulk.resume')}
                </SmallButton>
              )}
              {!going && state !== 'undone' && done > 0 && (
                <SmallButton of={label} disabled={working} onPress={() => void did('bulk.undo', { id })}>
                  {t('bulk.undo')}
                </SmallButton>
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function subjectOf(action: BulkAction): string {
  switch (action.kind) {
    case 'tag':
      return ` · ${action.tag}`;
    case 'followUp':
      return ` · ${action.what}`;
    case 'handOver':
      return ` · ${action.to}`;
    case 'bcc':
      return ` · ${action.subject}`;
    default:
      return '';
  }
}
