/** Languages and zones to choose from. Another one that a record holds already is offered, too. */
import type { Formats } from '../../../../shared/i18n/format.ts';

const spoken =
  'ar en fr de es it pt nl sv da nb fi pl cs ru uk tr fa ur hi bn ta ml tl id ms zh ja ko he am sw so ku'.split(
    ' ',
  );

export const languageChoices = (formats: Formats, own: string | null) =>
  [...new Set(own === null ? spoken : [...spoken, own])]
    .map(tag => ({ value: tag, label: formats.language(tag) }))
    .sort((a, b) => a.label.localeCompare(b.label));

export const zoneChoices = (own: string | null): string[] => {
  const known = Intl.supportedValuesOf('timeZone');
  return own === null || known.includes(own) ? known : [own, ...known];
};
