/** What to do and say next, beside a call and after it. Loaded after the first look. */
import type { CallView } from '../../../shared/call/view.ts';
import type { RecentCall, TimelineEntry } from '../../../shared/people/types.ts';
import { usePerson } from '../contacts/usePerson.ts';
import { callerName, formatNumber } from '../people.ts';
import { CallScripts, ScriptsAfterCall, ScriptsOfOwed } from '../script/CallScripts.tsx';
import { standingOf } from '../state/calls.ts';
import { useCommands, useLanguage, useWords, useWorkspace } from '../state/context.tsx';
import { DuringCall, WrapUp } from '../wrapup/WrapUp.tsx';

export function CallNext({ call }: { call: CallView }) {
  const t = useWords();
  const language = useLanguage();
  const { putAway } = useCommands();
  const context = useWorkspace(state => state.contexts[call.id]);
  const zone = context?.person?.timeZone ?? null;
  const queues = useQueues(call);
  const script = <CallScripts call={call} />;
  const of = {
    interactionId: call.id,
    contact: context?.person ?? null,
    number: call.remote.number,
    zone,
    queues,
    campaign: context?.campaign ?? null,
  };
  if (call.phase !== 'ended') {
    const canEnd = !['ringing', 'ending'].includes(standingOf(call));
    return <DuringCall of={of} canEnd={canEnd} script={script} />;
  }
  const name = callerName(call, context, language);
  return (
    <WrapUp
      of={{
        ...of,
        latest: outcomesOf(context?.history ?? []),
        title: name?.first ?? t('call.hiddenNumber'),
        person: context?.person ? (name?.first ?? null) : null,
        owed: standingOf(call) === 'wrapUp',
        leave: () => putAway(call.id),
      }}
      script={<ScriptsAfterCall call={call} />}
    />
  );
}

export function OwedWrapUp({ call }: { call: RecentCall }) {
  const t = useWords();
  const { closeOwed } = useCommands();
  const found = usePerson(call.personId);
  const queues = useQueues(call);
  const title = call.name ?? (call.number === '' ? t('call.hiddenNumber') : formatNumber(call.number));
  return (
    <WrapUp
      of={{
        interactionId: call.interactionId,
        contact: found?.person ?? null,
        number: call.number,
        latest: outcomesOf(found?.history ?? [], call.interactionId),
        title,
        person: call.personId === null ? null : title,
        zone: found?.person.timeZone ?? null,
        queues,
        campaign: call.campaign ?? null,
        owed: true,
        leave: closeOwed,
      }}
      script={<ScriptsOfOwed interactionId={call.interactionId} />}
    />
  );
}

/** What was called, and the line, by name. */
function useQueues({ called, accountId }: Pick<RecentCall, 'called' | 'accountId'>): string[] {
  const line = useWorkspace(state => state.lines.find(one => one.accountId === accountId)?.name);
  return [called, line].filter(name => name != null);
}

/** How the calls before this one ended, newest first. */
const outcomesOf = (history: readonly TimelineEntry[], except = ''): (string | null)[] =>
  history
    .filter(({ id, channel, outcomeId }) => channel === 'call' && id !== except && outcomeId !== null)
    .map(({ outcomeId }) => outcomeId);
