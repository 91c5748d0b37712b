import type { LoaderFunctionArgs } from '@remix-run/node';
import { isTelling } from '~/domain/publication/release';
import { publicSectors } from '~/services/keys/signed-sectors.server';
import { releaseOf } from '~/services/publication/statistics.server';
import { barChartSvg } from '~/services/publication/statistics-chart.server';
import { langOf } from '~/web/language.server';
import { publicWords } from '~/words/publication/public';
import { sectorNames } from '~/words/sectors';

/** The bars of a month's release by sector, as an SVG file; the figures stand in the page's table too. */
export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const lang = langOf(params);
  const release = await releaseOf(context.ctx, params.month ?? '');
  if (!release) throw new Response(null, { status: 404 });
  const { statistics: words } = publicWords[lang];
  const sectors = sectorNames(lang, await publicSectors(context.ctx));
  const rows = release.data.bySector
    .filter(({ counts }) => isTelling(counts.received))
    .map(({ key, counts }) => ({
      label: sectors[key] ?? key,
      value: typeof counts.received === 'number' ? counts.received : null,
    }));
  const narrow = new URL(request.url).searchParams.get('narrow') === 'yes';
  return new Response(barChartSvg(rows, words.more(release.data.threshold), { narrow }), {
    headers: { 'Content-Type': 'image/svg+xml; charset=utf-8' },
  });
}
