/** Fetches now and then what customers answered by the link in a text: one request for all of them, none when nobody is waited for. */
import type { Disposable } from '../../shared/disposable.ts';
import { addressOf, type HookRequest } from '../../shared/followups/request.ts';
import { answersIn, type SurveyLook, type SurveySource } from '../../shared/survey/source.ts';
import { render } from '../../shared/template/engine.ts';
import type { Log } from '../app/log.ts';
import type { Store } from '../store/port.ts';
import { sendRequest, usualLimits } from './http.ts';

export const surveySecret = 'survey';

/** Somebody who did not answer for so long will not, ms. */
const waitedFor = 30 * 24 * 3_600_000;
/** How often it is looked whether it is time, ms. */
const every = 60_000;
/** Many answers are a long text, bytes. */
const limits = { ...usualLimits, bytes: 4_000_000 };

export interface Surveys extends Disposable {
  /** Fetches now; one at a time. Never rejects. */
  look(): Promise<SurveyLook>;
}

export function surveyAnswers(options: {
  store: Pick<Store, 'oldestOpenSurvey' | 'hearSurveys'>;
  source: () => SurveySource | null;
  secret: () => string;
  /** Some timelines have more on them. */
  heard: () => Promise<void>;
  now: () => number;
  log: Log;
}): Surveys {
  const { store, source, secret, heard, now, log } = options;
  let lookedAt = 0;
  let looking: Promise<unknown> = Promise.resolve();

  const fetchNow = async (): Promise<SurveyLook> => {
    const from = source();
    lookedAt = now();
    const since = await store.oldestOpenSurvey(now() - waitedFor);
    if (from === null || since === null) return { result: 'nobody' };
    const request = requestOf(from, since, secret());
    if (request === null) return { result: 'fault', fault: 'badTemplate', detail: null };
    const { allowPrivate } = from;
    const policy = { allowPrivate, allowHttp: allowPrivate, keyed: false };
    const attempt = await sendRequest(request, policy, { limits, now });
    if (attempt.result !== 'done') {
      log.warn(`the answers to surveys could not be fetched: ${attempt.fault}`);
      return { result: 'fault', fault: attempt.fault, detail: attempt.detail };
    }
    const read = answersIn(attempt.answer ?? '', from);
    if (read === null) return { result: 'unreadable' };
    const news = await store.hearSurveys(read.answers, now());
    if (news > 0) await heard();
    return { result: 'heard', heard: news, unread: read.unread };
  };
  const look = (): Promise<SurveyLook> => {
    const next = looking.then(fetchNow).catch((cause: unknown): SurveyLook => {
      log.error('the answers to surveys could not be kept', cause);
      return { result: 'fault', fault: 'stopped', detail: null };
    });
    looking = next;
    return next;
  };
  const timer = setInterval(() => {
    const from = source();
    if (from !== null && now() - lookedAt >= from.minutes * 60_000) void look();
  }, every);
  return { look, dispose: () => clearInterval(timer) };
}

/** Null when it cannot be filled, would lead elsewhere, or has a header that none may be. */
function requestOf({ url, header }: SurveySource, since: number, secret: string): HookRequest | null {
  const filled = render(url, { since: new Date(since).toISOString() });
  const address = filled.ok ? addressOf(url, filled.text) : null;
  if (address === null) return null;
  const value = header === null ? null : render(header.value, { secret });
  if (value !== null && (!value.ok || /[^\u0020-\u007e]/.test(value.text))) return null;
  const headers = header === null || value === null ? {} : { [header.name.toLowerCase()]: value.text };
  return { method: 'GET', url: address, headers, body: '' };
}
