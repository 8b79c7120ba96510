import { describe, expect, test } from 'vitest';
import { createGuard } from '../../shared/sip/guard.ts';
import { LastAcks } from './last-acks.ts';
import { RequestsInFlight } from './requests-in-flight.ts';

const guard = createGuard();

function request(method: string, options: { branch?: string; callId?: string; tag?: string } = {}): string {
  const { branch = 'z9hG4bK1', callId = 'call', tag = '' } = options;
  return [
    `${method} sip:bob@exchange.test SIP/2.0`,
    `Via: SIP/2.0/WS x.invalid;branch=${branch}`,
    'Max-Forwards: 70',
    `To: <sip:bob@exchange.test>${tag}`,
    'From: <sip:alice@exchange.test>;tag=a',
    `Call-ID: ${callId}`,
    `CSeq: 7 ${method}`,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}

function answer(status: number, method: string, branch = 'z9hG4bK1') {
  const text = request(method, { branch, tag: ';tag=b' }).replace(/^[^\r]*/, `SIP/2.0 ${status} Text`);
  const verdict = guard(text);
  if (verdict.kind !== 'pass') throw new Error(`the guard says ${verdict.kind}`);
  return verdict;
}

describe('requests under way when the socket breaks', () => {
  test('each gets a 503 that the guard and its transaction take for real', () => {
    const requests = new RequestsInFlight();
    requests.sent(request('INVITE', { tag: ';tag=b' }));
    requests.sent(request('OPTIONS', { branch: 'z9hG4bK2' }));
    const failed = requests.failAll();
    expect(failed).toHaveLength(2);
    for (const text of failed) {
      const verdict = guard(text);
      expect(verdict).toMatchObject({ kind: 'pass', scan: { status: 503, callId: 'call' } });
    }
    expect(failed[0]).toContain('CSeq: 7 INVITE');
    expect(failed[0]).toContain('branch=z9hG4bK1');
    expect(requests.failAll()).toEqual([]);
  });

  test('a final answer ends the waiting, a provisional one does not', () => {
    const requests = new RequestsInFlight();
    requests.sent(request('INVITE'));
    const ringing = answer(180, 'INVITE');
    requests.received(ringing.scan, ringing.text);
    expect(requests.failAll()).toHaveLength(1);
    requests.sent(request('INVITE'));
    const final = answer(486, 'INVITE');
    requests.received(final.scan, final.text);
    expect(requests.failAll()).toEqual([]);
  });

  test('the answer to a CANCEL, on the same branch, is not the answer to its INVITE', () => {
    const requests = new RequestsInFlight();
    requests.sent(request('INVITE'));
    requests.sent(request('CANCEL'));
    const cancelled = answer(200, 'CANCEL');
    requests.received(cancelled.scan, cancelled.text);
    expect(requests.failAll()).toHaveLength(1);
  });

  test('responses and ACK wait for nothing', () => {
    const requests = new RequestsInFlight();
    requests.sent(answer(200, 'INVITE').text);
    requests.sent(request('ACK'));
    expect(requests.failAll()).toEqual([]);
  });

  test('their number is bounded', () => {
    const requests = new RequestsInFlight();
    for (let each = 0; each < 1_000; each++) requests.sent(request('INFO', { branch: `z9hG4bK${each}` }));
    expect(requests.failAll().length).toBeLessThanOrEqual(256);
  });
});

describe('the last ACK of a dialog', () => {
  test('is the newest', () => {
    const acks = new LastAcks();
    acks.sent(request('ACK', { branch: 'z9hG4bKold' }));
    acks.sent(request('ACK', { branch: 'z9hG4bKnew' }));
    acks.sent(request('BYE'));
    expect(acks.of('call')).toContain('z9hG4bKnew');
    expect(acks.of('another')).toBeNull();
  });

  test('is forgotten after many others', () => {
    const acks = new LastAcks();
    for (let each = 0; each < 40; each++) acks.sent(request('ACK', { callId: `call-${each}` }));
    expect(acks.of('call-0')).toBeNull();
    expect(acks.of('call-39')).not.toBeNull();
  });
});
