import { type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { DEFAULT_LANG, FOREIGN_LANG, LANGS } from '~/domain/vocabulary';

/** `/`: leads to the language that the browser asks for first, or to the site's own if it asks for none. */
export function loader({ request }: LoaderFunctionArgs) {
  const [first = '*'] = (request.headers.get('Accept-Language') ?? '*').toLowerCase().split(',');
  const asked = first.startsWith('*') ? DEFAULT_LANG : LANGS.find((lang) => first.startsWith(lang));
  return redirect(`/${asked ?? FOREIGN_LANG}`, { headers: { Vary: 'Accept-Language' } });
}
