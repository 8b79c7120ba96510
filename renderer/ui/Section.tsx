import type { ReactNode } from 'react';

/** A titled block between hairlines. Never boxed: regions are told apart by lines. */
export function Section({
  title,
  aside,
  ruled = false,
  className = '',
  children,
}: {
  title: ReactNode;
  aside?: ReactNode;
  /** A hairline above. */
  ruled?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section className={`section ${ruled ? 'ruled' : ''} ${className}`}>
      <header className="section-head">
        <h2>{title}</h2>
        {aside !== undefined && <span className="section-aside">{aside}</span>}
      </header>
      {children}
    </section>
  );
}
