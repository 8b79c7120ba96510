/** The word, the dot and the tone of each standing of a call. */
import type { Key } from '../../../shared/i18n/keys.ts';
import type { LampState } from '../../ui/Lamp.tsx';
import type { Standing } from '../state/calls.ts';

export const wordOf: Record<Standing, Key> = {
  ringing: 'call.ringing',
  dialling: 'call.dialling',
  early: 'call.earlyMedia',
  answering: 'call.answering',
  live: 'call.onCall',
  held: 'call.onHold',
  ending: 'call.ending',
  wrapUp: 'call.wrapUp',
  missed: 'call.missed',
  failed: 'call.ended',
};

export const dotOf: Record<Standing, LampState> = {
  ringing: 'ringing',
  dialling: 'ringing',
  early: 'ringing',
  answering: 'live',
  live: 'live',
  held: 'held',
  ending: 'done',
  wrapUp: 'owed',
  missed: 'done',
  failed: 'done',
};

/** Colour of the time in the band. */
export const toneOf: Record<Standing, 'live' | 'ringing' | 'held' | 'owed' | 'free'> = {
  ringing: 'ringing',
  dialling: 'ringing',
  early: 'ringing',
  answering: 'live',
  live: 'live',
  held: 'held',
  ending: 'free',
  wrapUp: 'owed',
  missed: 'free',
  failed: 'free',
};
