// Calls a number through Hatif's local API and says what becomes of the call. Needs nothing but Node 22 or newer.
//
//   HATIF_TOKEN=… node local-api.mjs +966505550142 [http://127.0.0.1:38477]
import http from 'node:http';
import process from 'node:process';

const [target, base = 'http://127.0.0.1:38477'] = process.argv.slice(2);
const authorization = `Bearer ${process.env.HATIF_TOKEN}`;

/** One request; resolves with the answer, or fails with what Hatif says. */
function ask(method, path, body) {
  return new Promise((resolve, reject) => {
    const headers = { authorization, ...(body ? { 'content-type': 'application/json' } : {}) };
    const request = http.request(base + path, { method, headers }, async response => {
      const answer = JSON.parse((await response.toArray()).join(''));
      if (response.statusCode < 400) resolve(answer);
      else reject(new Error(`${response.statusCode} ${answer.error.code}: ${answer.error.message}`));
    });
    request.on('error', reject);
    request.end(body ? JSON.stringify(body) : undefined);
  });
}

/** Until the call is over; looks four times a second. Programs that stay use the WebSocket at /v1/events instead. */
async function follow(callId) {
  let before = '';
  for (;;) {
    const { calls } = await ask('GET', '/v1/calls');
    const call = calls.find(each => each.id === callId);
    const now = call?.phase ?? 'gone';
    if (now !== before) console.log(now, call?.end?.cause ?? '');
    before = now;
    if (now === 'ended' || now === 'gone') return;
    await new Promise(resolve => setTimeout(resolve, 250));
  }
}

try {
  const { callId } = await ask('POST', '/v1/dial', { target });
  await follow(callId);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
