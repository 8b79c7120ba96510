/**
 * The life of one thing to be sent. Pure: time and chance come in with the event.
 *
 *   queued until notBeforeSeen waits for the agent ──release──> queued
 *   queued ──claim──> sending ──done──> sent
 *     ^                  │ refused, worth another try ──> retrying ──claim──> sending …
 *     │                  │ refused for good ──> failed
 *     │                  │ lost: all was said, no answer came
 *     │                  │    the other side knows the key ──> retrying (in doubt, with the same key)
 *     │                  └    it does not ──> unknown ──the agent──> sent (it arrived) or queued (send again)
 *     └──resend── unknown, failed, expired, cancelled        queued, retrying past their time ──> expired
 *
 * Nothing goes twice: `sending` is on disk before a byte leaves, and what is found in `sending` after a crash was lost. A
 * key is never tried again once the other side may have forgotten it.
 */
import { HatifError } from '../errors.ts';
import type { OutboxFault, OutboxState } from './types.ts';

export interface OutboxItem {
  state: OutboxState;
  /** What the other side tells a repetition by: Idempotency-Key, Message-ID. */
  key: string;
  /** Milliseconds for which the other side keeps a key; null when it takes none: then it goes at most once. */
  keyLife: number | null;
  createdAt: number;
  /** Not before; null in states that wait for nothing. */
  dueAt: number | null;
  /** No attempt begins after this. */
  expiresAt: number;
  attempts: number;
  lastAttemptAt: number | null;
  /** Since the first attempt with this key that may have arrived; null when none did. */
  doubtSince: number | null;
  fault: OutboxFault | null;
  detail: string | null;
}

export type OutboxEvent =
  | { type: 'claim'; at: number }
  /** `reference`: what the other side calls what it made. */
  | { type: 'done'; at: number; detail: string | null; reference?: string | null }
  | {
      /** It certainly was not accepted. */
      type: 'refused';
      at: number;
      fault: OutboxFault;
      detail: string | null;
      /** Null: trying again would change nothing. Else the least wait that the other side asked for, in ms. */
      retryAfter: number | null;
      /** 0 ≤ chance < 1 */
      chance: number;
    }
  | { type: 'lost'; at: number; fault: OutboxFault; detail: string | null; chance: number }
  | { type: 'cancel'; at: number }
  /** The agent looked at it. */
  | { type: 'release'; at: number; dueAt: number }
  | { type: 'arrived'; at: number }
  | { type: 'resend'; at: number; newKey: string };

/** How long a thing may wait before nobody wants it any more. */
export const usualLife = 3 * 24 * 60 * 60 * 1000;
const firstWait = 2_000;
const longestWait = 15 * 60_000;
/** What a server may ask for at most: beyond that its answer is taken for a mistake. */
const longestAsked = 24 * 60 * 60 * 1000;

/** Between half and the whole of 2 s, 4 s, 8 s … 15 min: spread, so that many do not come back at once. */
export function waitAfter(attempts: number, chance: number): number {
  const whole = Math.min(longestWait, firstWait * 2 ** Math.min(20, Math.max(0, attempts - 1)));
  return Math.round(whole * (0.5 + chance / 2));
}

/** When something is due that waits to be seen by the agent: the last instant there is. */
export const notBeforeSeen = 8_640_000_000_000_000;

export const isDraft = ({ state, dueAt }: Pick<OutboxItem, 'state' | 'dueAt'>): boolean =>
  state === 'queued' && dueAt === notBeforeSeen;

export const isOver = (state: OutboxState): boolean =>
  state === 'sent' || state === 'failed' || state === 'cancelled' || state === 'expired';

/** Throws HatifError `wrongState` for what a person asks too late. */
export function transition(item: OutboxItem, event: OutboxEvent): OutboxItem {
  switch (event.type) {
    case 'claim':
      return claim(item, event.at);
    case 'done':
      return item.state === 'sending'
        ? { ...settled(item, 'sent'), doubtSince: null, fault: null, detail: event.detail }
        : item;
    case 'refused':
      return item.state === 'sending' ? refused(item, event) : item;
    case 'lost':
      return item.state === 'sending' ? lost(item, event) : item;
    case 'cancel':
      if (item.state === 'sending' || isOver(item.state)) throw tooLate();
      return settled(item, 'cancelled');
    case 'release':
      if (!isDraft(item)) throw tooLate();
      return { ...item, dueAt: event.dueAt, expiresAt: event.dueAt + usualLife };
    case 'arrived':
      if (item.state !== 'unknown') throw tooLate();
      return { ...settled(item, 'sent'), doubtSince: null };
    case 'resend':
      return resend(item, event);
  }
}

function claim(item: OutboxItem, at: number): OutboxItem {
  if (item.state !== 'queued' && item.state !== 'retrying') return item;
  if (isDraft(item) || at < (item.dueAt ?? 0)) return item;
  if (item.doubtSince !== null && at >= item.doubtSince + (item.keyLife ?? 0))
    return settled(item, 'unknown');
  if (at > item.expiresAt) return settled(item, item.doubtSince === null ? 'expired' : 'unknown');
  return {
    ...item,
    state: 'sending',
    dueAt: null,
    attempts: item.attempts + 1,
    lastAttemptAt: at,
  };
}

function refused(item: OutboxItem, event: Extract<OutboxEvent, { type: 'refused' }>): OutboxItem {
  const { fault, detail, retryAfter, at } = event;
  // An earlier attempt may have arrived all the same: no refusal of a later one takes that back.
  if (retryAfter === null)
    return { ...settled(item, item.doubtSince === null ? 'failed' : 'unknown'), fault, detail };
  const asked = Math.min(longestAsked, Math.max(0, retryAfter));
  return waiting(item, at + Math.max(asked, waitAfter(item.attempts, event.chance)), fault, detail);
}

function lost(item: OutboxItem, event: Extract<OutboxEvent, { type: 'lost' }>): OutboxItem {
  const { fault, detail, at } = event;
  const doubtful = { ...item, doubtSince: item.doubtSince ?? item.lastAttemptAt ?? at };
  return waiting(doubtful, at + waitAfter(item.attempts, event.chance), fault, detail);
}

/** In doubt, it waits only where the other side will still know its key by then. */
function waiting(item: OutboxItem, dueAt: number, fault: OutboxFault, detail: string | null): OutboxItem {
  const { doubtSince, keyLife, expiresAt } = item;
  if (doubtSince !== null && dueAt >= doubtSince + (keyLife ?? 0))
    return { ...settled(item, 'unknown'), fault, detail };
  if (dueAt > expiresAt)
    return { ...settled(item, doubtSince === null ? 'expired' : 'unknown'), fault, detail };
  return { ...item, state: 'retrying', dueAt, fault, detail };
}

/**
 * Again by the agent's hand. Under the same key for as long as it can still tell a repetition; a Message-ID is for ever.
 * A key that lives on keeps its first use, so that no automatic repetition outlasts it.
 */
function resend(item: OutboxItem, { at, newKey }: Extract<OutboxEvent, { type: 'resend' }>): OutboxItem {
  const { state, doubtSince, keyLife } = item;
  if (state === 'queued' || state === 'sending' || state === 'sent') throw tooLate();
  const keyTells = doubtSince !== null && keyLife !== null && at < doubtSince + keyLife;
  return {
    ...item,
    state: 'queued',
    key: doubtSince !== null && (keyTells || keyLife === null) ? item.key : newKey,
    doubtSince: keyTells ? doubtSince : null,
    dueAt: at,
    expiresAt: at + usualLife,
    attempts: 0,
    fault: null,
    detail: null,
  };
}

const settled = (item: OutboxItem, state: OutboxState): OutboxItem => ({ ...item, state, dueAt: null });

const tooLate = () => new HatifError('wrongState', 'this has moved on in the outbox');
