import { describe, expect, it } from 'vitest';
import { dialled, parseAddress, parseUri, splitList } from './address.ts';

describe('addresses', () => {
  it.each([
    ['"A, <b>" <sip:a@x>;tag=1', 'sip:a@x', { tag: '1' }],
    ['sip:a@x;tag=1', 'sip:a@x', { tag: '1' }],
    [
      '<sip:a@x;transport=ws>;+sip.instance="<urn:uuid:1>";expires=60',
      'sip:a@x;transport=ws',
      { '+sip.instance': '<urn:uuid:1>', expires: '60' },
    ],
    ['"unended <sip:a@x>', '"unended <sip:a@x>', {}],
  ])('%s', (text, uri, params) => {
    const read = parseAddress(text);
    expect(read.uri).toBe(uri);
    expect(Object.fromEntries(read.params)).toEqual(params);
  });

  it.each([
    [
      'sip:%2B966505550142@X.invalid;transport=ws',
      { scheme: 'sip', user: '+966505550142', host: 'x.invalid' },
    ],
    ['sip:a;b=1@x:5060?h=1', { scheme: 'sip', user: 'a', host: 'x:5060' }],
    ['SIPS:x', { scheme: 'sips', user: null, host: 'x' }],
    ['sip:a@[::1]:5060', { scheme: 'sip', user: 'a', host: '[::1]:5060' }],
    ['tel:+966-50;ext=1', { scheme: 'tel', user: '+966-50', host: '' }],
    ['sip:@x', null],
    ['sip:a@', null],
    ['sip:%zz@x', null],
    ['http://x', null],
  ])('%s', (text, uri) => expect(parseUri(text)).toEqual(uri));

  it('splits lists outside quotes and brackets', () => {
    expect(splitList('"a,\\"b" <sip:a,b@x>, c,,')).toEqual(['"a,\\"b" <sip:a,b@x>', 'c']);
  });

  it.each([
    ['050 555-0142', '+966505550142'],
    ['00966 50 555 0142', '+966505550142'],
    ['+966 (50) 5550142', '+966505550142'],
    ['agent', 'agent'],
    ['101', '101'],
  ])('%s is meant as %s', (typed, meant) => expect(dialled(typed, '966')).toBe(meant));
});
