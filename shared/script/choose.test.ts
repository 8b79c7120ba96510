import { expect, test } from 'vitest';
import { chooseScript, type CallFacts, type Offer } from './choose.ts';

const offer = (id: string, change: Partial<Offer> = {}, of: Partial<Offer['chosenBy']> = {}): Offer => ({
  id,
  when: 'start',
  direction: 'both',
  languages: ['en'],
  sample: false,
  ...change,
  chosenBy: { queue: [], brand: [], campaign: [], list: [], ...of },
});
const call = (change: Partial<CallFacts> = {}, of: Partial<CallFacts['of']> = {}): CallFacts => ({
  part: 'start',
  direction: 'inbound',
  language: 'ar',
  practice: false,
  ...change,
  of: { queue: [], brand: [], campaign: [], list: [], ...of },
});
const chosen = (offers: readonly Offer[], facts: CallFacts) => chooseScript(offers, facts)?.id ?? null;

test('none is chosen when none fits', () => {
  expect(chosen([], call())).toBeNull();
  expect(chosen([offer('out', { direction: 'outbound' })], call())).toBeNull();
  expect(chosen([offer('renewal', {}, { campaign: ['Renewal'] })], call())).toBeNull();
});

test('a script for a queue stands before one for all calls, whatever the case of its letters', () => {
  const offers = [offer('any'), offer('service', {}, { queue: ['Service', 'Parts'] })];
  expect(chosen(offers, call({}, { queue: ['PARTS '] }))).toBe('service');
  expect(chosen(offers, call({}, { queue: ['Sales'] }))).toBe('any');
});

test('a campaign goes before a list, a list before a queue, a queue before a brand, a brand before a direction', () => {
  const all = { campaign: ['c'], list: ['l'], queue: ['q'], brand: ['b'] };
  const offers = [
    offer('direction', { direction: 'inbound' }),
    ...(['brand', 'queue', 'list', 'campaign'] as const).map(each => offer(each, {}, { [each]: all[each] })),
  ];
  const order = ['campaign', 'list', 'queue', 'brand', 'direction'];
  for (let i = 0; i < order.length; i++)
    expect(
      chosen(
        offers.filter(({ id }) => order.indexOf(id) >= i),
        call({}, all),
      ),
    ).toBe(order[i]);
});

test('what asks for two things needs both', () => {
  const offers = [offer('both', {}, { queue: ['q'], brand: ['b'] })];
  expect(chosen(offers, call({}, { queue: ['q'] }))).toBeNull();
  expect(chosen(offers, call({}, { queue: ['q'], brand: ['b'] }))).toBe('both');
});

test('between equals the customer’s language decides, then the name', () => {
  const offers = [offer('b'), offer('a'), offer('c', { languages: ['en', 'ar'] })];
  expect(chosen(offers, call())).toBe('c');
  expect(chosen(offers, call({ language: null }))).toBe('a');
});

test('the start and the end of a call have their own', () => {
  const offers = [offer('hello'), offer('survey', { when: 'end' })];
  expect(chosen(offers, call({ part: 'end' }))).toBe('survey');
});

test('worked examples are for practice calls, and give way to one’s own', () => {
  const offers = [offer('example', { sample: true })];
  expect(chosen(offers, call())).toBeNull();
  expect(chosen(offers, call({ practice: true }))).toBe('example');
  expect(chosen([...offers, offer('own')], call({ practice: true }))).toBe('own');
});
