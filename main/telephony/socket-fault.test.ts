import { expect, test } from 'vitest';
import { faultOfError, faultOfHttp } from './socket-fault.ts';

const failing = (code: string, message = code) => Object.assign(new Error(message), { code });

test.each([
  ['ENOTFOUND', 'hostNotFound'],
  ['EAI_AGAIN', 'hostNotFound'],
  ['ECONNREFUSED', 'refused'],
  ['EHOSTUNREACH', 'refused'],
  ['ETIMEDOUT', 'timeout'],
  ['ECONNRESET', 'lost'],
  ['CERT_HAS_EXPIRED', 'certificate'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
  ['HPE_INVALID_CONSTANT', 'notSip'],
])('%s is %s', (code, fault) => {
  expect(faultOfError(failing(code), 'pbx.test').fault).toBe(fault);
});

test('a host with two addresses that both refuse', () => {
  const both = new AggregateError([failing('ECONNREFUSED'), failing('ECONNREFUSED')], 'all failed');
  expect(faultOfError(both, 'pbx.test:8089')).toEqual({ fault: 'refused', detail: 'pbx.test:8089' });
});

test.each([
  ['Server sent no subprotocol', 'notSip'],
  ['Invalid Sec-WebSocket-Accept header', 'notSip'],
])('the words of the WebSocket library: %s', (message, fault) => {
  expect(faultOfError(new Error(message), 'pbx.test').fault).toBe(fault);
});

test('the detail of a certificate is its reason, of a web server its status', () => {
  expect(faultOfError(failing('CERT_HAS_EXPIRED'), 'pbx.test').detail).toBe('CERT_HAS_EXPIRED');
  expect(faultOfHttp(403)).toEqual({ fault: 'notSip', detail: 'HTTP 403' });
  expect(faultOfHttp(503).fault).toBe('serverBusy');
});

test('whatever is thrown is survived', () => {
  for (const thrown of [null, undefined, 'text', 42, {}, new AggregateError([], 'none')]) {
    expect(faultOfError(thrown, 'pbx.test').fault).toBe('lost');
  }
});
