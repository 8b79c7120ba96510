import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { CallView } from '../../../shared/call/view.ts';
import type { CallerContext } from '../../../shared/people/types.ts';
import { Fact, Facts } from '../../ui/Fact.tsx';
import { Found } from '../../ui/Found.tsx';
import { Section } from '../../ui/Section.tsx';
import { Tel } from '../../ui/Tel.tsx';
import { countryOf, formatNumber, namesOf } from '../people.ts';
import { useCommands, useFormats, useLanguage, useNow, useWords } from '../state/context.tsx';
import { useSearch } from '../state/useSearch.ts';
import { History } from './History.tsx';

/** Nobody is known by this number: what can be told from it, and a way to say who it is. */
export function UnknownCaller({ call, context }: { call: CallView; context: CallerContext }) {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(60_000);
  const country = call.remote.e164 === null ? null : countryOf(call.remote.e164);
  const before = context.match.lastContactAt ?? context.history[0]?.at ?? null;
  return (
    <div className="who-body">
      <div className="match">
        <p className="grow">
          <b>{t('caller.unknownTitle')}</b> · {t('caller.unknownHint')}
        </p>
      </div>
      <Facts>
        <Fact name={t('caller.numberPlan')}>
          {country === null ? t('common.unknown') : formats.country(country)}
        </Fact>
        <Fact name={t('caller.theirName')}>
          {call.remote.name ? <bdi>{call.remote.name}</bdi> : t('caller.noName')}
        </Fact>
        <Fact name={t('caller.heardBefore')}>
          {before === null ? t('common.never') : formats.ago(before, now)}
        </Fact>
        <Fact name={t('caller.consent')}>{t('common.notAsked')}</Fact>
      </Facts>
      <Link callId={context.callId} />
      {context.history.length > 0 && <History entries={context.history} ruled />}
    </div>
  );
}

function Link({ callId }: { callId: string }) {
  const t = useWords();
  const language = useLanguage();
  const { choose } = useCommands();
  const [text, setText] = useState('');
  const hits = useSearch(text, 8);
  return (
    <Section title={t('caller.searchFor')} aside={t('caller.searchHint')}>
      <TextInput
        aria-label={t('contacts.searchLabel')}
        leftSection={<IconSearch size={15} stroke={1.7} aria-hidden />}
        placeholder={t('frame.search')}
        maxLength={200}
        value={text}
        onChange={event => setText(event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <ul className="link-hits">
        {(hits ?? []).map(hit => {
          const names = namesOf(hit, language);
          return (
            <li key={hit.personId}>
              <button type="button" className="row two" onClick={() => void choose(callId, hit.personId)}>
                <span className="grow">
                  <b className="clip">
                    <Found text={names.first} query={text} />
                  </b>
                  <span className="quiet clip">
                    <bdi>{hit.organisation}</bdi>
                  </span>
                </span>
                {hit.number !== null && (
                  <span className="quiet">
                    <Tel n={formatNumber(hit.number)} />
                  </span>
                )}
              </button>
            </li>
          );
        })}
      </ul>
      {hits?.length === 0 && <p className="empty">{t('contacts.nothing', { text: text.trim() })}</p>}
    </Section>
  );
}
