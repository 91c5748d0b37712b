import { Link } from '@remix-run/react';
import type { OwnAddresses } from '~/services/staff/addresses.server';
import { Inset } from '~/ui/inset';
import type { Lang } from '~/words/language';
import { addressWords } from '~/words/staff/address';

/** Leads a member over to another address of the site: here one passkey is still to be added, or there. */
export function HomeAddress({ lang, own }: { lang: Lang; own: OwnAddresses }) {
  const words = addressWords[lang].home;
  if (own.here) {
    return (
      <Inset>
        <p className="govuk-body">{words.here}</p>
        <Link className="govuk-link" to={`/${lang}/staff/my-keys`} data-add-here>
          {words.add}
        </Link>
      </Inset>
    );
  }
  if (own.elsewhere === null) return null;
  const { host } = new URL(own.elsewhere);
  return (
    <Inset>
      <p className="govuk-body">{words.elsewhere(host)}</p>
      <a className="govuk-link" href={`${own.elsewhere}/${lang}/staff/sign-in`} data-go-elsewhere>
        {words.go(host)}
      </a>
    </Inset>
  );
}
