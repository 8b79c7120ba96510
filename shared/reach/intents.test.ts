import { describe, expect, it } from 'vitest';
import { intentOf } from './intents.ts';

const offers = (target: string) => ({ kind: 'offer', target });

describe('what a command line wants', () => {
  it.each([
    [['hatif', 'tel:+966-50-555-0142'], offers('+966505550142')],
    [['hatif', '--no-sandbox', '.', 'tel:+966505550142;ext=9?body=x'], offers('+966505550142')],
    [['hatif', 'sip:layla@pbx.example;transport=udp?Subject=x'], offers('layla@pbx.example')],
    [['hatif', 'CALLTO://0505550142'], offers('0505550142')],
    [['hatif', 'tel:%2B966505550142'], offers('+966505550142')],
    [['hatif', '--dial', '050 555 0142'], offers('0505550142')],
    [['hatif', '--dial=*43'], offers('*43')],
    [['hatif', '--answer'], { kind: 'answer' }],
    [['hatif', '--hang-up', 'tel:1'], { kind: 'hangUp' }],
    [['hatif'], null],
    [['hatif', '--dial'], null],
    [['hatif', 'https://example.org'], null],
    [['hatif', 'tel:'], null],
    [['hatif', 'sip:a@b\r\nX: y'], null],
    [['hatif', `tel:${'1'.repeat(600)}`], null],
    [['hatif', 'javascript:alert(1)'], null],
  ])('%j', (words, intent) => {
    expect(intentOf(words)).toEqual(intent);
  });
});
