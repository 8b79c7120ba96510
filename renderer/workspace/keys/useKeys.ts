import {
  createContext,
  use,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { KeyLayers, type Bindings, type Layer, type Priority } from './layers.ts';
import type { KeyName } from './names.ts';

export const KeyLayersContext = createContext(new KeyLayers());

/**
 * Binds keys while the component is there and `when` holds. Returns whether a key is ours just now: a cap is drawn only
 * where its key works.
 */
export function useKeys(
  bindings: Bindings,
  { priority, when = true, exclusive = false }: { priority: Priority; when?: boolean; exclusive?: boolean },
): (key: KeyName) => boolean {
  const layers = use(KeyLayersContext);
  const latest = useRef(bindings);
  useEffect(() => {
    latest.current = bindings;
  });
  const names = (Object.keys(bindings) as KeyName[]).sort().join(' ');
  const layer = useMemo<Layer>(
    () => ({
      priority,
      exclusive,
      keys: new Set(names.split(' ') as KeyName[]),
      act: key => latest.current[key]?.(),
    }),
    [priority, exclusive, names],
  );
  useLayoutEffect(() => {
    if (!when) return undefined;
    const end = layers.push(layer);
    return () => end.dispose();
  }, [layers, layer, when]);
  // Drawn anew only when a key of ours was lost or won: a call brings several layers, and most of the page has other keys.
  const owns = (key: KeyName): boolean => when && layers.owns(layer, key);
  useSyncExternalStore(layers.subscribe, () => [...layer.keys].filter(owns).join(' '));
  return owns;
}

/**
 * True for a moment after `what` changed, and after it appeared. The controls of a call take no input then: a click or key that was meant for
 * what stood there before must not hit what stands there now.
 */
export function useSettling(what: string, ms = 400): boolean {
  const [settled, setSettled] = useState<string | null>(null);
  useEffect(() => {
    if (settled === what) return undefined;
    const timer = setTimeout(() => setSettled(what), ms);
    return () => clearTimeout(timer);
  }, [settled, what, ms]);
  return settled !== what;
}
