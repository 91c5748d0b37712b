import type { ReactNode } from 'react';

type Props = { title: string; children?: ReactNode };

/** Says that something is done, in large type. The h1 of its page. */
export function Panel({ title, children }: Props) {
  return (
    <div className="anshao-panel">
      <h1 className="anshao-panel__title">{title}</h1>
      {children && <div className="anshao-panel__body">{children}</div>}
    </div>
  );
}
