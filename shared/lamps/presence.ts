/** What somebody says of themselves (PIDF, RFC 3863, with the activities of RFC 4480). Pure; hostile text. */
import type { LampState } from './types.ts';
import { child, children, readXml, textOf } from './xml.ts';

export interface Presence {
  state: LampState;
  note: string | null;
}

/** `on-the-phone` and `busy` are what a lamp shows as busy; whoever else is open may be called. */
export function readPresence(body: string): Presence | null {
  const root = readXml(body, 'presence');
  if (root === null) return null;
  const tuples = children(root, 'tuple').slice(0, 16);
  const basics = tuples.map(tuple => textOf(child(child(tuple, 'status'), 'basic'))?.toLowerCase());
  const activities = [...children(root, 'person'), ...tuples].flatMap(each => {
    const found = child(each, 'activities');
    return found === undefined ? [] : Object.keys(found);
  });
  const note = textOf(child(root, 'note')) ?? notesOf(tuples) ?? notesOf(children(root, 'person'));
  const phoning = activities.some(each => each === 'on-the-phone' || each === 'busy');
  const telling = phoning || /^on the phone$/i.test(note ?? '');
  const state = telling
    ? 'busy'
    : basics.includes('open')
      ? activities.includes('away')
        ? 'away'
        : 'free'
      : basics.includes('closed')
        ? 'away'
        : 'unknown';
  return { state, note: note === null ? null : note.slice(0, 300) };
}

function notesOf(nodes: readonly Parameters<typeof child>[0][]): string | null {
  for (const each of nodes) {
    const note = textOf(child(each, 'note'));
    if (note !== null) return note;
  }
  return null;
}
