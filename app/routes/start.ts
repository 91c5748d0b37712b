import { type LoaderFunctionArgs, redirect } from '@remix-run/node';

/** `/`: to the language the browser asks for first; Chinese unless it is another one. */
export function loader({ request }: LoaderFunctionArgs) {
  const [first = 'zh'] = (request.headers.get('Accept-Language') ?? 'zh').toLowerCase().split(',');
  return redirect(first.startsWith('zh') || first === '*' ? '/zh' : '/en', { headers: { Vary: 'Accept-Language' } });
}
