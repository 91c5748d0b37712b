import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useEffect } from 'react';
import { lock } from '~/browser/keys/keyring';
import { tellTabs } from '~/browser/staff/tabs';
import { toBase64 } from '~/envelope/bytes';
import { publicCounty } from '~/services/county/county.server';
import { relyingParty, servedHosts } from '~/services/staff/passkey.server';
import { sessionMember } from '~/services/staff/staff-session.server';
import { PageTitle } from '~/ui/page-title';
import { StaffLayout } from '~/ui/staff/staff-layout';
import { displayOf } from '~/web/display-cookie.server';
import { langOf } from '~/web/language.server';
import { signInAction } from '~/web/staff/sign-in-act.server';
import { staffToken } from '~/web/staff/staff-session.server';
import { accessWords } from '~/words/follow/access';
import { passkeyWords } from '~/words/staff/passkey';
import { SignInMethods } from './sign-in-methods';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: accessWords[loaded?.lang ?? 'zh'].signIn.title },
];

export async function loader({ request, params, context: { ctx } }: LoaderFunctionArgs) {
  const lang = langOf(params);
  const token = staffToken(request, ctx.origin);
  if (token && (await sessionMember(ctx, token))) throw redirect(`/${lang}/staff`);
  const info = await publicCounty(ctx);
  const query = new URL(request.url).searchParams;
  const news = query.has('changed') ? ('changed' as const) : query.has('ended') ? ('ended' as const) : null;
  const otherHosts = servedHosts(ctx).filter((host) => host !== relyingParty(ctx));
  return { lang, news, salt: info ? toBase64(info.salt) : '', otherHosts, display: displayOf(request) };
}

export const action = (args: ActionFunctionArgs) => signInAction(args);

/** After signing in, the loader would lead away before the keys are open. */
export const shouldRevalidate = () => false;

export default function SignIn() {
  const { lang, salt, news, otherHosts, display } = useLoaderData<typeof loader>();
  const words = accessWords[lang].signIn;
  // Now that the session has ended, other tabs leave what they show.
  useEffect(() => {
    if (!news) return;
    lock();
    tellTabs('signedOut');
  }, [news]);
  return (
    <StaffLayout lang={lang} path={`/${lang}/staff/sign-in`} nav={[]} display={display}>
      <div className="anshao-main--measure">
        <PageTitle lead={words.lead}>{words.title}</PageTitle>
        <noscript>
          <p className="govuk-body">
            <strong>{words.noScript}</strong>
          </p>
        </noscript>
        {news && (
          <p className="govuk-inset-text" role="status">
            {news === 'ended' ? words.ended : passkeyWords[lang].changed}
          </p>
        )}
        <SignInMethods lang={lang} salt={salt} otherHosts={otherHosts} />
      </div>
    </StaffLayout>
  );
}
