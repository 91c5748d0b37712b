import type { ReactNode } from 'react';

/** Stands where there is nothing to list: says so, and what to do next. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="anshao-empty">
      <p className="anshao-empty__title">{title}</p>
      {children}
    </div>
  );
}
