import { useCommon } from './language';

/** Back to the list or page above; an address, not the browser's history. */
export function BackLink({ href, children }: { href: string; children?: string }) {
  const words = useCommon();
  return (
    <a className="govuk-back-link" href={href}>
      {children ?? words.buttons.back}
    </a>
  );
}
