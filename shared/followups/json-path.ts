/** What another system's JSON says at a place: names and places in lists, parted by dots; '' is the whole. Undefined where nothing is. */
export function valueAt(json: unknown, path: string): unknown {
  let found = json;
  for (const part of path === '' ? [] : path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, part)) return undefined;
    found = (found as Record<string, unknown>)[part];
  }
  return found;
}
