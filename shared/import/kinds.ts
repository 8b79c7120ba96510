/** What files call a kind of number or address, in the words of several programs and languages. */
import { fold } from '../match/fold.ts';
import type { AddressKind, EmailKind, NumberKind } from './contact.ts';

const numberWords: readonly (readonly [NumberKind, readonly string[]])[] = [
  ['fax', ['fax', 'facsimile', 'فاكس', 'telefax', 'télécopie', 'факс', 'faks']],
  [
    'mobile',
    [
      'mobile', 'cell', 'cellular', 'iphone', 'gsm', 'whatsapp', 'handy', 'mobil', 'mobiltelefon', 'portable', 'móvil',
      'celular', 'cellulare', 'cep', 'جوال', 'الجوال', 'محمول', 'موبايل', 'نقال', 'خلوي', 'واتساب', 'мобильный',
      'сотовый', 'movil', 'telemovel', 'mobiel', 'موبایل', 'همراه', '手机', '携帯',
    ],
  ],
  ['main', ['main', 'company', 'switchboard', 'pbx', 'رئيسي', 'الرئيسي', 'مقسم', 'المقسم', 'zentrale', 'standard', 'hauptnummer', 'firma', 'principal']],
  ['work', ['work', 'business', 'office', 'dom', 'عمل', 'العمل', 'مكتب', 'المكتب', 'geschäftlich', 'arbeit', 'büro', 'dienstlich', 'bureau', 'professionnel', 'travail', 'trabajo', 'oficina', 'рабочий', 'ufficio', 'lavoro', 'iş', 'werk', 'assistant']],
  ['home', ['home', 'private', 'منزل', 'المنزل', 'بيت', 'البيت', 'privat', 'zuhause', 'domicile', 'personnel', 'casa', 'particular', 'домашний', 'ev', 'thuis', 'personal']],
]; // prettier-ignore

const kinds = numberWords.map(([kind, words]) => [kind, new Set(words.map(fold))] as const);

/** The first kind that a word of the label names; null when none does. A work fax is a fax. */
export function kindNamedBy(label: string): NumberKind | null {
  const said = fold(label).split(' ');
  const all = [...said, said.join(' ')];
  return kinds.find(([, words]) => all.some(word => words.has(word)))?.[0] ?? null;
}

export function placeKindNamedBy(label: string): EmailKind | null {
  const kind = kindNamedBy(label);
  if (kind === 'home') return 'home';
  return kind === 'work' || kind === 'main' ? 'work' : null;
}

export function addressKindNamedBy(label: string): AddressKind | null {
  return /(^| )(post|postal|mailing|postanschrift|بريدي|البريدي)( |$)/.test(fold(label))
    ? 'post'
    : placeKindNamedBy(label);
}

/** A switchboard is everybody's, any other number somebody's own; what is otherwise is said (`Work (shared)`). */
export function isShared(kind: NumberKind, label: string): boolean {
  const said = /\b(shared|direct)\b/i.exec(label)?.[1]?.toLowerCase();
  return said === undefined ? kind === 'main' : said === 'shared';
}

/** What to say where `isShared` would guess wrong. */
export function sharedMark(kind: NumberKind, shared: boolean): 'shared' | 'direct' | null {
  return shared === (kind === 'main') ? null : shared ? 'shared' : 'direct';
}
