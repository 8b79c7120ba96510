import { describe, expect, it } from 'vitest';
import { accountOf, checkLine, emptyLineInput, lineInputOf, type LineInput } from './lineInput.ts';

const typed = (change: Partial<LineInput> = {}): LineInput => ({
  ...emptyLineInput('Service', 'SA'),
  server: 'wss://pbx.example/ws',
  user: '2041',
  password: 'secret',
  domain: 'pbx.example',
  ...change,
});

describe('more servers', () => {
  it('are an address a line, with a weight of its own or the usual one', () => {
    const input = typed({ moreServers: ' wss://b.example/ws \n\nwss://c.example:8089/ws  0\n' });
    expect(checkLine(input, false)).toEqual({});
    const account = accountOf(input, 'a');
    expect(account.moreServers).toEqual([
      { url: 'wss://b.example/ws', weight: 10 },
      { url: 'wss://c.example:8089/ws', weight: 0 },
    ]);
    expect(lineInputOf(account).moreServers).toBe('wss://b.example/ws\nwss://c.example:8089/ws 0');
  });

  it.each([
    'b.example',
    'ws://b.example/ws',
    'wss://b.example/ws 101',
    'wss://b.example/ws -1',
    'wss://b.example/ws ten',
    'wss://b.example/ws 10 20',
    'wss://b.example/ws\n'.repeat(8),
  ])('are refused otherwise: %j', moreServers => {
    expect(checkLine(typed({ moreServers }), false)).toEqual({ moreServers: 'line.badMoreServers' });
  });
});
