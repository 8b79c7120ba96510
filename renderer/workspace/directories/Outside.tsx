import { useEffect, useState } from 'react';
import type { CallView } from '../../../shared/call/view.ts';
import type { DirectoryAnswer, DirectoryHit } from '../../../shared/directories/types.ts';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { Tel } from '../../ui/Tel.tsx';
import { formatNumber } from '../people.ts';
import { useCommands, useWords } from '../state/context.tsx';
import { protocol, useDirectories } from './useDirectories.ts';

/** Ms of not typing after which servers are asked: each key would ask them all. */
const pause = 250;

/** What directories outside find for what is typed, below what is kept here and never before it. */
export function OutsideHits({ text }: { text: string }) {
  const t = useWords();
  const { ask, openPerson } = useCommands();
  const wanted = text.trim().slice(0, 200);
  const asked = useLookUps() && wanted.length > 1;
  const [found, setFound] = useState<{ text: string; answer: DirectoryAnswer } | null>(null);
  useEffect(() => {
    if (!asked) return undefined;
    let current = true;
    const timer = setTimeout(() => {
      void ask('directory.search', { text: wanted }, ['storeUnavailable']).then(answer => {
        if (current && answer) setFound({ text: wanted, answer });
      });
    }, pause);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [ask, asked, wanted]);
  if (!asked) return null;
  const answer = found?.text === wanted ? found.answer : null;
  return (
    <Section className="outside" ruled title={t('directories.outsideTitle')}>
      <Answer answer={answer} callId={null} keep={t('directories.keepHit')} onKept={openPerson} />
    </Section>
  );
}

/** Who calls from a number that nobody here has, if a directory knows. */
export function OutsideCaller({ call }: { call: CallView }) {
  const t = useWords();
  const { ask } = useCommands();
  const asked = useLookUps();
  const { number, e164 } = call.remote;
  const [found, setFound] = useState<{ number: string; answer: DirectoryAnswer } | null>(null);
  useEffect(() => {
    if (!asked || number === '') return undefined;
    let current = true;
    void ask('directory.byNumber', { number, e164 }, ['storeUnavailable']).then(answer => {
      if (current && answer) setFound({ number, answer });
    });
    return () => {
      current = false;
    };
  }, [ask, asked, number, e164]);
  if (!asked || number === '') return null;
  return (
    <Section className="outside" title={t('directories.outsideCaller')}>
      <Answer
        answer={found?.number === number ? found.answer : null}
        callId={call.id}
        keep={t('directories.isThem')}
      />
    </Section>
  );
}

/** Whether there is any directory to ask. */
function useLookUps(): boolean {
  return useDirectories()?.some(({ account }) => account.kind === 'ldap' && !account.paused) === true;
}

function Answer({
  answer,
  callId,
  keep,
  onKept,
}: {
  answer: DirectoryAnswer | null;
  callId: string | null;
  /** What the button says that makes a contact of a hit. */
  keep: string;
  onKept?: (personId: string) => void;
}) {
  const t = useWords();
  return (
    <>
      <p className="quiet" role="status">
        {answer === null
          ? t('directories.outsideAsking')
          : answer.hits.length === 0 && answer.missing.length === 0
            ? t('directories.outsideNothing')
            : ''}
      </p>
      {answer?.missing.map(({ source, fault }) => (
        <p key={source} className="fault">
          <bdi>{source}</bdi>: {t(`directoryFault.${fault}`, { detail: '–' })}
        </p>
      ))}
      <ul>
        {answer?.hits.map(hit => (
          <li key={`${hit.directoryId} ${hit.entry}`} className="tool-row">
            <span className="grow">
              <b className="clip">
                <bdi>{hit.name}</bdi>
              </b>
              <span className="quiet clip">
                {[hit.role, hit.organisation].filter(Boolean).map((part, index) => (
                  <span key={part}>
                    {index > 0 && ' · '}
                    <bdi>{part}</bdi>
                  </span>
                ))}
              </span>
              <span className="quiet clip">
                {protocol.ldap} · <bdi>{hit.source}</bdi>
              </span>
            </span>
            {hit.numbers[0] && <Tel n={formatNumber(hit.numbers[0].raw)} />}
            <Keep hit={hit} callId={callId} onKept={onKept}>
              {keep}
            </Keep>
          </li>
        ))}
      </ul>
    </>
  );
}

function Keep({
  hit,
  callId,
  onKept,
  children,
}: {
  hit: DirectoryHit;
  callId: string | null;
  onKept: ((personId: string) => void) | undefined;
  children: string;
}) {
  const { ask } = useCommands();
  const [busy, setBusy] = useState(false);
  const keep = async () => {
    setBusy(true);
    const contact = await ask('directory.keep', { hit, callId });
    setBusy(false);
    if (contact) onKept?.(contact.person.id);
  };
  return (
    <SmallButton of={hit.name} disabled={busy} onPress={() => void keep()}>
      {children}
    </SmallButton>
  );
}
