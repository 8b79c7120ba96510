/** The order in which codecs are offered. Pure. */
import type { CodecName } from '../../shared/lines/types.ts';

interface Codec {
  mimeType: string;
}

/** The wished ones first, in that order; the rest, tones and comfort noise too, as the browser has them. */
export function inOrder<C extends Codec>(codecs: readonly C[], wished: readonly CodecName[]): C[] {
  const place = ({ mimeType }: C): number => {
    const name = mimeType.toLowerCase().replace(/^audio\//, '');
    const found = wished.findIndex(each => each === name);
    return found < 0 ? wished.length : found;
  };
  return codecs.toSorted((a, b) => place(a) - place(b));
}
