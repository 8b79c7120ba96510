/** Lines, well and not. */
import type { LineView } from '../../shared/lines/types.ts';
import type { Settings } from '../../shared/settings/schema.ts';
import { hour, noon, type Tongue } from './people.ts';
import { settingsOf } from './settings.ts';

export const serviceLine: LineView = {
  accountId: 'a1',
  name: 'Service',
  practice: false,
  state: 'registered',
  fault: null,
  faultDetail: null,
  retryAt: null,
  registeredAt: noon - 6 * hour,
  server: 'pbx1.masar.example',
};
export const salesLine: LineView = {
  ...serviceLine,
  accountId: 'a2',
  name: 'Sales',
  registeredAt: noon - 2 * hour,
};

export const failedLine = (change: Partial<LineView>): LineView => ({
  ...serviceLine,
  state: 'retrying',
  fault: 'timeout',
  faultDetail: 'pbx1.masar.example',
  retryAt: noon + 7000,
  registeredAt: null,
  ...change,
});

const names = (tongue: Tongue) => ['Service', tongue === 'en' ? 'Sales' : 'المبيعات', 'Najm Energy'] as const;

/** One that is well, one that is tried again, and one that waits for a person. */
export function brokenLines(tongue: Tongue): LineView[] {
  const [, sales, najm] = names(tongue);
  return [
    serviceLine,
    failedLine({ accountId: 'a2', name: sales }),
    failedLine({
      accountId: 'a3',
      name: najm,
      state: 'failed',
      fault: 'wrongPassword',
      faultDetail: null,
      retryAt: null,
    }),
  ];
}

export const threeAccounts = (tongue: Tongue): Settings['accounts'] =>
  settingsOf(tongue).accounts.flatMap(account =>
    names(tongue).map((name, i) => ({ ...account, id: `a${i + 1}`, name })),
  );
