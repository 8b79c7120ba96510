/** Servers that lie, stall, send us elsewhere or answer without end. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { fetchCards, putCard } from './cards.ts';
import { changesOf, type Known } from './changes.ts';
import { findBooks } from './discover.ts';
import { request, type Session } from './http.ts';
import { parseXml } from './xml.ts';

type Handler = (request: http.IncomingMessage, response: http.ServerResponse, body: string) => void;
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function serve(handler: Handler): Promise<string> {
  const server = http.createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => handler(incoming, response, Buffer.concat(chunks).toString()));
  });
  await new Promise<void>(listening => void server.listen(0, '127.0.0.1', listening));
  ends.push(
    () =>
      new Promise(done => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const session = (origin: string, change: Partial<Session> = {}): Session => ({
  origin,
  user: 'sami',
  password: 'secret',
  allowPrivate: true,
  allowHttp: true,
  signal: new AbortController().signal,
  ...change,
});

const multistatus = (inner: string): string =>
  `<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:carddav" xmlns:s="http://calendarserver.org/ns/">${inner}</d:multistatus>`;
const resource = (href: string, props: string): string =>
  `<d:response><d:href>${href}</d:href><d:propstat><d:prop>${props}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`;
const bookProps =
  '<d:resourcetype><d:collection/><c:addressbook/></d:resourcetype><d:supported-report-set><d:supported-report><d:report><d:sync-collection/></d:report></d:supported-report></d:supported-report-set>';
const answer = (response: http.ServerResponse, body: string, status = 207): void =>
  void response.writeHead(status, { 'content-type': 'application/xml' }).end(body);
const nothingKnown: Known = { etags: new Map(), syncToken: null, ctag: null };
const quiet = { thorough: false, onCount: () => undefined };

describe('credentials', () => {
  it.each([301, 302, 307, 308])('do not follow a redirect %i to another server', async status => {
    const seen: (string | undefined)[] = [];
    const thief = await serve((incoming, response) => {
      seen.push(incoming.headers.authorization);
      response.end();
    });
    const origin = await serve((_incoming, response) =>
      response.writeHead(status, { location: `${thief}/dav/` }).end(),
    );
    await expect(findBooks(session(origin), origin)).rejects.toMatchObject({
      fault: 'elsewhere',
      detail: `${thief}/dav/`,
    });
    expect(seen).toEqual([]);
  });

  it.each(['current-user-principal', 'addressbook-home-set'])('do not follow a %s that lies elsewhere', async property => {
    let asked = 0;
    const thief = await serve((_incoming, response) => void ((asked += 1), response.end()));
    const prefix = property === 'addressbook-home-set' ? 'c' : 'd';
    const origin = await serve((_incoming, response) =>
      answer(response, multistatus(resource('/', `<${prefix}:${property}><d:href>${thief}/x/</d:href></${prefix}:${property}>`))),
    );
    await expect(findBooks(session(origin), origin)).rejects.toMatchObject({ fault: 'elsewhere' });
    expect(asked).toBe(0);
  }); // prettier-ignore

  it('do not go to an address with another port, nor in the clear', async () => {
    const origin = await serve((_incoming, response) => response.end());
    await expect(request(session(origin), 'http://127.0.0.1:1/', { method: 'GET' })).rejects.toMatchObject({
      fault: 'elsewhere',
    });
    await expect(
      request(session(origin, { allowHttp: false }), '/', { method: 'GET' }),
    ).rejects.toMatchObject({ fault: 'refusedAddress' });
  });

  it('do not go into our own network by a name that points there', async () => {
    const resolve = () => Promise.resolve([{ address: '169.254.169.254', family: 4 }]);
    await expect(
      request(session('http://dav.example', { allowPrivate: false, resolve }), '/', { method: 'GET' }),
    ).rejects.toMatchObject({ fault: 'refusedAddress' });
  });
});

describe('answers', () => {
  it('that grow without end are cut off', async () => {
    const origin = await serve((_incoming, response) => {
      response.writeHead(207);
      const more = (): void => void (response.write('x'.repeat(65_536)) ? setImmediate(more) : response.once('drain', more));
      more();
    }); // prettier-ignore
    const limits = { within: 30_000, bytes: 1_000_000, redirects: 2 };
    await expect(request(session(origin, { limits }), '/', { method: 'GET' })).rejects.toMatchObject({
      fault: 'tooBig',
    });
  });

  it('that never come are not waited for', async () => {
    const origin = await serve(() => undefined);
    const limits = { within: 50, bytes: 1000, redirects: 2 };
    await expect(request(session(origin, { limits }), '/', { method: 'GET' })).rejects.toMatchObject({
      fault: 'slow',
    });
  });

  it('that break off are not taken for whole', async () => {
    const origin = await serve((_incoming, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('BEGIN:VCARD');
      response.socket?.end();
    });
    await expect(request(session(origin), '/', { method: 'GET' })).rejects.toMatchObject({
      fault: 'unreachable',
    });
  });

  it('that send us round in circles are given up', async () => {
    const origin = await serve((_incoming, response) => response.writeHead(308, { location: '/' }).end());
    await expect(request(session(origin), '/', { method: 'GET' })).rejects.toMatchObject({
      fault: 'nonsense',
    });
  });

  it('that ask for time get it', async () => {
    const origin = await serve((_incoming, response) =>
      response.writeHead(503, { 'retry-after': '120' }).end(),
    );
    await expect(request(session(origin), '/', { method: 'GET' })).rejects.toMatchObject({
      fault: 'busy',
      retryAfter: 120_000,
    });
  });

  it.each([
    ['no XML', 'hello'],
    ['nothing', ''],
    ['half of it', '<d:multistatus xmlns:d="DAV:"><d:response>'],
    ['an entity', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'],
    ['a document type', '<!DOCTYPE x><x/>'],
    ['a bomb', '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'],
    ['an entity nobody declared', '<x>&e;</x>'],
    ['a prefix nobody declared', '<d:x/>'],
    ['too deep', `${'<a>'.repeat(60)}${'</a>'.repeat(60)}`],
  ])('that are %s are refused', (_what, text) => {
    expect(() => parseXml(text)).toThrow(/nonsense|tooBig/);
  });
});

describe('a list of what is new', () => {
  const paged = (page: (n: number) => string): Promise<string> => {
    let count = 0;
    return serve((incoming, response) => {
      if (incoming.method === 'PROPFIND') return answer(response, multistatus(resource('/b/', bookProps)));
      count += 1;
      return answer(response, multistatus(page(count)));
    });
  };
  const more =
    '<d:response><d:href>/b/</d:href><d:status>HTTP/1.1 507 Insufficient Storage</d:status></d:response>';

  it('is read page by page', async () => {
    const origin = await paged(n =>
      resource(`/b/${n}.vcf`, `<d:getetag>"${n}"</d:getetag>`) +
      (n < 3 ? more : '') +
      `<d:sync-token>t${n}</d:sync-token>`,
    ); // prettier-ignore
    const { changed, marks } = await changesOf(session(origin), '/b/', nothingKnown, quiet);
    expect([...changed]).toEqual([
      ['/b/1.vcf', '"1"'],
      ['/b/2.vcf', '"2"'],
      ['/b/3.vcf', '"3"'],
    ]);
    expect(marks.syncToken).toBe('t3');
  });

  it.each([
    ['with nothing new', () => `${more}<d:sync-token>x${Math.random()}</d:sync-token>`],
    ['under the same mark', (n: number) => `${resource(`/b/${n}.vcf`, '')}${more}<d:sync-token></d:sync-token>`],
  ])('without end %s is given up', async (_how, page) => {
    const origin = await paged(page);
    await expect(changesOf(session(origin), '/b/', nothingKnown, quiet)).rejects.toMatchObject({
      fault: 'nonsense',
    });
  }); // prettier-ignore

  it('names nothing outside the book, nor on another server', async () => {
    const origin = await paged(
      () =>
        resource('/etc/passwd', '') +
        resource('http://other.example/b/1.vcf', '') +
        resource('/b/../c/1.vcf', '') +
        resource('/b/1.vcf', ''),
    );
    const { changed } = await changesOf(session(origin), '/b/', nothingKnown, quiet);
    expect([...changed.keys()]).toEqual(['/b/1.vcf']);
  });

  it('by etags alone says who is gone, and skips what the ctag says is the same', async () => {
    let asked = 0;
    const origin = await serve((incoming, response) => {
      asked += 1;
      const head = resource('/b/', `<d:resourcetype><c:addressbook/></d:resourcetype><s:getctag>c1</s:getctag>`);
      answer(response, multistatus(incoming.headers.depth === '0' ? head : head + resource('/b/1.vcf', '<d:getetag>"1"</d:getetag>')));
    }); // prettier-ignore
    const etags = new Map([['/b/1.vcf', '"1"'], ['/b/2.vcf', '"2"'], ['/b/new.vcf', null]]); // prettier-ignore
    const first = await changesOf(session(origin), '/b/', { ...nothingKnown, etags }, quiet);
    expect([first.gone, first.changed.size, first.marks.ctag]).toEqual([['/b/2.vcf'], 0, 'c1']);
    asked = 0;
    await changesOf(session(origin), '/b/', { etags, syncToken: null, ctag: 'c1' }, quiet);
    expect(asked).toBe(1);
  });
});

describe('cards', () => {
  it('too big together are fetched in halves, and one that is too big alone is left', async () => {
    const text = (n: string): string =>
      `BEGIN:VCARD\nFN:${n}\n${n === '3' ? 'x'.repeat(5_000) : ''}END:VCARD`;
    const origin = await serve((_incoming, response, body) => {
      const hrefs = [...body.matchAll(/<d:href>(.*?)<\/d:href>/g)].map(found => found[1] ?? '');
      answer(response, multistatus(hrefs.map(href => resource(href, `<d:getetag>"e"</d:getetag><c:address-data>${text(/\d/.exec(href)?.[0] ?? '')}</c:address-data>`)).join('')));
    }); // prettier-ignore
    const limits = { within: 10_000, bytes: 900, redirects: 1 };
    const hrefs = ['/b/1.vcf', '/b/2.vcf', '/b/3.vcf', '/b/4.vcf'];
    const found = await fetchCards(session(origin, { limits }), '/b/', hrefs);
    expect(found.cards.map(({ href }) => href)).toEqual(['/b/1.vcf', '/b/2.vcf', '/b/4.vcf']);
    expect(found.tooBig).toEqual(['/b/3.vcf']);
  });

  it('that the server slips in are not taken', async () => {
    const origin = await serve((_incoming, response) =>
      answer(
        response,
        multistatus(
          resource('/b/other.vcf', '<c:address-data>BEGIN:VCARD</c:address-data>') +
            '<d:response><d:href>/b/1.vcf</d:href><d:status>HTTP/1.1 404 Not Found</d:status></d:response>',
        ),
      ),
    );
    expect(await fetchCards(session(origin), '/b/', ['/b/1.vcf'])).toEqual({
      cards: [],
      gone: ['/b/1.vcf'],
      tooBig: [],
    });
  });

  it('are written only over what was read', async () => {
    const seen: http.IncomingHttpHeaders[] = [];
    const origin = await serve((incoming, response) => {
      seen.push(incoming.headers);
      response.writeHead(412).end();
    });
    expect(await putCard(session(origin), '/b/1.vcf', 'x', '"1"')).toBeNull();
    expect(await putCard(session(origin), '/b/1.vcf', 'x', null)).toBeNull();
    expect(seen.map(headers => [headers['if-match'], headers['if-none-match']])).toEqual([
      ['"1"', undefined],
      [undefined, '*'],
    ]);
  });
});
