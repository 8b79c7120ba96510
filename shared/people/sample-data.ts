/**
 * The shape of practice contacts and their history. Ids are fixed texts of the author's choosing, unique within their
 * kind; the store puts `sample-` before each, so that adding the same sample twice changes nothing. Every time is an
 * offset in ms from the moment of adding: negative lies in the past, positive is to come.
 */
import type { Channel, FollowUp, Person, PersonNumber } from './types.ts';

export interface SampleOrganisation {
  id: string;
  name: string;
}

export interface SamplePerson {
  id: string;
  organisationId: string | null;
  name: string;
  otherName: string | null;
  role: string | null;
  language: Person['language'];
  timeZone: string | null;
  city: string | null;
  email: string | null;
  /** Names of lists; a list that is not there yet is made. */
  lists: readonly string[];
  consent: Person['consent'];
  doNotContact: boolean;
}

export interface SampleNumber {
  id: string;
  personId: string;
  /** As a person would have written it. */
  raw: string;
  e164: string | null;
  kind: PersonNumber['kind'];
  shared: boolean;
}

/** Something that happened, on any channel. */
export interface SampleInteraction {
  id: string;
  personId: string;
  channel: Channel;
  direction: 'inbound' | 'outbound' | 'none';
  at: number;
  subject: string;
  detail: string | null;
  by: string | null;
  /** Seconds of conversation; only for calls. */
  seconds: number | null;
  /** An id of `standardOutcomes` (shared/outcome/standard.ts), or null. */
  outcomeId: string | null;
}

export interface SampleFollowUp {
  id: string;
  personId: string;
  kind: FollowUp['kind'];
  what: string;
  due: number;
  by: string | null;
}

export interface SampleData {
  organisations: readonly SampleOrganisation[];
  people: readonly SamplePerson[];
  numbers: readonly SampleNumber[];
  interactions: readonly SampleInteraction[];
  followUps: readonly SampleFollowUp[];
}
