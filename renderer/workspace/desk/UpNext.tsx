import { Section } from '../../ui/Section.tsx';
import { SmallButton } from '../../ui/SmallButton.tsx';
import { Tel } from '../../ui/Tel.tsx';
import { useOwnerWords, useTheirTime } from '../followups/promise.ts';
import { useKeys } from '../keys/useKeys.ts';
import { formatNumber } from '../people.ts';
import { inOneHour, tomorrowAtTen } from '../wrapup/dueTimes.ts';
import { useCommands, useFormats, useNow, useWords, useWorkspace } from '../state/context.tsx';

/** Until a reminder that was put off comes again, ms. */
const snooze = 10 * 60_000;

/** The follow-up that the agent came to by its reminder; null when it is done, or none. */
export const useReminded = () =>
  useWorkspace(state => state.due.find(({ id }) => id === state.upNext) ?? null);

/** Whom to call next, why, and the key that does it. */
export function UpNext() {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(60_000);
  const { dial, followUpDone, moveFollowUp, snoozeFollowUp, exportFollowUp, closeUpNext } = useCommands();
  const first = useWorkspace(state => state.due[0]);
  const reminded = useReminded();
  const next = reminded ?? first;
  const ownerWords = useOwnerWords();
  const theirTime = useTheirTime();
  const number = next?.number ?? null;
  const call = () => void dial(number ?? '', next?.personId ?? null);
  const owns = useKeys({ C: call }, { priority: 'call', when: number !== null });
  useKeys({ Escape: closeUpNext }, { priority: 'page', when: reminded !== null });
  const promise = next ? ownerWords(next) : null;
  const theirs = next ? theirTime(next.dueAt, next.zone) : null;
  return (
    <div className="next-body">
      <Section
        title={
          <>
            {t('desk.upNext')}
            {next && (
              <span className={`num ${next.dueAt < now ? 'owed-text' : 'quiet'}`}>
                {formats.when(next.dueAt, now)}
              </span>
            )}
          </>
        }
        {...(reminded === null
          ? {}
          : { aside: <SmallButton onPress={closeUpNext}>{t('desk.backToList')}</SmallButton> })}
      >
        {next ? (
          <>
            <p className="say">
              <bdi>{next.personName ?? next.number ?? t('common.unknown')}</bdi>
            </p>
            {number !== null && (
              <p className="quiet">
                <Tel n={formatNumber(number)} />
                {theirs !== null && <span className="num"> · {theirs}</span>}
              </p>
            )}
            <p className="hint">
              <b>{t('desk.why')}</b> <bdi>{next.what}</bdi>
              {promise !== null && ` · ${promise}`}
            </p>
            <div className="up-keys">
              {number !== null && (
                <SmallButton accent k="C" idle={!owns('C')} onPress={call}>
                  {t('desk.callNow')}
                </SmallButton>
              )}
              {next.dueAt <= now && (
                <SmallButton
                  of={next.what}
                  onPress={() => {
                    snoozeFollowUp(next.id, Date.now() + snooze);
                    closeUpNext();
                  }}
                >
                  {t('followUps.remindLater')}
                </SmallButton>
              )}
              <SmallButton
                of={`${t('followUps.snooze')}, ${next.what}`}
                onPress={() => moveFollowUp(next.id, inOneHour(Date.now()))}
              >
                {t('followUps.inHour')}
              </SmallButton>
              <SmallButton
                of={`${t('followUps.snooze')}, ${next.what}`}
                onPress={() => moveFollowUp(next.id, tomorrowAtTen(next.zone))}
              >
                {t('followUps.tomorrow')}
              </SmallButton>
              <SmallButton of={next.what} onPress={() => void exportFollowUp(next.id)}>
                {t('followUps.calendar')}
              </SmallButton>
              <SmallButton of={next.what} onPress={() => followUpDone(next.id)}>
                {t('caller.markDone')}
              </SmallButton>
            </div>
          </>
        ) : (
          <p className="quiet">{t('desk.upNextEmpty')}</p>
        )}
      </Section>
    </div>
  );
}
