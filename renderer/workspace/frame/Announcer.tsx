import { useEffect, useRef, useState } from 'react';
import type { CallView } from '../../../shared/call/view.ts';
import { useTied, useTiedWords } from '../call/TiedLane.tsx';
import { callerName } from '../people.ts';
import { isOver, isUp, standingOf } from '../state/calls.ts';
import { useLanguage, useNow, useWords, useWorkspace } from '../state/context.tsx';

/** Says to screen readers what changed: states of calls, and each full minute of the one that is up. */
export function Announcer() {
  const t = useWords();
  const language = useLanguage();
  const calls = useWorkspace(state => state.calls);
  const contexts = useWorkspace(state => state.contexts);
  const before = useRef(new Map<string, CallView>());
  const [said, setSaid] = useState({ urgent: '', calm: '' });

  useEffect(() => {
    for (const call of calls) {
      const was = before.current.get(call.id);
      const who = callerName(call, contexts[call.id], language)?.first ?? t('call.hiddenNumber');
      const standing = standingOf(call);
      if (was === undefined || standingOf(was) !== standing) {
        switch (standing) {
          case 'ringing':
            setSaid({ calm: '', urgent: t('call.sayRinging', { who }) });
            break;
          case 'dialling':
            setSaid({ urgent: '', calm: t('call.sayDialling', { who }) });
            break;
          case 'live':
            setSaid({
              urgent: '',
              calm: t(was && isUp(was) ? 'call.sayResumed' : 'call.sayOnCall', { who }),
            });
            break;
          case 'held':
            setSaid({ urgent: '', calm: t('call.sayHeld', { who }) });
            break;
          case 'wrapUp':
          case 'missed':
          case 'failed':
            if (was !== undefined)
              setSaid({
                urgent: '',
                calm: t('call.sayEnded', { who, reason: call.end ? t(`callEnd.${call.end.cause}`) : '' }),
              });
            break;
          default:
            break;
        }
      } else if (was.muted !== call.muted && isUp(call)) {
        setSaid({ urgent: '', calm: t(call.muted ? 'call.sayMuted' : 'call.sayUnmuted') });
      }
    }
    before.current = new Map(calls.map(call => [call.id, call]));
  }, [calls, contexts, language, t]);

  return (
    <>
      <div className="visually-hidden" role="alert">
        {said.urgent}
      </div>
      <div className="visually-hidden" role="status">
        {said.calm}
      </div>
      <TiedSaid />
      <Minutes />
    </>
  );
}

/** How it stands with a transfer, a consult call or a conference. */
function TiedSaid() {
  const call = useWorkspace(state => state.calls.find(one => !isOver(one)));
  const words = useTiedWords();
  const tied = useTied(call ?? null);
  return (
    <div className="visually-hidden" role="status">
      {tied ? words(tied) : ''}
    </div>
  );
}

function Minutes() {
  const t = useWords();
  const now = useNow(1000);
  const answeredAt = useWorkspace(
    state => state.calls.find(call => isUp(call) && call.hold === 'none')?.answeredAt,
  );
  const count = answeredAt ? Math.floor((now - answeredAt) / 60_000) : 0;
  return (
    <div className="visually-hidden" role="status">
      {count > 0 ? t('call.sayMinutes', { count }) : ''}
    </div>
  );
}
