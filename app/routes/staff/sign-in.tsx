import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { toBase64 } from '~/envelope/bytes';
import { countyIfAny } from '~/services/county.server';
import { requireBytes } from '~/services/public-key.server';
import { signIn } from '~/services/sign-in.server';
import { sessionMember } from '~/services/staff-session.server';
import { PageTitle } from '~/ui/page-title';
import { StaffLayout } from '~/ui/staff-layout';
import { displayOf } from '~/web/display-cookie.server';
import { readForm } from '~/web/form.server';
import { langOf } from '~/web/language.server';
import { orRefused } from '~/web/refusal.server';
import { staffCookie, staffToken } from '~/web/staff-session.server';
import { accessWords } from '~/words/access';
import { SignInForm } from './sign-in-form';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: accessWords[loaded?.lang ?? 'zh'].signIn.title },
];

export async function loader({ request, params, context: { house } }: LoaderFunctionArgs) {
  const lang = langOf(params);
  const token = staffToken(request, house.origin);
  if (token && (await sessionMember(house, token))) throw redirect(`/${lang}/staff`);
  const info = await countyIfAny(house.db);
  const ended = new URL(request.url).searchParams.has('ended');
  return { lang, ended, salt: info ? toBase64(info.salt) : '', display: displayOf(request) };
}

export async function action({ request, context: { house, visitor } }: ActionFunctionArgs) {
  return orRefused(async () => {
    const form = await readForm(request, { fields: 5, fieldBytes: 1024 });
    const answer = {
      login: form.text('login'),
      loginKey: requireBytes(form.text('loginKey')),
      totp: form.text('totp'),
    };
    const { token, memberId, wrappedKeys } = await signIn(house, answer, visitor);
    const headers = { 'Set-Cookie': staffCookie(token, house.origin), 'Cache-Control': 'no-store' };
    return data({ memberId, wrappedKeys }, { headers });
  });
}

/** After signing in the loader would lead away before the keys are open. */
export const shouldRevalidate = () => false;

export default function SignIn() {
  const { lang, salt, ended, display } = useLoaderData<typeof loader>();
  const words = accessWords[lang].signIn;
  return (
    <StaffLayout lang={lang} path={`/${lang}/staff/sign-in`} nav={[]} display={display}>
      <div className="anshao-main--measure">
        <PageTitle lead={words.lead}>{words.title}</PageTitle>
        <noscript>
          <p className="govuk-body">
            <strong>{words.noScript}</strong>
          </p>
        </noscript>
        {ended && (
          <p className="govuk-inset-text" role="status">
            {words.ended}
          </p>
        )}
        <SignInForm lang={lang} salt={salt} />
      </div>
    </StaffLayout>
  );
}
