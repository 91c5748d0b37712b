import { LANGS, type Lang } from '~/domain/vocabulary';
import { knownLang } from '~/words/language';

/** The page's language from the URL's first part; throws a 404 Response for anything else. */
export function langOf(params: { lang?: string | undefined }): Lang {
  const lang = LANGS.find((known) => known === params.lang);
  if (!lang) throw new Response(null, { status: 404, headers: { 'Cache-Control': 'no-store' } });
  return lang;
}

/** The language of the few pages without one in their path: `?lang=en`, otherwise the site's own. */
export function langOfQuery(request: Request): Lang {
  return knownLang(new URL(request.url).searchParams.get('lang'));
}
