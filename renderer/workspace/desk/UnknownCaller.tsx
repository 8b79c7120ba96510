import type { CallView } from '../../../shared/call/view.ts';
import type { CallerContext } from '../../../shared/people/types.ts';
import { Fact, Facts } from '../../ui/Fact.tsx';
import { OutsideCaller } from '../directories/Outside.tsx';
import { CallerForm } from '../frame/pages.ts';
import { countryOf } from '../people.ts';
import { useFormats, useNow, useWords } from '../state/context.tsx';
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
      <CallerForm key={call.id} call={call} />
      <OutsideCaller key={`outside ${call.id}`} call={call} />
      {context.history.length > 0 && <History entries={context.history} ruled />}
    </div>
  );
}
