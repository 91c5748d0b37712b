import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLoaderData,
  useLocation,
  useMatches,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react';
import { type ReactNode, useContext } from 'react';
import type { OwnSectors } from '~/domain/county/sector-list';
import { publicSectors } from '~/services/keys/signed-sectors.server';
import { displayClass, NORMAL_DISPLAY } from '~/ui/display';
import { ErrorText, errorKind } from '~/ui/error-text';
import { Layout as PublicLayout } from '~/ui/layout';
import { SectorsProvider } from '~/ui/sectors';
import siteStyles from '~/ui/site.scss?url';
import { displayOf } from '~/web/display-cookie.server';
import { NonceContext } from '~/web/nonce';
import { commonWords, titleOf } from '~/words/common';
import { DEFAULT_LANG, htmlLang, isLang, type Lang } from '~/words/language';

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: siteStyles },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
];

export const meta: MetaFunction = ({ error, location }) => {
  if (error === undefined) return [{ title: titleOf(langOfLocation(location)) }];
  const lang = langOfLocation(location);
  return [{ title: titleOf(lang, commonWords[lang].errors[errorKind(error)].title) }];
};

export async function loader({ request, context }: LoaderFunctionArgs) {
  return { display: displayOf(request), sectors: await publicSectors(context.ctx).catch(noSectors) };
}

/** A page that needs no database is answered without one; trades then have the program's words. */
const noSectors = (): OwnSectors => [];

/** Neither the display nor the list of trades changes while somebody moves between staff pages. */
export const shouldRevalidate = () => false;

/** The language of an address: its first part, else `?lang=`. */
function langOfLocation({ pathname, search }: { pathname: string; search: string }): Lang {
  const named = pathname.split('/')[1];
  if (isLang(named)) return named;
  const asked = new URLSearchParams(search).get('lang');
  return isLang(asked) ? asked : DEFAULT_LANG;
}

/** Staff pages say `handle = { scripts: true }`; all others send no script of the framework. */
const useScripts = () => useMatches().some(({ handle }) => (handle as { scripts?: boolean } | undefined)?.scripts);

export function Layout({ children }: { children: ReactNode }) {
  const lang = langOfLocation(useLocation());
  const data = useRouteLoaderData<typeof loader>('root');
  const scripts = useScripts();
  const nonce = useContext(NonceContext);
  const look = displayClass(data?.display ?? NORMAL_DISPLAY);
  return (
    <html lang={htmlLang(lang)} className={look || undefined}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        <Meta />
        <Links />
      </head>
      <body className="govuk-template__body">
        {children}
        {scripts && <ScrollRestoration nonce={nonce} />}
        {scripts && <Scripts nonce={nonce} />}
      </body>
    </html>
  );
}

export default function App() {
  const { sectors } = useLoaderData<typeof loader>();
  return (
    <SectorsProvider own={sectors}>
      <Outlet />
    </SectorsProvider>
  );
}

/** Staff pages keep their own frame around this (routes/staff/layout). */
export function ErrorBoundary() {
  const kind = errorKind(useRouteError());
  const lang = langOfLocation(useLocation());
  const display = useRouteLoaderData<typeof loader>('root')?.display ?? NORMAL_DISPLAY;
  return (
    <PublicLayout lang={lang} path={`/${lang}`} display={display}>
      <ErrorText lang={lang} kind={kind} home={`/${lang}`} />
    </PublicLayout>
  );
}
