import { useState } from 'react';
import type { CardDavAccount, DirectoryView, LdapAccount } from '../../../shared/directories/types.ts';
import { Lamp, type LampState } from '../../ui/Lamp.tsx';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useCommands, useFormats, useNow, useWords } from '../state/context.tsx';
import { CardDavForm } from './CardDavForm.tsx';
import { Conflicts } from './Conflicts.tsx';
import { LdapForm } from './LdapForm.tsx';
import { useDirectories } from './useDirectories.ts';

type Editing =
  { kind: 'carddav'; account: CardDavAccount | null } | { kind: 'ldap'; account: LdapAccount | null };

/** Address books and look-ups: how each fares, what is to be decided, and adding one. */
export function Directories() {
  const t = useWords();
  const all = useDirectories();
  const [editing, setEditing] = useState<Editing | null>(null);
  const close = () => setEditing(null);
  if (editing?.kind === 'carddav') return <CardDavForm account={editing.account} onClose={close} />;
  if (editing?.kind === 'ldap') return <LdapForm account={editing.account} onClose={close} />;
  return (
    <>
      <Section title={t('settings.directories')}>
        <p className="section-hint">{t('directories.intro')}</p>
        {all?.length === 0 && <p className="empty">{t('directories.empty')}</p>}
        <ul>
          {all?.map(view => (
            <Account
              key={view.account.id}
              view={view}
              onEdit={() =>
                setEditing(
                  view.account.kind === 'ldap'
                    ? { kind: 'ldap', account: view.account }
                    : { kind: 'carddav', account: view.account },
                )
              }
            />
          ))}
        </ul>
        <div className="chips directories-add">
          <button type="button" onClick={() => setEditing({ kind: 'carddav', account: null })}>
            {t('directories.addBook')}
          </button>
          <button type="button" onClick={() => setEditing({ kind: 'ldap', account: null })}>
            {t('directories.addLdap')}
          </button>
        </div>
      </Section>
      <Conflicts views={all ?? []} />
    </>
  );
}

function Account({ view, onEdit }: { view: DirectoryView; onEdit: () => void }) {
  const t = useWords();
  const { did } = useCommands();
  const [removing, setRemoving] = useState(false);
  const { account, progress, people, unread } = view;
  const { id, name, kind } = account;
  const sync = (manyMayGo: boolean) => void did('directory.sync', { id, manyMayGo });
  return (
    <li className="directory">
      <div className="tool-row">
        <div className="grow">
          <p>
            <b>
              <bdi>{name}</bdi>
            </b>
          </p>
          <p className="quiet">
            {t(kind === 'ldap' ? 'directories.lookUp' : 'directories.book')} ·{' '}
            <bdi dir="ltr">{kind === 'ldap' ? account.host : new URL(account.url).host}</bdi>
            {kind === 'carddav' && ` · ${t('directories.people', { count: people })}`}
          </p>
        </div>
        <State view={view} />
        <span className="row-keys">
          {kind === 'carddav' &&
            (progress === null ? (
              <SmallButton of={name} onPress={() => sync(false)}>
                {t('directories.syncNow')}
              </SmallButton>
            ) : (
              <SmallButton of={name} onPress={() => void did('directory.cancel', { id })}>
                {t('directories.stop')}
              </SmallButton>
            ))}
          <SmallButton of={name} onPress={onEdit}>
            {t('common.edit')}
          </SmallButton>
          <SmallButton of={name} onPress={() => setRemoving(true)}>
            {t('common.remove')}
          </SmallButton>
        </span>
      </div>
      {progress !== null && <Progress view={view} />}
      {progress === null && <Outcome view={view} onSync={sync} />}
      {unread > 0 && <p className="quiet num">{t('directories.unread', { count: unread })}</p>}
      {removing && (
        <RemoveAsk view={view} onDone={() => setRemoving(false)} />
      )}
    </li>
  );
} // prettier-ignore

function State({ view: { account, standing, progress } }: { view: DirectoryView }) {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(60_000);
  const { fault, syncedAt } = standing;
  const [lamp, words]: [LampState, string] =
    progress !== null
      ? ['ringing', t('directories.asking')]
      : account.paused
        ? ['off', t('directories.rests')]
        : account.kind === 'ldap'
          ? ['ready', t('directories.asksOnly')]
          : fault !== null && fault !== 'cancelled'
            ? ['failed', t('directories.failed')]
            : syncedAt === null
              ? ['off', t('directories.never')]
              : ['ready', t('directories.synced', { when: formats.ago(syncedAt, now) })];
  return progress === null ? <Lamp state={lamp}>{words}</Lamp> : null;
}

function Progress({ view: { progress } }: { view: DirectoryView }) {
  const t = useWords();
  if (progress === null) return null;
  const { phase, done, total } = progress;
  return (
    <div className="directory-progress">
      <progress
        aria-label={t('directories.progress')}
        {...(total !== null && total > 0 ? { max: total, value: done } : {})}
      />
      <p className="quiet num" role="status">
        {phase === 'asking' || total === null
          ? t('directories.asking')
          : t(phase === 'reading' ? 'directories.reading' : 'directories.sending', { done, total })}
      </p>
    </div>
  );
}

/** What came of the last sync, in words; the question when it needs somebody's yes. */
function Outcome({ view, onSync }: { view: DirectoryView; onSync: (manyMayGo: boolean) => void }) {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(60_000);
  const { standing, nextAt, account } = view;
  const { fault, detail, counts, syncedAt } = standing;
  if (account.kind === 'ldap') return null;
  if (fault === null) {
    if (syncedAt === null) return null;
    const { refused, ...did } = counts;
    const something = Object.values(did).some(count => count > 0);
    return (
      <>
        {something && <p className="quiet num">{t('directories.did', did)}</p>}
        {refused > 0 && <p className="fault num">{t('directories.refused', { count: refused, detail })}</p>}
      </>
    );
  }
  const many = fault === 'manyGone' || fault === 'manyRemoved';
  return (
    <div className="directory-fault" role={many ? 'group' : undefined}>
      <p className="fault">{t(`directoryFault.${fault}`, { detail: detail === '' ? '–' : detail })}</p>
      {syncedAt !== null && fault !== 'cancelled' && (
        <p className="quiet">
          {t('directories.failedSince', { when: formats.ago(syncedAt, now) })}
          {nextAt !== null && ` · ${t('directories.again', { when: formats.ago(nextAt, now) })}`}
        </p>
      )}
      {many && <SmallButton onPress={() => onSync(true)}>{t('directories.removeThem')}</SmallButton>}
    </div>
  );
}

function RemoveAsk({ view: { account, people }, onDone }: { view: DirectoryView; onDone: () => void }) {
  const t = useWords();
  const { did } = useCommands();
  const { id, name, kind } = account;
  const remove = (keepPeople: boolean) => {
    onDone();
    void did('directory.remove', { id, keepPeople });
  };
  const choice = kind === 'carddav' && people > 0;
  const question = t(choice ? 'directories.removeAsk' : 'directories.removeLookUpAsk', { name });
  return (
    <div className="ask" role="alertdialog" aria-label={question}>
      <p className="grow">{question}</p>
      <SmallButton onPress={onDone}>{t('common.cancel')}</SmallButton>
      {choice && (
        <SmallButton onPress={() => remove(false)}>{t('directories.dropPeople')}</SmallButton>
      )}
      <SmallButton accent onPress={() => remove(true)}>
        {t(choice ? 'directories.keepPeople' : 'common.remove')}
      </SmallButton>
    </div>
  );
} // prettier-ignore
