/** The desk: Who and Next follow the chosen call, or the owed call that was opened, or nothing at all. */
import { useDeferredValue } from 'react';
import type { CallView } from '../../../shared/call/view.ts';
import type { RecentCall } from '../../../shared/people/types.ts';
import { CallNext, OwedWrapUp, PersonPage } from '../frame/pages.ts';
import { standingOf } from '../state/calls.ts';
import { useWorkspace } from '../state/context.tsx';
import { CallerPane } from './CallerPane.tsx';
import { Home } from './Home.tsx';
import { UpNext, useReminded } from './UpNext.tsx';

const useOwedOpen = (): RecentCall | undefined =>
  useWorkspace(state => state.recent.find(call => call.interactionId === state.owedOpen));
const useChosen = (): CallView | undefined =>
  useWorkspace(state => state.calls.find(call => call.id === state.chosen));

export function DeskWho() {
  const owed = useOwedOpen();
  const call = useChosen();
  const reminded = useReminded();
  if (owed) return owed.personId === null ? <Home /> : <PersonPage personId={owed.personId} aside />;
  if (call) return <CallerPane key={call.id} call={call} />;
  return reminded?.personId == null ? <Home /> : <PersonPage personId={reminded.personId} aside />;
}

export function DeskNext() {
  const owed = useOwedOpen();
  const chosen = useChosen();
  const drawnBefore = useDeferredValue(chosen?.id ?? null);
  // Who rings is drawn first, and what to say to them right after: the caller is told that it rings when the card is there.
  const call = drawnBefore === null && chosen && standingOf(chosen) === 'ringing' ? undefined : chosen;
  if (owed) return <OwedWrapUp key={owed.interactionId} call={owed} />;
  return call ? <CallNext key={call.id} call={call} /> : <UpNext />;
}
