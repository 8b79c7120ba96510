import { useEffect, useState } from 'react';
import type { DuplicatePair } from '../../../shared/people/duplicates.ts';
import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { useKeys } from '../keys/useKeys.ts';
import { namesOf } from '../people.ts';
import { useCommands, useFormats, useLanguage, useWords } from '../state/context.tsx';

/** More pairs than one goes through at a sitting are not drawn. */
const mostShown = 200;

/** Everybody is compared with everybody, some at a time: it can be stopped, and goes on where it was. */
export function Duplicates() {
  const t = useWords();
  const formats = useFormats();
  const language = useLanguage();
  const { ask, did, openPane } = useCommands();
  const [pairs, setPairs] = useState<readonly DuplicatePair[]>([]);
  const [at, setAt] = useState<{ after: number; done: number } | null>({ after: 0, done: 0 });
  const [running, setRunning] = useState(true);

  useKeys({ Escape: () => openPane(null) }, { priority: 'page' });
  useEffect(() => {
    if (!running || at === null) return undefined;
    let current = true;
    void ask('duplicates.after', { after: at.after }).then(part => {
      if (!current) return;
      if (!part) return setRunning(false);
      setPairs(before => [...before, ...part.pairs]);
      setAt(part.next === null ? null : { after: part.next, done: part.done });
    });
    return () => {
      current = false;
    };
  }, [ask, at, running]);

  const key = (pair: DuplicatePair) => pair.people.map(({ id }) => id).join(' ');
  const apart = async (pair: DuplicatePair) => {
    const [a, b] = pair.people;
    if (await did('duplicates.setApart', { personId: a.id, otherId: b.id }))
      setPairs(before => before.filter(other => key(other) !== key(pair)));
  };
  const shown = [...pairs].sort((a, b) => b.score - a.score).slice(0, mostShown);
  const percent = Math.floor((at?.done ?? 1) * 100);
  return (
    <Section
      title={t('contacts.duplicates')}
      aside={
        <span className="row-keys">
          {at !== null && (
            <SmallButton onPress={() => setRunning(!running)}>
              {t(running ? 'contacts.stop' : 'contacts.goOn')}
            </SmallButton>
          )}
          <SmallButton k="Esc" onPress={() => openPane(null)}>
            {t('common.close')}
          </SmallButton>
        </span>
      }
    >
      <p className="quiet num" role="status">
        {at === null
          ? t('contacts.pairsFound', { count: pairs.length })
          : t('contacts.pairsSoFar', { count: pairs.length, percent })}
      </p>
      {at !== null && (
        <progress className="thin" max={100} value={percent} aria-label={t('contacts.duplicates')} />
      )}
      {at === null && pairs.length === 0 && <p className="empty">{t('contacts.noDuplicates')}</p>}
      <ul className="pair-rows">
        {shown.map(pair => {
          const [a, b] = pair.people;
          return (
            <li key={key(pair)}>
              {[a, b].map(person => (
                <span className="grow" key={person.id}>
                  <b className="clip">
                    <bdi>{namesOf(person, language).first}</bdi>
                  </b>
                  <bdi className="quiet clip">{person.detail}</bdi>
                </span>
              ))}
              <span className="grow quiet">
                {formats.list(pair.reasons.map(reason => t(`contacts.alike_${reason}`)))}
                <span className="num"> · {t('contacts.score', { score: pair.score })}</span>
              </span>
              <SmallButton of={`${a.name}, ${b.name}`} onPress={() => void apart(pair)}>
                {t('contacts.twoPeople')}
              </SmallButton>
              <SmallButton
                of={`${a.name}, ${b.name}`}
                onPress={() => openPane({ kind: 'merge', keptId: a.id, goneId: b.id })}
              >
                {t('contacts.compare')}
              </SmallButton>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
