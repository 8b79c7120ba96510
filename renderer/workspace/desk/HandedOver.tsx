import { IconArrowForwardUp } from '@tabler/icons-react';
import type { CallView } from '../../../shared/call/view.ts';
import type { Handover } from '../../../shared/handover/types.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { useKeys } from '../keys/useKeys.ts';
import { scriptOf } from '../script/scriptOf.ts';
import { stepTitle } from '../script/useScript.ts';
import { useCommands, useParts, useWords, useWorkspace } from '../state/context.tsx';

/** What whoever handed the call over says of it, as text and no more; and the place in the script where they were. */
export function HandedOver({ call, handed }: { call: CallView; handed: Handover }) {
  const t = useWords();
  const { openAlong } = useCommands();
  const { by, who, why, note, link } = handed;
  const facts = [who, why].filter(fact => fact !== null);
  return (
    <section className="handed" aria-label={t('transfer.handed')}>
      <IconArrowForwardUp className="flip" size={16} stroke={1.7} aria-hidden />
      <div className="grow">
        <p className="clip">
          <b>{by === null ? t('transfer.handed') : t('transfer.handedBy', { by })}</b>
          {facts.map((fact, i) => (
            <span key={i}>
              {' · '}
              <bdi>{fact}</bdi>
            </span>
          ))}
        </p>
        {note !== null && (
          <p className="handed-note">
            <bdi>{note}</bdi>
          </p>
        )}
        {link !== null && (
          <p className="clip">
            <button type="button" className="link" onClick={() => openAlong(call.id)}>
              <bdi dir="ltr">{link}</bdi>
            </button>
          </p>
        )}
        <GoOn call={call} />
      </div>
    </section>
  );
}

function GoOn({ call }: { call: CallView }) {
  const t = useWords();
  const { scripts } = useCommands();
  const { runs } = useParts();
  const offer = useWorkspace(state =>
    state.callScripts.find(each => each.interactionId === call.id && each.offered === true),
  );
  const talking = call.phase === 'established';
  const goOn = () =>
    void scripts.goOn(call.id).then(taken => {
      if (taken) runs.adopt(taken);
    });
  const owns = useKeys({ Y: goOn }, { priority: 'call', when: offer !== undefined && talking });
  if (offer === undefined || offer.state === null) return null;
  const script = scriptOf(offer.source);
  const step = script.steps.find(({ id }) => id === offer.state?.step);
  if (step === undefined) return null;
  return (
    <p>
      <button type="button" className="link" disabled={!talking} onClick={goOn}>
        {t('transfer.goOnAt', { step: stepTitle(script, step, offer.state.language) })}{' '}
        <Kbd k="Y" idle={!owns('Y')} />
      </button>
    </p>
  );
}
