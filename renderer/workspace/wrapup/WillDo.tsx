import { IconHistory, IconMinus, IconPhoneOutgoing, IconShieldX, IconSubtask } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { consequences, isEnough } from '../../../shared/outcome/consequences.ts';
import type { CallbackBy, PlannedAction } from '../../../shared/followups/types.ts';
import type { Outcome } from '../../../shared/outcome/types.ts';
import { Section } from '../../ui/Section.tsx';
import { PlannedIcon, usePlannedWords } from '../followups/PlanSection.tsx';
import { useFormats, useNow, useWords, useWorkspace } from '../state/context.tsx';

const drawn = { size: 16, stroke: 1.6, 'aria-hidden': true } as const;

/** Each effect of the outcome: what, then to whom and when. That nothing changes is said too. */
export function WillDo({
  outcome,
  dueAt,
  dueBy,
  who,
  zone,
  before,
  actions,
}: {
  outcome: Outcome;
  dueAt: number | null;
  dueBy: CallbackBy;
  /** The person, or null when the caller is not known. */
  who: string | null;
  zone: string | null;
  /** How many calls in a row ended so already. */
  before: number;
  /** What else is planned. */
  actions: readonly PlannedAction[];
}) {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(60_000);
  const say = usePlannedWords();
  const offline = useWorkspace(state => state.outbox.offline);
  const enough = isEnough(outcome, before);
  // Without the time that it needs nothing can be reckoned yet; what is shown is what the transaction will do.
  const reckoned =
    outcome.needsTime && dueAt === null ? null : consequences(outcome, { at: now, dueAt, before });
  const due = reckoned?.followUp?.dueAt ?? null;
  const when = due === null ? null : formats.when(due, now);
  const theirs = due === null || zone === null ? null : formats.timeIn(due, zone);
  const differs = theirs !== null && due !== null && theirs !== formats.time(due);
  const list = [
    t('wrapUp.willList'),
    differs ? t('wrapUp.willTheirTime', { time: theirs }) : null,
    dueBy === 'anyone' ? t('followUps.willAnyone') : null,
  ]
    .filter(part => part !== null)
    .join(' · ');
  return (
    <Section title={t('wrapUp.willDo')} ruled>
      <ul className="effects">
        {enough && outcome.followUp !== 'none' && (
          <Effect icon={<IconMinus {...drawn} />}>{t('wrapUp.willEnough')}</Effect>
        )}
        {outcome.followUp === 'callback' && !enough && (
          <Effect icon={<IconPhoneOutgoing className="flip" {...drawn} />} more={list}>
            {when === null ? t('wrapUp.willCallBackNoTime') : t('wrapUp.willCallBack', { when })}
          </Effect>
        )}
        {outcome.followUp === 'task' && !enough && (
          <Effect icon={<IconSubtask {...drawn} />} more={list}>
            {when === null ? t('wrapUp.willTaskNoTime') : t('wrapUp.willTask', { when })}
          </Effect>
        )}
        {outcome.doNotContact && (
          <Effect icon={<IconShieldX {...drawn} />} more={t('wrapUp.willNeverMore')}>
            {t('wrapUp.willNever')}
          </Effect>
        )}
        {actions.map((action, index) => {
          const { title, more } = say(action);
          const sent =
            action.kind === 'callback' ? null : t(offline ? 'followUps.willQueue' : 'followUps.willSend');
          return (
            <Effect
              key={index}
              icon={<PlannedIcon kind={action.kind} />}
              more={[more, sent].filter(part => part !== null).join(' · ')}
            >
              {title}
            </Effect>
          );
        })}
        {outcome.followUp === 'none' && !outcome.doNotContact && actions.length === 0 && (
          <Effect icon={<IconMinus {...drawn} />}>{t('wrapUp.willNoChange')}</Effect>
        )}
        <Effect icon={<IconHistory {...drawn} />}>
          {who === null ? t('wrapUp.willKeepNumber') : t('wrapUp.willKeep', { who })}
        </Effect>
      </ul>
    </Section>
  );
}

function Effect({ icon, more, children }: { icon: ReactNode; more?: string; children: ReactNode }) {
  return (
    <li>
      {icon}
      <span className="grow">
        <b className="num">{children}</b>
        {more !== undefined && more !== '' && <span className="quiet num">{more}</span>}
      </span>
    </li>
  );
}
