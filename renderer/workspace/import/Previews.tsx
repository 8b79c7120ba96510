import type { ImportChecked } from '../../../shared/import/view.ts';
import { Tel } from '../../ui/Tel.tsx';
import { formatNumber } from '../people.ts';

/** The first contacts, as they would be entered. */
export function Previews({ contacts }: { contacts: ImportChecked['preview'] }) {
  return (
    <ul className="import-preview">
      {contacts.map(({ line, name, organisation, numbers, emails }) => (
        <li key={line}>
          <b className="clip">
            <bdi>{name}</bdi>
          </b>
          <span className="quiet clip">
            <bdi>{organisation ?? ''}</bdi>
          </span>
          <span className="clip">{numbers[0] !== undefined && <Tel n={formatNumber(numbers[0])} />}</span>
          <span className="quiet clip">
            <bdi dir="ltr">{emails[0] ?? ''}</bdi>
          </span>
        </li>
      ))}
    </ul>
  );
}
