import { describe, expect, test } from 'vitest';
import { decideAutoAnswer, readAutoAnswer } from './auto-answer.ts';

const read = (headers: Record<string, string | string[]>) =>
  readAutoAnswer(name => [headers[name] ?? []].flat());

describe('an INVITE asks for it', () => {
  test.each([
    ['Call-Info', { 'call-info': '<sip:pbx>;answer-after=0' }, 0],
    [
      'Call-Info, after a while',
      { 'call-info': '<https://pbx/card>;purpose=card, <sip:pbx>;answer-after=5' },
      5,
    ],
    ['Call-Info, after an hour', { 'call-info': '<sip:pbx>;answer-after=3600' }, 60],
    ['Alert-Info with a delay', { 'alert-info': '<http://x>;info=alert-autoanswer;answer-after=3' }, 3],
    ['Alert-Info as Asterisk has it', { 'alert-info': 'info=alert-autoanswer' }, 0],
    ['Alert-Info as Polycom has it', { 'alert-info': 'Ring Answer' }, 0],
    ['Alert-Info as Yealink has it', { 'alert-info': '<http://x>;info=Auto Answer' }, 0],
    ['X-AUTOANSWER', { 'x-autoanswer': 'TRUE' }, 0],
    ['Answer-Mode', { 'answer-mode': 'Auto' }, 0],
    ['Priv-Answer-Mode', { 'priv-answer-mode': 'auto' }, 0],
  ])('%s', (_what, headers, seconds) => {
    expect(read(headers)).toEqual({ seconds, required: false });
  });

  test('and wants nothing else', () => {
    expect(read({ 'answer-mode': 'Auto;require' })).toEqual({ seconds: 0, required: true });
  });
});

test.each([
  ['nothing', {}],
  ['a picture', { 'call-info': '<https://pbx/a.png>;purpose=icon' }],
  ['a ring tone', { 'alert-info': '<http://pbx/bellcore-dr3>' }],
  ['by hand', { 'answer-mode': 'Manual;require' }],
  ['said no', { 'x-autoanswer': 'false' }],
  ['no number', { 'call-info': '<sip:pbx>;answer-after=soon' }],
  ['a parameter of the address', { 'call-info': '<sip:pbx;answer-after=0>' }],
  ['empty', { 'call-info': '', 'alert-info': '', 'x-autoanswer': '' }],
  ['an open quote', { 'call-info': '<sip:pbx>;a=";answer-after=0' }],
  ['a flood', { 'call-info': Array.from({ length: 100 }, () => 'x'.repeat(10_000)) }],
])('an INVITE does not ask for it: %s', (_what, headers) => {
  expect(read(headers)).toBeNull();
});

describe('whether it is done', () => {
  const asked = { seconds: 3, required: false };
  const forced = { seconds: 0, required: true };
  test.each([
    ['forbid', asked, false, { kind: 'ring' }],
    ['forbid', forced, false, { kind: 'refuse' }],
    ['allow', null, false, { kind: 'ring' }],
    ['allow', asked, false, { kind: 'answer', seconds: 3 }],
    ['allow', asked, true, { kind: 'ring' }],
    ['allow', forced, true, { kind: 'refuse' }],
    ['force', null, false, { kind: 'answer', seconds: 9 }],
    ['force', asked, false, { kind: 'answer', seconds: 3 }],
    ['force', null, true, { kind: 'ring' }],
  ] as const)('%s, asked %j, busy %s: %j', (policy, request, busy, decision) => {
    expect(decideAutoAnswer({ policy, seconds: 9 }, request, busy)).toEqual(decision);
  });
});
