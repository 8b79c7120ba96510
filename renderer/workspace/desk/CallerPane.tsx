import type { CallView } from '../../../shared/call/view.ts';
import type { CallerContext } from '../../../shared/people/types.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { useKeys } from '../keys/useKeys.ts';
import { formatNumber } from '../people.ts';
import { useCommands, useFormats, useNow, useWords, useWorkspace } from '../state/context.tsx';
import { Candidates } from './Candidates.tsx';
import { FromExchange } from './FromExchange.tsx';
import { HandedOver } from './HandedOver.tsx';
import { History } from './History.tsx';
import { OwedToPerson, PersonFacts } from './Person.tsx';
import { UnknownCaller } from './UnknownCaller.tsx';

/** Who and why, the same for a call in every state; first what came along with it, and what it was made for. */
export function CallerPane({ call }: { call: CallView }) {
  const t = useWords();
  const campaign = useWorkspace(state => state.contexts[call.id]?.campaign);
  return (
    <>
      {call.handed !== undefined && <HandedOver call={call} handed={call.handed} />}
      {call.said !== undefined && <FromExchange said={call.said} />}
      {campaign !== undefined && (
        <p className="match">
          <b>{t('caller.campaign', { name: campaign })}</b>
        </p>
      )}
      <Who call={call} />
    </>
  );
}

function Who({ call }: { call: CallView }) {
  const t = useWords();
  const context = useWorkspace(state => state.contexts[call.id]);
  if (!context)
    return (
      <div className="skeleton" role="status" aria-label={t('caller.looking')}>
        <i />
        <i />
        <i />
        <i />
      </div>
    );
  if (context.person)
    return (
      <div className="who-body pair">
        <div>
          <Match context={context} />
          <PersonFacts person={context.person} />
          <OwedToPerson owed={context.owed} />
        </div>
        <History entries={context.history} />
      </div>
    );
  if (context.candidates.length > 1) return <Candidates context={context} />;
  return <UnknownCaller call={call} context={context} />;
}

/** The rule, the stored number it hit, how recent; and the way out when it is wrong. */
function Match({ context }: { context: CallerContext }) {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(60_000);
  const { choose } = useCommands();
  const { match } = context;
  const notThem = () => void choose(context.callId, null);
  const owns = useKeys({ '0': notThem }, { priority: 'call' });
  return (
    <div className="match">
      <p className="grow num">
        <b>{t(`caller.${match.rule}`)}</b>
        {match.number !== null && ` · ${t('caller.matched', { number: formatNumber(match.number) })}`}
        {' · '}
        {match.lastContactAt === null
          ? t('caller.firstContact')
          : t('caller.lastContact', { ago: formats.ago(match.lastContactAt, now) })}
      </p>
      <button type="button" className="link" onClick={notThem}>
        {t('caller.someoneElse')} <Kbd k="0" idle={!owns('0')} />
      </button>
    </div>
  );
}
