import type { CallerContext } from '../../../shared/people/types.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { listKeys } from '../keys/names.ts';
import type { Bindings } from '../keys/layers.ts';
import { useKeys } from '../keys/useKeys.ts';
import { formatNumber, namesOf } from '../people.ts';
import { useCommands, useFormats, useLanguage, useNow, useWords } from '../state/context.tsx';
import { History } from './History.tsx';

/** Several people have this number: the likeliest first, one key each. */
export function Candidates({ context }: { context: CallerContext }) {
  const t = useWords();
  const language = useLanguage();
  const formats = useFormats();
  const now = useNow(60_000);
  const { choose } = useCommands();
  const pick = (personId: string | null) => void choose(context.callId, personId);
  const keys: Bindings = { '0': () => pick(null) };
  context.candidates.forEach((candidate, i) => {
    const key = listKeys[i];
    if (key) keys[key] = () => pick(candidate.personId);
  });
  const owns = useKeys(keys, { priority: 'candidates' });
  return (
    <div className="who-body">
      <div className="match">
        <p className="grow">
          <b>{t('caller.whoIsIt')}</b> {t('caller.remember')}
        </p>
        <button type="button" className="link" onClick={() => pick(null)}>
          {t('caller.noneOfThese')} <Kbd k="0" idle={!owns('0')} />
        </button>
      </div>
      <ol className="candidates section-line">
        {context.candidates.map((candidate, i) => {
          const names = namesOf(candidate, language);
          const key = listKeys[i];
          return (
            <li key={candidate.personId}>
              <button type="button" onClick={() => pick(candidate.personId)}>
                {key ? <Kbd k={key} idle={!owns(key)} /> : <span />}
                <span>
                  <b className="clip">
                    <bdi>{names.first}</bdi>
                  </b>
                  <span className="quiet clip">
                    <bdi>{candidate.detail}</bdi>
                  </span>
                </span>
                <span className="why num">
                  {t(`caller.${candidate.match.rule}`)}
                  {candidate.match.number !== null &&
                    ` · ${t('caller.matched', { number: formatNumber(candidate.match.number) })}`}
                </span>
                <time className="num">
                  {candidate.match.lastContactAt === null
                    ? t('caller.firstContact')
                    : formats.ago(candidate.match.lastContactAt, now)}
                </time>
              </button>
            </li>
          );
        })}
      </ol>
      {context.history.length > 0 && <History entries={context.history} ruled />}
    </div>
  );
}
