/** Files of a person, and a picture of one grey point. */
import type { StoredFile } from '../../shared/files/types.ts';
import { hour, noon, type Tongue } from './people.ts';

export const picture =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==';

const file = (id: string, change: Partial<StoredFile>): StoredFile => ({
  id,
  entryId: null,
  photo: false,
  name: id,
  type: 'application/pdf',
  size: 84_000,
  at: noon - hour,
  ...change,
});

export const filesOf = (t: Tongue): StoredFile[] => [
  file('photo', { photo: true, name: 'me.png', type: 'image/png' }),
  file('contract', { name: t === 'en' ? 'Contract 2026.pdf' : 'عقد 2026.pdf' }),
  file('defect', {
    name: t === 'en' ? 'Alarm panel.jpg' : 'لوحة الإنذار.jpg',
    type: 'image/jpeg',
    entryId: 'h-2',
    size: 1_840_000,
  }),
];
