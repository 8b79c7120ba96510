import type { ReactNode } from 'react';
import type { OrganisationHit, PointOfContact } from '../../../shared/people/contact.ts';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';
import { useAnswer } from '../state/useAnswer.ts';

/** Organisations by how their name begins; their own page opens beside. */
export function OrganisationResults({ text }: { text: string }) {
  const t = useWords();
  const { openPane } = useCommands();
  const pane = useWorkspace(state => state.pane);
  const hits: OrganisationHit[] = useAnswer('organisation.search', { text: text.trim(), limit: 100 }) ?? [];
  return (
    <div className="found plain-rows">
      {hits.length === 0 && <p className="centre-hint">{t('contacts.noOrganisations')}</p>}
      <ul aria-label={t('contacts.organisations')}>
        {hits.map(hit => (
          <li key={hit.id}>
            <button
              type="button"
              className="row two"
              aria-current={pane?.kind === 'organisation' && pane.id === hit.id}
              onClick={() => openPane({ kind: 'organisation', id: hit.id })}
            >
              <Named name={hit.name}>
                {t(`contacts.${hit.kind}Organisation`)} · {t('contacts.peopleCount', { count: hit.people })}
              </Named>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Whom to reach about what was typed, for whichever organisation. */
export function PointResults({ text }: { text: string }) {
  const t = useWords();
  const { openPerson } = useCommands();
  const personId = useWorkspace(state => state.personId);
  const points: PointOfContact[] = useAnswer('point.search', { text: text.trim(), limit: 100 }) ?? [];
  return (
    <div className="found plain-rows">
      {points.length === 0 && <p className="centre-hint">{t('contacts.noPoints')}</p>}
      <ul aria-label={t('contacts.points')}>
        {points.map(point => (
          <li key={point.id}>
            <button
              type="button"
              className="row two"
              aria-current={personId === point.fields.personId}
              onClick={() => openPerson(point.fields.personId)}
            >
              <span className="grow">
                <b className="clip">
                  <bdi>{point.fields.subject}</bdi>
                </b>
                <span className="quiet clip">
                  <bdi>{point.personName}</bdi>
                  {point.organisationName !== null && (
                    <>
                      {' · '}
                      <bdi>{point.organisationName}</bdi>
                    </>
                  )}
                </span>
              </span>
              <span className="quiet num">{t('contacts.tierNumber', { tier: point.fields.tier })}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Named({ name, children }: { name: string; children: ReactNode }) {
  return (
    <span className="grow">
      <b className="clip">
        <bdi>{name}</bdi>
      </b>
      <span className="quiet clip num">{children}</span>
    </span>
  );
}
