import type { LoaderFunctionArgs } from '@remix-run/node';
import { Form, Outlet, useLoaderData, useLocation } from '@remix-run/react';
import { lock } from '~/browser/keyring';
import { useKeyring } from '~/browser/use-keyring';
import { staffFrame } from '~/services/staff-frame.server';
import { StaffLayout, type StaffNavItem } from '~/ui/staff-layout';
import { displayOf } from '~/web/display-cookie.server';
import { staff } from '~/web/staff.server';
import { accessWords } from '~/words/access';
import { UnlockForm } from './unlock-form';

export const handle = { scripts: true };

export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ house, actor, lang, request }) => ({
    ...(await staffFrame(house, actor)),
    lang,
    display: displayOf(request),
  }));
}

/** The frame changes with the session only; its children load their own data. */
export const shouldRevalidate = () => false;

export default function Layout() {
  const { lang, display, member, unit, pages, unlockable } = useLoaderData<typeof loader>();
  const { pathname } = useLocation();
  const { unlocked } = useKeyring();
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
          <Form method="post" action={`${base}/sign-out`} reloadDocument onSubmit={lock}>
            <button type="submit" className="anshao-bar-link">
              {words.unlock.signOut}
            </button>
          </Form>
        </>
      }
    >
      {!unlocked && <UnlockForm lang={lang} who={unlockable} />}
      <Outlet />
    </StaffLayout>
  );
}
