/** Directories as main would tell of them: a book that is behind, one that asks, a look-up, and what is to be decided. */
import {
  neverTried,
  noCounts,
  usualAttributes,
  type ConflictView,
  type DirectoryAnswer,
  type DirectoryView,
} from '../../shared/directories/types.ts';
import { noon, type Tongue } from './people.ts';

const hour = 3_600_000;

export function directoryViews(tongue: Tongue): DirectoryView[] {
  const book = {
    id: 'd-book',
    kind: 'carddav',
    name: tongue === 'en' ? 'Company' : 'الشركة',
    url: 'https://dav.masar.example/',
    user: 'sara',
    book: 'https://dav.masar.example/sara/contacts/',
    allowPrivate: false,
    allowHttp: false,
    newPeople: true,
    minutes: 15,
    paused: false,
  } as const;
  const rest = { hasPassword: true, progress: null, nextAt: null, people: 0, unread: 0, conflicts: 0 };
  return [
    {
      ...rest,
      account: book,
      standing: {
        ...neverTried,
        syncedAt: noon - hour / 4,
        triedAt: noon - hour / 4,
        counts: { ...noCounts, added: 3, updated: 12, sent: 4 },
      },
      nextAt: noon,
      people: 1_284,
      unread: 2,
      conflicts: 3,
    },
    {
      ...rest,
      account: { ...book, id: 'd-many', name: tongue === 'en' ? 'Sales team' : 'فريق المبيعات' },
      standing: { ...neverTried, syncedAt: noon - 26 * hour, fault: 'manyGone', detail: '480', failures: 1 },
      people: 512,
    },
    {
      ...rest,
      account: { ...book, id: 'd-busy', name: tongue === 'en' ? 'Suppliers' : 'الموردون' },
      standing: neverTried,
      progress: { phase: 'reading', done: 150, total: 420 },
      people: 150,
    },
    {
      ...rest,
      account: {
        id: 'd-ldap',
        kind: 'ldap',
        name: tongue === 'en' ? 'Company directory' : 'دليل الشركة',
        host: 'ldap.masar.example',
        port: 636,
        security: 'tls',
        user: 'cn=hatif,dc=masar,dc=example',
        base: 'dc=masar,dc=example',
        filter: '',
        attributes: usualAttributes,
        authority: null,
        paused: false,
      },
      standing: neverTried,
    },
  ];
}

export function conflictViews(tongue: Tongue): ConflictView[] {
  const shared = { directoryId: 'd-book', item: '', at: noon } as const;
  const [layla, omar] = tongue === 'en' ? ['Layla Haddad', 'Omar Saleh'] : ['ليلى حداد', 'عمر صالح'];
  return [
    {
      ...shared,
      id: 'c1',
      personId: 'p-layla',
      personName: layla,
      kind: 'field',
      field: 'role',
      mine: JSON.stringify(tongue === 'en' ? 'Head of purchasing' : 'رئيسة المشتريات'),
      theirs: JSON.stringify(tongue === 'en' ? 'Chief buyer' : 'كبيرة المشترين'),
    },
    {
      ...shared,
      id: 'c2',
      personId: 'p-layla',
      personName: layla,
      kind: 'field',
      field: 'numbers',
      item: '+966505550142',
      mine: JSON.stringify({ raw: '+966 50 555 0142', e164: '+966505550142', kind: 'mobile', shared: false }),
      theirs: JSON.stringify({ raw: '0505550142', e164: '+966505550142', kind: 'work', shared: false }),
    },
    { ...shared, id: 'c3', personId: 'p-omar', personName: omar, kind: 'goneThere', field: '', mine: null, theirs: null },
  ]; // prettier-ignore
}

export const directoryAnswer = (tongue: Tongue): DirectoryAnswer => ({
  hits: [
    {
      directoryId: 'd-ldap',
      entry: 'cn=Huda',
      source: tongue === 'en' ? 'Company directory' : 'دليل الشركة',
      name: tongue === 'en' ? 'Huda Alharbi' : 'هدى الحربي',
      organisation: tongue === 'en' ? 'Masar' : 'مسار',
      role: tongue === 'en' ? 'Support' : 'الدعم',
      numbers: [{ raw: '+966125550100', kind: 'work' }],
      emails: ['huda@masar.example'],
    },
  ],
  missing: [],
});
