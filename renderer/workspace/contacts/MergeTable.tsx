import { sameValue } from '../../../shared/people/same-value.ts';
import { useWords } from '../state/context.tsx';

export interface MergeRow {
  id: string;
  name: string;
  /** Of the record that is kept, and of the one that goes. */
  values: readonly [string, string];
}

/** Two records side by side; where they differ one value is chosen. `choice` names what is taken from the one that goes. */
export function MergeTable({
  rows,
  choice,
  onChoose,
}: {
  rows: readonly MergeRow[];
  choice: ReadonlySet<string>;
  onChoose: (choice: ReadonlySet<string>) => void;
}) {
  const t = useWords();
  return (
    <table className="plain merge-table">
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">{t('contacts.field')}</span>
          </th>
          <th scope="col">{t('contacts.kept')}</th>
          <th scope="col">{t('contacts.goes')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, name, values }) => (
          <tr key={id}>
            <th scope="row">
              <bdi>{name}</bdi>
            </th>
            {sameValue(values[0], values[1]) ? (
              <td colSpan={2}>
                <bdi>{values[0]}</bdi>
              </td>
            ) : (
              values.map((value, side) => (
                <td key={side}>
                  <Choice
                    name={id}
                    value={value}
                    // What is empty on the kept side is filled without being asked.
                    chosen={
                      side === 1 ? choice.has(id) || values[0] === '' : !choice.has(id) && values[0] !== ''
                    }
                    open={values[0] !== '' && values[1] !== ''}
                    onChoose={() => {
                      const after = new Set(choice);
                      if (side === 1) after.add(id);
                      else after.delete(id);
                      onChoose(after);
                    }}
                  />
                </td>
              ))
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** One record's value of a field, to be chosen where both have one. */
function Choice({
  name,
  value,
  chosen,
  open,
  onChoose,
}: {
  name: string;
  value: string;
  chosen: boolean;
  open: boolean;
  onChoose: () => void;
}) {
  const t = useWords();
  return (
    <label className="merge-choice">
      <input type="radio" name={name} checked={chosen} disabled={!open} onChange={onChoose} />
      {value === '' ? <span className="quiet">{t('contacts.nothing_')}</span> : <bdi>{value}</bdi>}
    </label>
  );
}
