import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { nothingAlong } from '../../shared/handover/types.ts';
import type { CallerContext } from '../../shared/people/types.ts';
import { parseScript } from '../../shared/script/parse.ts';
import { beginRun, reduceRun } from '../../shared/script/run.ts';
import { unknownCaller } from '../desk/cards.ts';
import { FakeWindow, layla } from '../desk/testing.ts';
import type { Store } from '../store/port.ts';
import { ScriptDesk } from './desk.ts';
import { readSamples } from './samples.ts';

const samples = readSamples(path.join(import.meta.dirname, 'samples'));

/** Keeps scripts as the store does, in memory. */
class ScriptShelf {
  readonly versions = new Map<string, string[]>();
  readonly own = new Set<string>();
  readonly saved: Parameters<Store['saveScriptRun']>[] = [];

  readonly drafts = new Map<string, string>();
  readonly rated: Parameters<Store['answerSurvey']>[] = [];

  readonly store = {
    installScripts: (all: readonly { id: string; source: string }[]) => {
      for (const { id, source } of all) if (!this.versions.has(id)) this.versions.set(id, [source]);
      return Promise.resolve(all.length);
    },
    scripts: () =>
      Promise.resolve(
        [...this.versions].map(([id, sources]) => ({
          id,
          sample: !this.own.has(id),
          draft: null,
          draftAt: null,
          archivedAt: null,
          version: sources.length,
          source: sources.at(-1) ?? null,
          publishedAt: 0,
        })),
      ),
    script: (id: string) =>
      Promise.resolve(
        !this.versions.has(id) && !this.drafts.has(id)
          ? null
          : {
              draft: this.drafts.get(id) ?? null,
              versions: (this.versions.get(id) ?? []).map((source, i) => ({
                version: i + 1,
                source,
                publishedAt: 0,
              })),
            },
      ),
    saveScriptDraft: (id: string, text: string) => {
      this.drafts.set(id, text);
      return Promise.resolve();
    },
    scriptVersion: (id: string, version: number) =>
      Promise.resolve(this.versions.get(id)?.[version - 1] ?? null),
    publishScript: (id: string, source: string) => {
      this.own.add(id);
      const sources = [...(this.versions.get(id) ?? []), source];
      this.versions.set(id, sources);
      return Promise.resolve(sources.length);
    },
    saveScriptRun: (...saved: Parameters<Store['saveScriptRun']>) => {
      this.saved.push(saved);
      return Promise.resolve();
    },
    answerSurvey: (...said: Parameters<Store['answerSurvey']>) => {
      this.rated.push(said);
      return Promise.resolve();
    },
    scriptRuns: (interactionId: string) =>
      Promise.resolve(this.saved.map(([run]) => run).filter(run => run.interactionId === interactionId)),
  } as unknown as Store;
}

let shelf: ScriptShelf;
let window: FakeWindow;
let scripts: ScriptDesk;
const options = () => ({
  store: shelf.store,
  emit: window.emit,
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  now: () => 1000,
  lineName: (id: string) => (id === 'practice' ? 'Practice' : 'Service'),
  isPractice: (id: string) => id === 'practice',
  samples: () => samples,
});
beforeEach(async () => {
  shelf = new ScriptShelf();
  window = new FakeWindow();
  scripts = new ScriptDesk(options());
  await scripts.load();
});

const caller = (change: Partial<CallerContext> = {}): CallerContext => ({ ...unknownCaller('c'), ...change });
const rings = (accountId: string, context = caller()) => {
  scripts.callIs('c', { accountId, direction: 'inbound', called: null });
  scripts.callerIs(context);
  return scripts.views.map(({ part, scriptId }) => `${part} ${scriptId}`);
};
const own = (id: string, more = '') =>
  `Script: ${id}\n${more}\nStep: a\nSay: Hello\nAsk: why as text\nQuestion: Why?\nNext: end\n`;

test('a call that comes before the scripts are read has its own when they are', async () => {
  scripts = new ScriptDesk({ ...options(), store: shelf.store });
  rings('practice');
  expect(scripts.views).toEqual([]);
  await scripts.load();
  expect(scripts.views.map(({ scriptId }) => scriptId)).toEqual(['inbound-service', 'closing-survey']);
  expect(window.last('callScripts')).toEqual(scripts.views);
});

test('one that ended before the scripts are read has none', async () => {
  scripts = new ScriptDesk({ ...options(), store: shelf.store });
  rings('practice');
  scripts.forget('c');
  await scripts.load();
  expect(scripts.views).toEqual([]);
});

describe('a call', () => {
  test('has a script for its start and one for its end, told before anybody answers', () => {
    expect(rings('practice')).toEqual(['start inbound-service', 'end closing-survey']);
    expect(window.last('callScripts')).toEqual(scripts.views);
    expect(scripts.views[0]).toMatchObject({ interactionId: 'c', version: 1, state: null });
  });

  test('of the real world has none but one’s own', async () => {
    expect(rings('service')).toEqual([]);
    await scripts.publish('mine', own('mine', 'Queue: Service'));
    expect(rings('service')).toEqual(['start mine']);
  });

  test('of somebody on a list has the script of that list, also when they are recognised late', async () => {
    await scripts.publish('vip', own('vip', 'List: Key accounts'));
    expect(rings('practice')[0]).toBe('start inbound-service');
    expect(rings('practice', caller({ person: { ...layla, lists: ['Key accounts'] } }))[0]).toBe('start vip');
  });

  test('keeps the script that was begun, whoever it turns out to be', async () => {
    await scripts.publish('vip', own('vip', 'List: Key accounts'));
    rings('practice');
    const state = beginRun(parseScript(samples.get('inbound-service') ?? '').script, 1, 'en', 0);
    await scripts.saveRun({ interactionId: 'c', part: 'start', state });
    expect(rings('practice', caller({ person: { ...layla, lists: ['Key accounts'] } }))[0]).toBe(
      'start inbound-service',
    );
    expect(scripts.views[0]?.state).toEqual(state);
  });

  test('takes another script when the agent says so, and refuses a late word of the first', async () => {
    rings('practice');
    await scripts.use({ interactionId: 'c', part: 'start', scriptId: 'complaint' });
    expect(scripts.views.map(each => each.scriptId)).toEqual(['closing-survey', 'complaint']);
    const state = beginRun(parseScript(samples.get('inbound-service') ?? '').script, 1, 'en', 0);
    await expect(scripts.saveRun({ interactionId: 'c', part: 'start', state })).rejects.toMatchObject({
      code: 'wrongState',
    });
    await expect(
      scripts.use({ interactionId: 'x', part: 'start', scriptId: 'complaint' }),
    ).rejects.toMatchObject({ code: 'notFound' });
  });

  test('that was put away can still be read with the version it had', async () => {
    rings('practice');
    const { script } = parseScript(samples.get('inbound-service') ?? '');
    const begun = beginRun(script, 1, 'en', 0);
    const state = reduceRun(script, begun, { kind: 'answer', written: 'visit', at: 5 }, {});
    await scripts.saveRun({ interactionId: 'c', part: 'start', state });
    expect(shelf.saved[0]?.[1]).toMatchObject([
      { label: 'What is it about?', said: 'A visit or a technician' },
    ]);
    expect(await scripts.answersOf('c')).toEqual({ reason: 'A visit or a technician' });
    scripts.forget('c');
    expect(scripts.views).toEqual([]);
    expect(await scripts.answersOf('c')).toEqual({ reason: 'A visit or a technician' });
    await scripts.publish('inbound-service', own('inbound-service'));
    expect(await scripts.ofCall('c')).toMatchObject([
      { version: 1, source: samples.get('inbound-service'), state },
    ]);
  });
});

describe('handed over', () => {
  const begun = (id: string) => beginRun(parseScript(samples.get(id) ?? '').script, 1, 'en', 0);
  const placed = async () => {
    rings('practice');
    const { script } = parseScript(samples.get('inbound-service') ?? '');
    const event = { kind: 'answer', written: 'visit', at: 5 } as const;
    const state = reduceRun(script, begun('inbound-service'), event, {});
    await scripts.saveRun({ interactionId: 'c', part: 'start', state });
    return { state, place: scripts.placeIn('c') };
  };

  test('a colleague who has the same text is offered to go on at the same step, and does', async () => {
    const { state, place } = await placed();
    expect(place?.title).toBe('Service call');
    // The colleague's desk: another call, on which their own script was begun already.
    scripts.forget('c');
    rings('practice');
    await scripts.saveRun({ interactionId: 'c', part: 'start', state: begun('inbound-service') });
    await scripts.handed('c', { ...nothingAlong, script: place!.place });
    const offer = scripts.views.find(({ offered }) => offered);
    expect(offer?.state).toMatchObject({ step: state.step, answers: { reason: { value: 'visit' } } });
    const taken = scripts.goOn('c');
    expect(scripts.views.find(({ part }) => part === 'start')).toEqual(taken);
    expect(scripts.views.some(({ offered }) => offered)).toBe(false);
    expect(() => scripts.goOn('c')).toThrow(expect.objectContaining({ code: 'notFound' }));
  });

  test('an earlier version of theirs is found, a text that is not here offers nothing', async () => {
    const { place } = await placed();
    await scripts.publish('inbound-service', own('inbound-service'));
    await scripts.handed('c', { ...nothingAlong, script: place!.place });
    expect(scripts.views.find(({ offered }) => offered)).toMatchObject({ version: 1 });
    scripts.forget('c');
    rings('practice');
    await scripts.handed('c', { ...nothingAlong, script: { ...place!.place, print: '000000000000' } });
    expect(scripts.views.some(({ offered }) => offered)).toBe(false);
  });
});

test('what is rated in the closing script is the customer’s word on the call', async () => {
  rings('practice');
  const { script } = parseScript(samples.get('closing-survey') ?? '');
  const at = 5;
  const asked = reduceRun(script, beginRun(script, 1, 'en', 0), { kind: 'answer', written: 'yes', at }, {});
  await scripts.saveRun({ interactionId: 'c', part: 'end', state: asked });
  expect(shelf.rated).toEqual([]);
  const state = reduceRun(script, asked, { kind: 'answer', written: '4', at }, {});
  await scripts.saveRun({ interactionId: 'c', part: 'end', state });
  expect(shelf.rated).toMatchObject([
    ['c', { rating: 4, best: 5, comment: null }, expect.stringMatching(/^[0-9a-f]{32}$/), { by: 'call' }],
  ]);
});

describe('a text file', () => {
  test('is kept as drafts; what is wrong is said by the line of the file; own typing stays', async () => {
    await scripts.publish('mine', own('mine'));
    shelf.drafts.set('typed', 'Script: typed\n…');
    const file =
      ['mine', 'typed', 'fresh'].map(id => own(id)).join('\n') + '\nScript:\n\nStep: a\nNext: nowhere\n';
    const read = await scripts.readIn(`${own('mine', 'Title: Other')}\n${file}`);
    expect(read.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
      'mine changed',
      'mine kept',
      'typed kept',
      'fresh new',
      ' unnamed',
    ]);
    const lines = `${own('mine', 'Title: Other')}\n${file}`.split('\n');
    const nowhere = read.at(-1)?.findings.find(({ code }) => code === 'unknownStep');
    expect(lines[(nowhere?.line ?? 0) - 1]).toBe('Next: nowhere');
    expect(shelf.drafts.get('typed')).toBe('Script: typed\n…');
    expect([...shelf.drafts.keys()]).toEqual(['typed', 'mine', 'fresh']);
  });

  test('of everything reads back as what is here', async () => {
    const read = await scripts.readIn(await scripts.asFile(null));
    expect(read.length).toBe(samples.size);
    expect(new Set(read.map(({ outcome }) => outcome))).toEqual(new Set(['same']));
    await expect(scripts.asFile('none')).rejects.toMatchObject({ code: 'notFound' });
    expect(await scripts.asFile('payment')).toBe(samples.get('payment'));
  });
});

describe('publishing', () => {
  test('refuses a text with errors, and one that names another script', async () => {
    for (const [id, text] of [
      ['s', 'Script: s\nStep: a\nSay: x'],
      ['s', own('other')],
    ] as const)
      await expect(scripts.publish(id, text)).rejects.toMatchObject({ code: 'badInput' });
  });

  test('is what the next call gets', async () => {
    await scripts.publish('mine', own('mine', 'Queue: Service'));
    await scripts.publish('mine', own('mine', 'Queue: Service\nTitle: Newer'));
    rings('service');
    expect(scripts.views[0]).toMatchObject({ scriptId: 'mine', version: 2 });
  });
});

test('a call that was made for a campaign has the script of it, before the one of a list', async () => {
  await scripts.publish('listed', own('listed', 'List: VIP'));
  await scripts.publish('renewal', own('renewal', 'Campaign: Renewal'));
  const person = { ...layla, lists: ['VIP'] };
  expect(rings('service', caller({ person, campaign: 'Renewal' }))).toEqual(['start renewal']);
  scripts.forget('c');
  expect(rings('service', caller({ person }))).toEqual(['start listed']);
});

test('the list names each script in both languages and says for what it is', async () => {
  expect((await scripts.list()).find(each => each.id === 'payment')).toMatchObject({
    title: { en: 'Payment by card', ar: 'الدفع بالبطاقة' },
    sample: true,
    chosenBy: ['Payments', 'Accounts'],
    languages: ['en', 'ar'],
    version: 1,
  });
});
