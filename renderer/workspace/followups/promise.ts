/** Whose a follow-up is, in words, and what the clock of the other one shows. */
import { ownerOf, type Owner } from '../../../shared/followups/owner.ts';
import type { FollowUp } from '../../../shared/people/types.ts';
import { useFormats, useWords, useWorkspace } from '../state/context.tsx';

export function useOwner(): (item: FollowUp) => Owner {
  const me = useWorkspace(state => state.settings.agentName);
  return item => ownerOf(item, me);
}

/** Null where nothing was promised by anybody. */
export function useOwnerWords(): (item: FollowUp) => string | null {
  const t = useWords();
  const owner = useOwner();
  return item => {
    if (item.by === null) return null;
    if (item.returnedAt !== null)
      return item.by === '' ? t('followUps.returned') : t('followUps.returnedOf', { who: item.by });
    return owner(item) === 'mine' ? t('followUps.yours') : t('caller.promise', { who: item.by });
  };
}

/** What a clock in `zone` shows at `at`; null where it is not known, or the same as here. */
export function useTheirTime(): (at: number | null, zone: string | null) => string | null {
  const t = useWords();
  const formats = useFormats();
  return (at, zone) => {
    if (at === null || zone === null) return null;
    const time = formats.timeIn(at, zone);
    return time === null || time === formats.time(at) ? null : t('wrapUp.willTheirTime', { time });
  };
}
