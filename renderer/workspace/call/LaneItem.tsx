import type { ReactNode } from 'react';

/** One thing said in the lane. */
export function LaneItem({
  tone = '',
  icon,
  children,
}: {
  tone?: 'strong' | 'warn' | 'bad' | 'end' | '';
  icon?: ReactNode;
  children: ReactNode;
}) {
  return (
    <span className={`lane-item num ${tone}`}>
      {icon}
      {children}
    </span>
  );
}
