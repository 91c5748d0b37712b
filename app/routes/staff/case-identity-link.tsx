import { Link } from '@remix-run/react';
import { type Actor, mayPerform } from '~/domain/actions';
import { ceremonyWords } from '~/words/ceremony';
import type { Lang } from '~/words/language';

/** May this member ask for who reported in this case? For showing the way there; the service checks again. */
export const mayAskIdentity = (
  actor: Actor,
  facts: { unitId: string; officer: { memberId: string } | null },
): boolean => mayPerform(actor, 'identity.ask', { unitId: facts.unitId, assignedTo: facts.officer?.memberId ?? null });

export function IdentityLink({ lang, caseId }: { lang: Lang; caseId: string }) {
  return (
    <p className="govuk-body">
      <Link className="govuk-link" to={`/${lang}/staff/cases/${caseId}/identity`} data-identity-link>
        {ceremonyWords[lang].identityLink}
      </Link>
    </p>
  );
}
