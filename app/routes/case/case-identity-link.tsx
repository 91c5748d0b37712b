import { Link } from '@remix-run/react';
import type { OpenedCase } from '~/browser/case/case-workspace';
import type { Lang } from '~/words/language';
import { ceremonyWords } from '~/words/opening/ceremony';

type Props = { lang: Lang; caseId: string; opened: OpenedCase | null };

/** Only the opened narrative tells that a report is anonymous, because rows of named and anonymous ones look alike. */
export function IdentityLink({ lang, caseId, opened }: Props) {
  const anonymous =
    opened?.reports.every(({ narrative }) => narrative?.anonymity === 'anonymous' && !narrative.phoneLeft) ?? false;
  if (anonymous) return <p className="govuk-body">{ceremonyWords[lang].identityNone}</p>;
  return (
    <p className="govuk-body">
      <Link className="govuk-link" to={`/${lang}/staff/cases/${caseId}/identity`} data-identity-link>
        {ceremonyWords[lang].identityLink}
      </Link>
    </p>
  );
}
