/** The shape of the catalogues: English says which keys there are, Arabic must have each of them, in all its plurals. */
import type { en } from './en/index.ts';

type English = typeof en;

type PluralForm = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';

/** `waiting_one` and `waiting_other` are one key, `waiting`, that takes a `count`. */
type BaseKey<K extends string> = K extends `${infer Base}_one`
  ? Base
  : K extends `${infer Base}_other`
    ? Base
    : K;

/** Arabic has six plural forms where English has two (CLDR). */
type ArabicKey<K extends string> = K extends `${infer Base}_one` | `${infer Base}_other`
  ? `${Base}_${PluralForm}`
  : K;

/** What an area of the Arabic catalogue must contain, no more and no less. */
export type ArabicOf<Area> = { readonly [K in keyof Area & string as ArabicKey<K>]: string };

/** Every key of one area, as `area.key`. */
export type KeyOf<Area extends keyof English> = `${Area}.${BaseKey<keyof English[Area] & string>}`;

/** Every key that can be said. */
export type Key = { [Area in keyof English]: KeyOf<Area> }[keyof English];

/** What is filled into `{{name}}`. `count` chooses the plural. */
export type Fill = Readonly<Record<string, string | number>>;

/** Says a key in the language that is set. */
export type Words = (key: Key, fill?: Fill) => string;
