/** From a key press in the window to the layer that owns it. */
import type { Disposable } from '../../../shared/disposable.ts';
import type { KeyLayers } from './layers.ts';
import { keyNameOf, listKeys, type KeyName } from './names.ts';

/** These leave a field or act on the field itself, so they work in it without Alt. */
const worksInFields: ReadonlySet<KeyName> = new Set([
  'Escape',
  'F6',
  'CtrlK',
  ...listKeys.map(key => `Ctrl${key}` as const),
]);

/** Keys that a focused control uses itself. */
const usedByControls: ReadonlySet<KeyName> = new Set(['Enter', 'ArrowUp', 'ArrowDown', 'Backspace']);

const writesText = new Set([
  'text',
  'search',
  'tel',
  'url',
  'email',
  'password',
  'number',
  'date',
  'datetime-local',
  'time',
]);

export function isTextField(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLInputElement) return writesText.has(target.type);
  return target instanceof HTMLElement && target.isContentEditable;
}

function isControl(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('button, a[href], select, input, [role="option"], [role="switch"]') !== null
  );
}

export function listenToKeys(target: Window, layers: KeyLayers): Disposable {
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    const key = keyNameOf(event);
    if (key === null) return;
    if (!event.altKey) {
      if (isTextField(event.target) && !worksInFields.has(key)) return;
      if (usedByControls.has(key) && isControl(event.target)) return;
    }
    const layer = layers.ownerOf(key);
    if (!layer) return;
    event.preventDefault();
    layer.act(key);
  };
  target.addEventListener('keydown', onKey);
  return { dispose: () => target.removeEventListener('keydown', onKey) };
}
