import { readFileSync } from 'node:fs';
import { Core } from 'sip.js';
import { describe, expect, it } from 'vitest';
import { createGuard } from '../../../shared/sip/guard.ts';
import { expectations } from '../../../shared/sip/torture/expected.ts';
import { createReceiver } from './receive.ts';
import { startBareAgent } from './testing.ts';

const folder = new URL('../../../shared/sip/torture/', import.meta.url);
const guard = createGuard();
const loggerFactory = new Core.LoggerFactory();
loggerFactory.builtinEnabled = false;
const logger = loggerFactory.getLogger('test');

/** User part of the Request-URI, so that the agent takes the message for its own. */
function calledUser(text: string): string | undefined {
  const message = Core.Parser.parseMessage(text, logger);
  return message instanceof Core.IncomingRequestMessage ? message.ruri?.user : undefined;
}

const finals = (sent: readonly string[]) =>
  sent.map(text => Number(/^SIP\/2\.0 (\d{3})/.exec(text)?.[1])).filter(status => status >= 200);

describe.each(['our parser', 'the parser of SIP.js'])(
  'what leaves the phone for a torture message, with %s',
  parser => {
    it.each(expectations)('$file ($section): $reply, $why', async row => {
      const verdict = guard(readFileSync(new URL(`${row.file}.dat`, folder)));
      if (verdict.kind !== 'pass') {
        expect(finals(verdict.kind === 'answer' ? [verdict.response] : [])).toEqual(
          row.reply === null ? [] : [row.reply],
        );
        return;
      }
      const agent = await startBareAgent(calledUser(verdict.text));
      const receive = parser === 'our parser' ? createReceiver(agent.userAgent) : agent.receive;
      receive(verdict.text);
      // SIP.js answers in microtasks.
      await new Promise(setImmediate);
      expect(finals(agent.sent)).toEqual(row.reply === null ? [] : [row.reply]);
      agent.userAgent.userAgentCore.reset();
    });
  },
);
