/**
 * Must be the first import of a page. The page's policy wants Trusted Types: whatever reaches innerHTML goes through the
 * one policy below, which lets text through and refuses markup. (Mantine writes its style sheets so; they hold no `<`.)
 * zod would otherwise try whether it may compile code, which the policy forbids and the console would report.
 */
interface TrustedTypes {
  createPolicy(name: 'default', rules: { createHTML: (text: string) => string }): unknown;
}

/** zod's settings, whether it is loaded already or not before a page is opened: the first look needs no schema. */
const held = globalThis as { __zod_globalConfig?: { jitless?: boolean } };
held.__zod_globalConfig = Object.assign(held.__zod_globalConfig ?? {}, { jitless: true });

/** `text` when it can hold no element, comment or character reference; throws TypeError else. */
export function plainTextOnly(text: string): string {
  if (/[<&]/.test(text)) throw new TypeError('markup is not allowed here');
  return text;
}

(globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('default', {
  createHTML: plainTextOnly,
});
