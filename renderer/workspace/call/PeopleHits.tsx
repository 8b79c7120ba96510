import type { SearchHit } from '../../../shared/people/types.ts';
import { Found } from '../../ui/Found.tsx';
import { Tel } from '../../ui/Tel.tsx';
import { formatNumber, namesOf } from '../people.ts';
import { useLanguage, useWords } from '../state/context.tsx';

/** People offered below a field for a name or number. The focus stays in the field. */
export function PeopleHits({
  id,
  hits,
  at,
  query,
  onPick,
}: {
  id: string;
  hits: readonly SearchHit[];
  /** Place of the marked one; -1 for none. */
  at: number;
  query: string;
  onPick: (hit: SearchHit) => void;
}) {
  const t = useWords();
  const language = useLanguage();
  return (
    <div className="dial-hits" id={id} role="listbox" aria-label={t('call.dialHits')}>
      {hits.map((hit, i) => (
        <div
          key={hit.personId}
          id={`${id}-${i}`}
          role="option"
          aria-selected={i === at}
          className="row two pressable"
          onMouseDown={event => {
            event.preventDefault();
            onPick(hit);
          }}
        >
          <span className="grow">
            <b className="clip">
              <Found text={namesOf(hit, language).first} query={query} />
            </b>
            <span className="quiet clip">
              <bdi>{hit.organisation}</bdi>
            </span>
          </span>
          {hit.number !== null && <Tel n={formatNumber(hit.number)} />}
        </div>
      ))}
    </div>
  );
}
