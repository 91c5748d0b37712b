import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useState } from 'react';
import { textIn } from '~/domain/localized';
import { isRefusal } from '~/domain/refusal';
import { plainNumber } from '~/domain/typed/number';
import { toBase64 } from '~/envelope/bytes';
import { requireBytes } from '~/services/keys/public-key.server';
import { enrol, enrolment } from '~/services/staff/enrolment.server';
import { ButtonLink } from '~/ui/button-link';
import { PageTitle } from '~/ui/page-title';
import { StaffLayout } from '~/ui/staff/staff-layout';
import { displayOf } from '~/web/display-cookie.server';
import { readForm } from '~/web/form.server';
import { langOf } from '~/web/language.server';
import { orRefused } from '~/web/refusal.server';
import { requireNobodyElse, signedInHere } from '~/web/staff/staff.server';
import { accessWords } from '~/words/follow/access';
import { passkeyWords } from '~/words/staff/passkey';
import { EnrolForm } from './enrol-form';
import { SignOutFirst } from './sign-out-first';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: accessWords[loaded?.lang ?? 'zh'].enrol.title },
];

export async function loader({ request, params, context: { ctx } }: LoaderFunctionArgs) {
  const lang = langOf(params);
  const display = displayOf(request);
  try {
    const { salt, ...who } = await enrolment(ctx, params.invite ?? '');
    const signedIn = await signedInHere(ctx, request);
    return { lang, display, signedIn, who: { ...who, invite: params.invite ?? '', salt: toBase64(salt) } };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return data({ lang, display, signedIn: null, who: null }, { status: 410 });
  }
}

export async function action({ request, params, context: { ctx } }: ActionFunctionArgs) {
  return orRefused(async () => {
    const form = await readForm(request, { fields: 8 });
    await requireNobodyElse(ctx, request);
    await enrol(ctx, params.invite ?? '', {
      loginKey: requireBytes(form.text('loginKey')),
      recipient: form.text('recipient'),
      signingKey: form.text('signingKey'),
      wrappedKeys: requireBytes(form.text('wrappedKeys')),
      totpSecret: form.text('totpSecret'),
      totp: plainNumber(form.text('totp')),
    });
    return { done: true as const };
  });
}

/** After enrolling, the link is used up: the page must stay and say so instead of asking the loader again. */
export const shouldRevalidate = () => false;

export default function Enrol() {
  const { lang, display, signedIn, who } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const words = accessWords[lang].enrol;
  const [byPasskey, setByPasskey] = useState(false);
  const done = byPasskey || (answer && 'done' in answer);
  return (
    <StaffLayout lang={lang} path={`/${lang}/staff/sign-in`} nav={[]} display={display}>
      <div className="anshao-main--measure">
        {done && (
          <>
            <PageTitle lead={byPasskey ? passkeyWords[lang].enrol.passkeyDone : words.doneText}>{words.done}</PageTitle>
            <ButtonLink href={`/${lang}/staff/sign-in`}>{words.goSignIn}</ButtonLink>
          </>
        )}
        {!done && !who && <PageTitle lead={words.expired}>{words.title}</PageTitle>}
        {!done && who && signedIn !== null && <SignOutFirst lang={lang} name={signedIn} invited={who.name} />}
        {!done && who && signedIn === null && (
          <>
            <PageTitle lead={words.lead(who.name, textIn(who.unit.names, lang))}>{words.title}</PageTitle>
            <EnrolForm
              lang={lang}
              who={who}
              invite={who.invite}
              refused={answer && 'refused' in answer ? answer.refused : null}
              onPasskey={() => setByPasskey(true)}
            />
          </>
        )}
      </div>
    </StaffLayout>
  );
}
