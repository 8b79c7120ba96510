import { lazy, Suspense, useState, type ComponentType } from 'react';

export interface Later<P extends object> {
  (props: P): React.JSX.Element;
  /** Loads it ahead of its first use; once loaded it is drawn like any other. */
  load(): Promise<unknown>;
}

/** A component whose script is not part of the first look. It is blank while it loads, which is a read from the disk. */
export function later<P extends object>(get: () => Promise<ComponentType<P>>): Later<P> {
  let loaded: ComponentType<P> | null = null;
  const load = async () => ({ default: (loaded ??= await get()) });
  const Lazy = lazy(load) as unknown as ComponentType<P>;
  return Object.assign(
    function LaterPage(props: P) {
      // A lazy component is blank for a moment even when it is there already. Which of the two it is stays for the life of
      // this element: another would begin with a state of its own.
      const [Here] = useState(() => loaded);
      if (Here) return <Here {...props} />;
      return (
        <Suspense fallback={null}>
          <Lazy {...props} />
        </Suspense>
      );
    },
    { load },
  );
}
