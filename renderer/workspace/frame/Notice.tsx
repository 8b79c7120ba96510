import { IconAlertTriangle, IconInfoCircle, IconX } from '@tabler/icons-react';
import { useEffect } from 'react';
import { isKey } from '../../../shared/i18n/words.ts';
import { useCommands, useWords, useWorkspace } from '../state/context.tsx';

/** Good news goes by itself after a while, bad news stays until it is read. */
const shownForMs = { info: 8000, warning: 20_000, error: 20_000 } as const;

/** One line of news, always at the same place in the title bar: it covers nothing and moves nothing. */
export function Notice() {
  const t = useWords();
  const { dismissNotice } = useCommands();
  const notice = useWorkspace(state => state.notice);

  useEffect(() => {
    if (!notice) return undefined;
    const timer = setTimeout(dismissNotice, shownForMs[notice.tone]);
    return () => clearTimeout(timer);
  }, [notice, dismissNotice]);

  // A newer main may send a key that this catalogue lacks: then the general sentence is said, never the bare key.
  const key = notice !== null && isKey(notice.key) ? notice.key : 'error.internal';
  const Icon = notice?.tone === 'info' ? IconInfoCircle : IconAlertTriangle;
  return (
    <div className={`notice ${notice?.tone ?? ''}`} role="status" aria-label={t('frame.notices')}>
      {notice && (
        <>
          <Icon size={15} stroke={1.7} aria-hidden />
          <p>{t(key, countOf(notice.values))}</p>
          <button type="button" aria-label={t('frame.dismissNotice')} onClick={dismissNotice}>
            <IconX size={14} stroke={1.8} aria-hidden />
          </button>
        </>
      )}
    </div>
  );
}

/** Values cross the border as strings; a plural needs its count as a number. */
function countOf(values: Record<string, string>): Record<string, string | number> {
  const count = Number(values['count']);
  return values['count'] !== undefined && Number.isFinite(count) ? { ...values, count } : values;
}
