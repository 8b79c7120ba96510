import { IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useRef, type ReactNode } from 'react';

/** Rows of one kind (numbers, addresses …): each can be changed, put first, taken away; one can be added. */
export function Rows<Row extends { id: string }>({
  title,
  rows,
  most,
  blank,
  onChange,
  words,
  children,
}: {
  title: string;
  rows: readonly Row[];
  most: number;
  blank: () => Row;
  onChange: (rows: Row[]) => void;
  words: { add: string; remove: (row: Row) => string; first: (row: Row) => string };
  children: (row: Row, set: (part: Partial<Row>) => void, index: number) => ReactNode;
}) {
  const list = useRef<HTMLUListElement>(null);
  const change = (id: string, part: Partial<Row>) =>
    onChange(rows.map(row => (row.id === id ? { ...row, ...part } : row)));
  const add = () => {
    onChange([...rows, blank()]);
    // The new row's first field is where one types next.
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('li:last-child input')?.focus());
  };
  return (
    <fieldset className="edit-rows">
      <legend>{title}</legend>
      <ul ref={list}>
        {rows.map((row, index) => (
          <li key={row.id}>
            <div className="edit-row">{children(row, part => change(row.id, part), index)}</div>
            <button
              type="button"
              className="icon-button"
              aria-label={words.first(row)}
              title={words.first(row)}
              disabled={index === 0}
              onClick={() => onChange([row, ...rows.filter(other => other.id !== row.id)])}
            >
              <IconArrowUp size={16} stroke={1.6} aria-hidden />
            </button>
            <button
              type="button"
              className="icon-button"
              aria-label={words.remove(row)}
              title={words.remove(row)}
              onClick={() => onChange(rows.filter(other => other.id !== row.id))}
            >
              <IconTrash size={16} stroke={1.6} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      {rows.length < most && (
        <button type="button" className="link add-row" onClick={add}>
          <IconPlus size={14} stroke={1.7} aria-hidden />
          {words.add}
        </button>
      )}
    </fieldset>
  );
}
