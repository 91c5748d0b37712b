import type { LoaderFunctionArgs, SerializeFrom } from '@remix-run/node';
import {
  Form,
  Link,
  Outlet,
  type ShouldRevalidateFunction,
  useLoaderData,
  useLocation,
  useParams,
  useRevalidator,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react';
import { type ReactNode, useEffect } from 'react';
import { dropAllDrafts } from '~/browser/drafts';
import { lock } from '~/browser/keys/keyring';
import { useKeyring } from '~/browser/keys/use-keyring';
import { useSignedHeldKeys } from '~/browser/keys/use-signed-held-keys';
import { useTrust } from '~/browser/keys/use-trust';
import { setSharedComputer } from '~/browser/staff/idle-lock';
import { onPageChanged } from '~/browser/staff/page-owner';
import { onTabNews } from '~/browser/staff/tabs';
import { textIn } from '~/domain/localized';
import { CompareCounty } from '~/routes/keys/compare-county';
import { LockNotice } from '~/routes/keys/lock-notice';
import { TrustAlarm } from '~/routes/keys/trust-alarm';
import { UnlockForm } from '~/routes/keys/unlock-form';
import { staffFrame } from '~/services/staff/staff-frame.server';
import { isShared } from '~/services/staff/staff-session.server';
import { ErrorText, errorKind } from '~/ui/error-text';
import { Layout as PublicLayout } from '~/ui/layout';
import { PageTitle } from '~/ui/page-title';
import { StaffLayout, type StaffNavItem } from '~/ui/staff/staff-layout';
import { Warning } from '~/ui/warning';
import { displayOf } from '~/web/display-cookie.server';
import { staff } from '~/web/staff/staff.server';
import { staffToken } from '~/web/staff/staff-session.server';
import { accessWords } from '~/words/follow/access';
import { trustWords } from '~/words/keys/trust';
import { DEFAULT_LANG, isLang } from '~/words/language';
import { passkeyWords } from '~/words/staff/passkey';
import { AnotherPerson } from './another-person';

export const handle = { scripts: true };

export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ ctx, actor, lang, request }) => ({
    ...(await staffFrame(ctx, actor)),
    lang,
    display: displayOf(request),
    shared: isShared(staffToken(request, ctx.origin) ?? ''),
  }));
}

/**
 * The frame changes only with the session, the member's keys and the unit keys that they were given: whoever makes a
 * unit's key states at once that they hold it. Its children load their own data.
 */
export const shouldRevalidate: ShouldRevalidateFunction = ({ currentUrl, nextUrl }) =>
  currentUrl.pathname === nextUrl.pathname && /\/staff\/(my-)?keys$/.test(nextUrl.pathname);

type FrameFacts = SerializeFrom<typeof loader>;

export default function Layout() {
  return (
    <Frame facts={useLoaderData<typeof loader>()}>
      <Outlet />
    </Frame>
  );
}

/**
 * Header, navigation and alarms stay when a page inside fails, so that an officer sees why and can go on elsewhere.
 * With a changed county key it says what to do instead of "try again".
 */
export function ErrorBoundary() {
  const kind = errorKind(useRouteError());
  const facts = useRouteLoaderData<typeof loader>('routes/staff/layout');
  const asked = useParams().lang;
  if (!facts) {
    const lang = isLang(asked) ? asked : DEFAULT_LANG;
    return (
      <PublicLayout lang={lang} path={`/${lang}`}>
        <ErrorText lang={lang} kind={kind} home={`/${lang}`} />
      </PublicLayout>
    );
  }
  const { lang, trust } = facts;
  const words = trustWords[lang].pageClosed;
  return (
    <Frame facts={facts}>
      {trust.countyKeyChanged ? (
        <>
          <PageTitle lead={words.why}>{words.title}</PageTitle>
          <ul className="govuk-list govuk-list--bullet">
            {words.next.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      ) : (
        <ErrorText lang={lang} kind={kind} home={`/${lang}/staff`} />
      )}
    </Frame>
  );
}

/** Locks before the session ends, and leaves no words in this tab. */
function leave(): void {
  lock();
  dropAllDrafts();
}

function Frame({ facts, children }: { facts: FrameFacts; children: ReactNode }) {
  const { lang, display, shared, member, unit, pages, unlockable, trust, unacknowledged } = facts;
  const { pathname } = useLocation();
  const { unlocked } = useKeyring();
  const { problem, compare } = useTrust({ memberId: member.id, memory: trust.memory, path: `/${lang}/staff/trust` });
  useSignedHeldKeys(`/${lang}/staff/trust`, unacknowledged);
  useEffect(() => setSharedComputer(shared), [shared]);
  const { revalidate } = useRevalidator();
  useEffect(() => onPageChanged(revalidate), [revalidate]);
  // Signed out in another tab: what this one still shows is removed too.
  useEffect(
    () =>
      onTabNews((news) => {
        if (news !== 'signedOut') return;
        dropAllDrafts();
        location.replace(`/${lang}/staff/sign-in?ended`);
      }),
    [lang],
  );
  const words = accessWords[lang];
  const base = `/${lang}/staff`;
  const nav: StaffNavItem[] = pages.map((page) => {
    const to = `${base}/${page}`;
    return { to, label: words.home.items[page], current: pathname.startsWith(to) };
  });
  return (
    <StaffLayout
      lang={lang}
      path={pathname}
      nav={nav}
      display={display}
      session={{ memberId: member.id, name: member.name, unit: textIn(unit.names, lang), unlocked }}
      controls={
        <>
          {unlocked && (
            <button type="button" className="anshao-bar-link" onClick={lock}>
              {words.unlock.lockNow}
            </button>
          )}
          <Link className="anshao-bar-link" to={`${base}/my-keys`}>
            {passkeyWords[lang].myKeys.title}
          </Link>
          <Form method="post" action={`${base}/sign-out`} reloadDocument onSubmit={leave}>
            <button type="submit" className="anshao-bar-link">
              {words.unlock.signOut}
            </button>
          </Form>
        </>
      }
    >
      <TrustAlarm lang={lang} problem={problem} countyKeyChanged={trust.countyKeyChanged} />
      <AnotherPerson lang={lang} />
      <LockNotice lang={lang} />
      {member.renewAuthenticator && !pathname.endsWith('/my-keys') && (
        <Warning>
          {passkeyWords[lang].renewAuthenticator}{' '}
          <Link className="govuk-link" to={`${base}/my-keys`}>
            {passkeyWords[lang].myKeys.renewButton}
          </Link>
        </Warning>
      )}
      {!unlocked && <UnlockForm lang={lang} who={unlockable} />}
      {unlocked && compare !== null ? <CompareCounty lang={lang} countyKey={compare} /> : children}
    </StaffLayout>
  );
}
