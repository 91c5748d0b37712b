import type { ReactNode } from 'react';
import { type ButtonVariant, buttonClass } from './button';

type Props = { href: string; children: ReactNode; variant?: ButtonVariant; download?: boolean };

/** A link that looks like a button: for going somewhere, never for changing something. */
export function ButtonLink({ href, children, variant = 'primary', download }: Props) {
  return (
    <a className={buttonClass(variant)} href={href} draggable={false} download={download ? true : undefined}>
      {children}
    </a>
  );
}
