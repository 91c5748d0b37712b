import type { ReactNode } from 'react';
import { classNames } from './class-names';

export type ButtonVariant = 'primary' | 'secondary' | 'warning';

type Props = {
  children: ReactNode;
  variant?: ButtonVariant;
  type?: 'submit' | 'button';
  name?: string;
  value?: string;
  id?: string;
  form?: string;
  formAction?: string;
  disabled?: boolean;
  /** Skip the browser's own checks (going back, saving a draft). */
  formNoValidate?: boolean;
  onClick?: () => void;
};

/** A button; submits its form unless told otherwise. */
export function Button({ children, variant = 'primary', type = 'submit', ...rest }: Props) {
  return (
    <button className={buttonClass(variant)} type={type} {...rest}>
      {children}
    </button>
  );
}

export function buttonClass(variant: ButtonVariant): string {
  return classNames('govuk-button', variant !== 'primary' && `govuk-button--${variant}`);
}
