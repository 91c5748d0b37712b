import type { ReactNode } from 'react';

/** The three responsible persons side by side, one below the other on a phone. */
export function PersonCards({ children }: { children: ReactNode }) {
  return <div className="anshao-persons">{children}</div>;
}
