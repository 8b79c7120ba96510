// What the agent chose reaches each line by its code: once, and when it can be heard.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HatifError } from '../../shared/errors.ts';
import { usualWeight, type AccountSettings, type LineView } from '../../shared/lines/types.ts';
import type { Telephony } from '../telephony/port.ts';
import { StatusWire } from './status-wire.ts';

const account = (id: string, codes?: AccountSettings['statusCodes']): AccountSettings => ({
  id,
  name: `Line ${id}`,
  server: 'wss://pbx.example/ws',
  moreServers: [{ url: 'wss://b.example/ws', weight: usualWeight }],
  user: '2041',
  authUser: null,
  domain: 'pbx.example',
  displayName: null,
  country: 'SA',
  iceServers: [],
  dtmf: 'auto',
  practice: false,
  ...(codes === undefined ? {} : { statusCodes: codes }),
});
const codes = { ready: '*52', break: '*54', offline: '*53' };
const line = (accountId: string, state: LineView['state']): LineView => ({
  accountId,
  name: accountId,
  practice: false,
  state,
  fault: null,
  faultDetail: null,
  retryAt: null,
  registeredAt: null,
  server: null,
});

/** A phone system that answers codes when the story says so. */
class Phone {
  lines: LineView[] = [];
  readonly dialled: string[] = [];
  refuse: Error | null = null;
  #answer: { take: () => void; reject: (cause: Error) => void } | null = null;
  #onLines = (): void => undefined;
  readonly telephony = Object.defineProperties(
    {
      onLines: (listener: () => void) => {
        this.#onLines = listener;
        return { dispose: () => undefined };
      },
    },
    { lines: { get: () => this.lines } },
  ) as Pick<Telephony, 'lines' | 'onLines'>;

  dial(code: string, accountId: string): Promise<void> {
    if (this.refuse !== null) return Promise.reject(this.refuse);
    this.dialled.push(`${accountId} ${code}`);
    return new Promise((take, reject) => (this.#answer = { take, reject }));
  }
  registers(...lines: LineView[]): void {
    this.lines = lines;
    this.#onLines();
  }
  takes(): void {
    if (this.#answer === null) throw new Error('nothing was dialled');
    this.#answer.take();
    this.#answer = null;
  }
  rejects(): void {
    if (this.#answer === null) throw new Error('nothing was dialled');
    this.#answer.reject(new HatifError('refused', 'The code was refused with 404.'));
    this.#answer = null;
  }
}

let phone: Phone;
let accounts: AccountSettings[];
let failed: string[];
let wire: StatusWire;

beforeEach(() => {
  phone = new Phone();
  [accounts, failed] = [[account('a', codes)], []];
  wire = new StatusWire({
    telephony: phone.telephony,
    accounts: () => accounts,
    dial: (code, accountId) => phone.dial(code, accountId),
    failed: name => void failed.push(name),
    log: { info: vi.fn(), warn: vi.fn(), error: vi.fn() },
  });
});
afterEach(() => wire.dispose());
const settle = () => new Promise<void>(resolve => setImmediate(resolve));

test('each choice is dialled once', async () => {
  phone.registers(line('a', 'registered'));
  wire.chosen({ status: 'ready' });
  expect(phone.dialled).toEqual(['a *52']);
  phone.takes();
  await settle();
  wire.chosen({ status: 'break', reason: 'meal' });
  await settle();
  phone.takes();
  await settle();
  wire.chosen({ status: 'break', reason: 'prayer' });
  await settle();
  expect(phone.dialled).toEqual(['a *52', 'a *54']);
  expect(failed).toEqual([]);
});

test('a choice that was made without a line reaches it when it is back, and only the last one', async () => {
  phone.registers(line('a', 'retrying'));
  wire.chosen({ status: 'ready' });
  wire.chosen({ status: 'offline' });
  expect(phone.dialled).toEqual([]);
  phone.registers(line('a', 'registered'));
  expect(phone.dialled).toEqual(['a *53']);
  phone.takes();
  await settle();
  phone.registers(line('a', 'retrying'));
  phone.registers(line('a', 'registered'));
  expect(phone.dialled).toHaveLength(1);
});

test('lines are told one after the other, those without codes not at all', async () => {
  accounts = [account('a', codes), account('b'), account('c', { ...codes, ready: '*1' })];
  phone.registers(line('a', 'registered'), line('b', 'registered'), line('c', 'registered'));
  wire.chosen({ status: 'ready' });
  expect(phone.dialled).toEqual(['a *52']);
  phone.takes();
  await settle();
  expect(phone.dialled).toEqual(['a *52', 'c *1']);
});

test('a code that is refused, or cannot be dialled, is said and not tried again by itself', async () => {
  phone.registers(line('a', 'registered'));
  wire.chosen({ status: 'ready' });
  phone.rejects();
  await settle();
  expect(failed).toEqual(['Line a']);
  phone.refuse = new Error('no line');
  wire.chosen({ status: 'offline' });
  await settle();
  expect(failed).toEqual(['Line a', 'Line a']);
  phone.registers(line('a', 'registered'));
  expect(phone.dialled).toHaveLength(1);
});

test('at the end every line that is there hears that the agent is away, once, and what is under way first', async () => {
  accounts = [account('a', codes), account('b', { ...codes, offline: '*99' }), account('c', codes)];
  phone.registers(line('a', 'registered'), line('b', 'registered'), line('c', 'retrying'));
  wire.chosen({ status: 'ready' });
  const ended = wire.end();
  await settle();
  expect(phone.dialled).toEqual(['a *52']);
  phone.takes();
  await settle();
  expect(phone.dialled).toEqual(['a *52', 'a *53', 'b *99']);
  phone.rejects();
  phone.registers(line('c', 'registered'));
  await settle();
  expect(phone.dialled).toHaveLength(3);
  void ended;
});

test('at the end of a day that was offline already nothing is dialled', async () => {
  phone.registers(line('a', 'registered'));
  wire.chosen({ status: 'offline' });
  phone.takes();
  await settle();
  await wire.end();
  expect(phone.dialled).toEqual(['a *53']);
});
