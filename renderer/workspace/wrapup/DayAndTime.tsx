import { Select } from '@mantine/core';
import { useEffect, useState } from 'react';
import { daysBetween } from '../../../shared/i18n/format.ts';
import { dayName } from '../days.ts';
import { useFormats, useNow, useWords } from '../state/context.tsx';
import { readClock, showClock } from './clock.ts';
import { instantOf, wallClock } from './dueTimes.ts';

/** How many days ahead can be picked. */
const daysAhead = 60;
/** Taken when a day is picked first. */
const usualHour = 10;

/**
 * A day by its name and a time as it is typed, by this machine's clock. The browser's own date field would speak the
 * system's language, not ours.
 */
export function DayAndTime({
  value,
  invalid,
  onChange,
}: {
  value: number | null;
  invalid: boolean;
  onChange: (at: number | null) => void;
}) {
  const t = useWords();
  const formats = useFormats();
  const now = useNow(60_000);
  const clock = value === null ? null : wallClock(value, null);
  const [typed, setTyped] = useState(clock ? showClock(clock) : '');

  // A chip pressed beside it shows here too.
  useEffect(() => setTyped(value === null ? '' : showClock(wallClock(value, null))), [value]);

  const today = wallClock(now, null);
  const at = (days: number, time: { hour: number; minute: number }) =>
    instantOf({ ...today, day: today.day + days, ...time }, null);
  const day = value === null ? null : daysBetween(now, value);
  const options = Array.from({ length: daysAhead }, (_, days) => {
    const noon = at(days, { hour: 12, minute: 0 });
    const name = dayName(t, formats, noon, now);
    const date = formats.date(noon, now);
    return { value: String(days), label: name === date ? name : `${name}, ${date}` };
  });

  const pickDay = (days: string | null) => {
    if (days !== null) onChange(at(Number(days), clock ?? { hour: usualHour, minute: 0 }));
  };
  const leaveTime = () => {
    const time = readClock(typed);
    if (time) onChange(at(Math.max(0, day ?? 0), time));
    else setTyped(clock ? showClock(clock) : '');
  };

  return (
    <div className="day-time">
      <Select
        aria-label={t('wrapUp.day')}
        placeholder={t('wrapUp.day')}
        data={options}
        value={day === null || day < 0 || day >= daysAhead ? null : String(day)}
        allowDeselect={false}
        error={invalid}
        maxDropdownHeight={220}
        onChange={pickDay}
      />
      <input
        className="exact num"
        type="text"
        inputMode="numeric"
        dir="ltr"
        aria-label={t('wrapUp.time')}
        aria-invalid={invalid}
        placeholder="10:00"
        maxLength={5}
        value={typed}
        onChange={event => setTyped(event.currentTarget.value)}
        onBlur={leaveTime}
        onKeyDown={event => {
          if (event.key === 'Enter' || event.key === 'Escape') {
            event.preventDefault();
            event.currentTarget.blur();
          }
        }}
      />
    </div>
  );
}
