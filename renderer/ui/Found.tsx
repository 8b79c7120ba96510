import { Fragment } from 'react';
import { markFound } from './markFound.ts';

/** Text with the letters that a search found marked. */
export function Found({ text, query }: { text: string; query: string }) {
  return (
    <bdi>
      {markFound(text, query).map((part, i) =>
        part.hit ? <mark key={i}>{part.text}</mark> : <Fragment key={i}>{part.text}</Fragment>,
      )}
    </bdi>
  );
}
