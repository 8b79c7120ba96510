import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** What is wrong, what it means, what to do. Part of Who; its content moves down once, when it comes. */
export function Banner({
  icon: Drawn,
  tone,
  title,
  aside,
  children,
  keys,
}: {
  icon: Icon;
  tone: 'danger' | 'owed';
  title: string;
  /** Said after the title, may change. */
  aside?: ReactNode;
  children: ReactNode;
  keys?: ReactNode;
}) {
  return (
    <section className={`banner ${tone}`} aria-label={title}>
      <Drawn size={16} stroke={1.8} aria-hidden />
      <div className="grow">
        <p>
          <b role={tone === 'danger' ? 'alert' : 'status'}>{title}</b>
          {aside !== undefined && aside !== null && <span className="num"> · {aside}</span>}
        </p>
        <div className="banner-more">{children}</div>
      </div>
      {keys && <div className="banner-keys">{keys}</div>}
    </section>
  );
}
