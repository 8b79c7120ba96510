/** A phone number: left-to-right in any sentence, one line, figures of one width. `hit` is the part that a search found. */
export function Tel({ n, hit }: { n: string; hit?: string | null }) {
  const at = hit ? n.indexOf(hit) : -1;
  return (
    <bdi className="tel" dir="ltr">
      {at < 0 || !hit ? (
        n
      ) : (
        <>
          {n.slice(0, at)}
          <mark>{hit}</mark>
          {n.slice(at + hit.length)}
        </>
      )}
    </bdi>
  );
}
