import { IconHistory, IconMinus, IconPhoneOutgoing, IconShieldX, IconSubtask } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { consequences } from '../../../shared/outcome/consequences.ts';
import type { Outcome } from '../../../shared/outcome/types.ts';
import { Section } from '../../ui/Section.tsx';
import { useFormats, useNow, useWords } from '../state/context.tsx';

const drawn = { size: 16, stroke: 1.6, 'aria-hidden': true } as const;

/** Each effect of the outcome: what, then to whom and when. That nothing changes is said too. */
export function WillDo({
  outcome,
  dueAt,
  who,
  zone,
}: {
  outcome: Outcome;
  dueAt: number | null;
  /** The person, or null when the caller is not known. */
  who: string | null;
  zone: string | null;
}) {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(60_000);
  // Without the time that it needs nothing can be reckoned yet; what is shown is what the transaction will do.
  const reckoned = outcome.needsTime && dueAt === null ? null : consequences(outcome, { at: now, dueAt });
  const due = reckoned?.followUp?.dueAt ?? null;
  const when = due === null ? null : formats.when(due, now);
  const theirs = due === null || zone === null ? null : formats.timeIn(due, zone);
  const differs = theirs !== null && due !== null && theirs !== formats.time(due);
  const list = t('wrapUp.willList') + (differs ? ` · ${t('wrapUp.willTheirTime', { time: theirs })}` : '');
  return (
    <Section title={t('wrapUp.willDo')} ruled>
      <ul className="effects">
        {outcome.followUp === 'callback' && (
          <Effect icon={<IconPhoneOutgoing className="flip" {...drawn} />} more={list}>
            {when === null ? t('wrapUp.willCallBackNoTime') : t('wrapUp.willCallBack', { when })}
          </Effect>
        )}
        {outcome.followUp === 'task' && (
          <Effect icon={<IconSubtask {...drawn} />} more={list}>
            {when === null ? t('wrapUp.willTaskNoTime') : t('wrapUp.willTask', { when })}
          </Effect>
        )}
        {outcome.doNotContact && (
          <Effect icon={<IconShieldX {...drawn} />} more={t('wrapUp.willNeverMore')}>
            {t('wrapUp.willNever')}
          </Effect>
        )}
        {outcome.followUp === 'none' && !outcome.doNotContact && (
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
        {more !== undefined && <span className="quiet num">{more}</span>}
      </span>
    </li>
  );
}
