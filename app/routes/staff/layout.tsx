import type { LoaderFunctionArgs } from '@remix-run/node';
import { Form, Link, Outlet, type ShouldRevalidateFunction, useLoaderData, useLocation } from '@remix-run/react';
import { useEffect } from 'react';
import { setSharedComputer } from '~/browser/idle-lock';
import { lock } from '~/browser/keyring';
import { onTabNews } from '~/browser/tabs';
import { useKeyring } from '~/browser/use-keyring';
import { useTrust } from '~/browser/use-trust';
import { staffFrame } from '~/services/staff-frame.server';
import { isShared } from '~/services/staff-session.server';
import { StaffLayout, type StaffNavItem } from '~/ui/staff-layout';
import { displayOf } from '~/web/display-cookie.server';
import { staff } from '~/web/staff.server';
import { staffToken } from '~/web/staff-session.server';
import { accessWords } from '~/words/access';
import { passkeyWords } from '~/words/passkey';
import { LockNotice } from './lock-notice';
import { TrustAlarm } from './trust-alarm';
import { UnlockForm } from './unlock-form';

export const handle = { scripts: true };

export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ house, actor, lang, request }) => ({
    ...(await staffFrame(house, actor)),
    lang,
    display: displayOf(request),
    shared: isShared(staffToken(request, house.origin) ?? ''),
  }));
}

/** The frame changes with the session and the own keys only; its children load their own data. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ currentUrl, nextUrl }) =>
  currentUrl.pathname === nextUrl.pathname && nextUrl.pathname.endsWith('/staff/my-keys');

export default function Layout() {
  const { lang, display, shared, member, unit, pages, unlockable, trust } = useLoaderData<typeof loader>();
  const { pathname } = useLocation();
  const { unlocked } = useKeyring();
  const problem = useTrust({ memberId: member.id, memory: trust.memory, path: `/${lang}/staff/trust` });
  useEffect(() => setSharedComputer(shared), [shared]);
  // Signed out in another tab: what this one still shows goes too.
  useEffect(
    () => onTabNews((news) => news === 'signedOut' && location.replace(`/${lang}/staff/sign-in?ended`)),
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
      session={{ name: member.name, unit: lang === 'zh' ? unit.nameZh : unit.nameEn, unlocked }}
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
          <Form method="post" action={`${base}/sign-out`} reloadDocument onSubmit={lock}>
            <button type="submit" className="anshao-bar-link">
              {words.unlock.signOut}
            </button>
          </Form>
        </>
      }
    >
      <TrustAlarm lang={lang} problem={problem} countyKeyChanged={trust.countyKeyChanged} />
      <LockNotice lang={lang} />
      {!unlocked && <UnlockForm lang={lang} who={unlockable} />}
      <Outlet />
    </StaffLayout>
  );
}
