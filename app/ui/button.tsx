import { createContext, type ReactNode, useContext } from 'react';
import { classNames } from './class-names';
import { SiteLanguage } from './site-language';

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
  /** Skips the browser's own checks (going back, saving a draft). */
  formNoValidate?: boolean;
  onClick?: () => void;
};

/** True while the page's scripts, without which its forms are refused, are still loading: nothing can be sent then. */
export const SubmitWaits = createContext(false);

/** A button; submits its form unless told otherwise. */
export function Button({ children, variant = 'primary', type = 'submit', disabled = false, ...rest }: Props) {
  const waits = useContext(SubmitWaits) && type === 'submit';
  return (
    <button className={buttonClass(variant)} type={type} disabled={disabled || waits} {...rest}>
      <SiteLanguage>{children}</SiteLanguage>
    </button>
  );
}

export function buttonClass(variant: ButtonVariant): string {
  return classNames('govuk-button', variant !== 'primary' && `govuk-button--${variant}`);
}
