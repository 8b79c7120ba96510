import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { WeeklyHours } from '../../../../shared/people/hours.ts';
import { useFormats, useWords } from '../../state/context.tsx';

const week = [1, 2, 3, 4, 5, 6, 7] as const;
/** What most people mean by "by day"; the agent changes it in place. */
const ordinary: WeeklyHours[number] = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' };

/** Weekly hours: days as toggles, from and to. None is always. */
export function HoursField({
  title,
  always,
  hours,
  onChange,
}: {
  title: string;
  always: string;
  hours: WeeklyHours;
  onChange: (hours: WeeklyHours) => void;
}) {
  const t = useWords();
  const formats = useFormats();
  const set = (index: number, part: Partial<WeeklyHours[number]>) =>
    onChange(hours.map((span, i) => (i === index ? { ...span, ...part } : span)));
  return (
    <fieldset className="edit-rows">
      <legend>{title}</legend>
      {hours.length === 0 && <p className="quiet">{always}</p>}
      <ul>
        {hours.map((span, index) => (
          <li key={index}>
            <div className="edit-row hours">
              <span className="days" role="group" aria-label={t('contacts.days')}>
                {week.map(day => {
                  const on = span.days.includes(day);
                  return (
                    <button
                      key={day}
                      type="button"
                      aria-pressed={on}
                      aria-label={formats.weekday(day, 'long')}
                      // A span has one day at least.
                      disabled={on && span.days.length === 1}
                      onClick={() =>
                        set(index, {
                          days: on
                            ? span.days.filter(other => other !== day)
                            : [...span.days, day].sort((a, b) => a - b),
                        })
                      }
                    >
                      {formats.weekday(day, 'short')}
                    </button>
                  );
                })}
              </span>
              <input
                type="time"
                required
                aria-label={t('contacts.from')}
                value={span.from}
                onChange={event =>
                  event.currentTarget.value !== '' && set(index, { from: event.currentTarget.value })
                }
              />
              <span aria-hidden>–</span>
              <input
                type="time"
                required
                aria-label={t('contacts.to')}
                value={span.to}
                onChange={event =>
                  event.currentTarget.value !== '' && set(index, { to: event.currentTarget.value })
                }
              />
              {span.to <= span.from && <span className="quiet">{t('contacts.overnight')}</span>}
            </div>
            <button
              type="button"
              className="icon-button"
              aria-label={t('contacts.removeRow', { what: t('contacts.hours') })}
              title={t('contacts.removeRow', { what: t('contacts.hours') })}
              onClick={() => onChange(hours.filter((_, i) => i !== index))}
            >
              <IconTrash size={16} stroke={1.6} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      {hours.length < 14 && (
        <button type="button" className="link add-row" onClick={() => onChange([...hours, ordinary])}>
          <IconPlus size={14} stroke={1.7} aria-hidden />
          {t('contacts.addHours')}
        </button>
      )}
    </fieldset>
  );
}
