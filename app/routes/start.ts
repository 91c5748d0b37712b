import { type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { DEFAULT_LANG, FOREIGN_LANG, LANGS } from '~/domain/vocabulary';

/** `/`: to the language the browser asks for first; whoever asks for none gets the site’s own. */
export function loader({ request }: LoaderFunctionArgs) {
  const [first = '*'] = (request.headers.get('Accept-Language') ?? '*').toLowerCase().split(',');
  const asked = first.startsWith('*') ? DEFAULT_LANG : LANGS.find((lang) => first.startsWith(lang));
  return redirect(`/${asked ?? FOREIGN_LANG}`, { headers: { Vary: 'Accept-Language' } });
}
