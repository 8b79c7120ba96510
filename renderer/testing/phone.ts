/** A phone system that tells of colleagues, with codes and a mailbox. */
import type { LampView } from '../../shared/lamps/types.ts';
import type { Snapshot } from '../../shared/ipc/contract.ts';
import { usualPhone, type PhoneSettings } from '../../shared/phone/settings.ts';
import type { Tongue } from './people.ts';
import { settingsOf } from './settings.ts';

const lamp = (id: string, name: string, number: string, change: Partial<LampView> = {}): LampView => ({
  id,
  name,
  number,
  kind: 'colleague',
  state: 'free',
  peer: null,
  note: null,
  canPickUp: false,
  ...change,
});

export function phoneOf(tongue: Tongue): Pick<Snapshot, 'settings' | 'lamps'> {
  const say = (en: string, ar: string) => (tongue === 'en' ? en : ar);
  const lamps = [
    lamp('l1', say('Omar Nasser', 'عمر ناصر'), '2042'),
    lamp('l2', say('Huda Saleh', 'هدى صالح'), '2043', {
      state: 'ringing',
      canPickUp: true,
      peer: { number: '+966505550199', name: null },
    }),
    lamp('l3', say('Yusuf Amin', 'يوسف أمين'), '2044', {
      state: 'busy',
      peer: { number: '2051', name: say('Warehouse', 'المستودع') },
    }),
    lamp('l4', say('Mona Farid', 'منى فريد'), '2045', { state: 'away', note: say('At lunch', 'في الغداء') }),
    lamp('p1', say('Parking 701', 'الموقف 701'), '701', { kind: 'park', state: 'busy' }),
  ];
  const phone: PhoneSettings = {
    ...usualPhone,
    lamps: lamps.map(({ id, name, number, kind }) => ({ id, name, number, kind })),
    pickUpCode: '**',
    voicemail: '*97',
    takesMessages: '*98',
    codes: [
      { id: 'k1', name: say('Queue: log in', 'الطابور: دخول'), code: '*45', use: 'send' },
      { id: 'k2', name: say('Queue: log out', 'الطابور: خروج'), code: '*46', use: 'send' },
      { id: 'k3', name: say('Listen', 'استماع'), code: '*222', use: 'colleague' },
      { id: 'k4', name: say('Park', 'إيقاف في موقف'), code: '700', use: 'transfer' },
      { id: 'k5', name: say('Mark', 'علامة'), code: '*1', use: 'digits' },
    ],
  };
  return {
    settings: settingsOf(tongue, { phone }),
    lamps: { lamps, mailboxes: [{ accountId: 'a1', waiting: true, fresh: 2, old: 5 }] },
  };
}
