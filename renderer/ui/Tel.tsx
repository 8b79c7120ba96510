/** A phone number: left-to-right in any sentence, one line, figures of one width. `hit`: digits that a search found in it. */
export function Tel({ n, hit }: { n: string; hit?: string | null }) {
  const [from, to] = hit ? placeOf(n, hit) : [0, 0];
  return (
    <bdi className="tel" dir="ltr">
      {n.slice(0, from)}
      {to > from && <mark>{n.slice(from, to)}</mark>}
      {n.slice(to)}
    </bdi>
  );
}

/** Where the digits stand, whatever is written between them; [0, 0] when they do not. */
function placeOf(n: string, hit: string): [from: number, to: number] {
  const places = Array.from(n, (letter, place) => (/[0-9]/.test(letter) ? place : -1)).filter(
    place => place >= 0,
  );
  const digits = n.replace(/[^0-9]/g, '');
  // A trunk prefix, or the 00 that stands for +, is not in the number as it is shown.
  const typed = [hit, hit.replace(/^0+/, '')].find(each => each !== '' && digits.includes(each));
  if (typed === undefined) return [0, 0];
  const at = digits.indexOf(typed);
  return [places[at] ?? 0, (places[at + typed.length - 1] ?? -1) + 1];
}
