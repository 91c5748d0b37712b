import { LANGS, type Lang } from '~/domain/vocabulary';

/** The page's language from the URL's first part; anything else is no page: throws a 404 Response. */
export function langOf(params: { lang?: string | undefined }): Lang {
  const lang = LANGS.find((known) => known === params.lang);
  if (!lang) throw new Response(null, { status: 404, headers: { 'Cache-Control': 'no-store' } });
  return lang;
}

/** For the few pages without a language in their path: `?lang=en`, else Chinese. */
export function langOfQuery(request: Request): Lang {
  return new URL(request.url).searchParams.get('lang') === 'en' ? 'en' : 'zh';
}
