import { span } from '../../../shared/i18n/format.ts';
import type { FromExchange as Said } from '../../../shared/phone/call-headers.ts';
import { useWords } from '../state/context.tsx';

/** What the phone system says of the call: how long they waited, and what it wrote along. Text and no more. */
export function FromExchange({ said: { fields, waitedFor } }: { said: Said }) {
  const t = useWords();
  return (
    <dl className="from-exchange" aria-label={t('phone.fromExchange')}>
      {waitedFor !== null && (
        <div>
          <dt>{t('phone.waited')}</dt>
          <dd className="num">
            <bdi dir="ltr">{span(waitedFor * 1000)}</bdi>
          </dd>
        </div>
      )}
      {fields.map(({ label, value }, index) => (
        <div key={index}>
          <dt>
            <bdi>{label}</bdi>
          </dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
