/** Whether two values out of a form or a row say the same: plain data, compared through and through. */
export function sameValue(a: unknown, b: unknown): boolean {
  // JSON knows no minus zero, and NaN only as null.
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every(key => Object.hasOwn(right, key) && sameValue(left[key], right[key]))
  );
}
