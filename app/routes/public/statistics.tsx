import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import type { PublicCounts, PublicRow } from '~/domain/disclosure-control';
import { COUNTY_AREA } from '~/domain/publication';
import type { Sector } from '~/domain/vocabulary';
import { areas } from '~/services/county.server';
import { releases } from '~/services/statistics.server';
import { Button } from '~/ui/button';
import { DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { Figure } from '~/ui/figure';
import { Layout } from '~/ui/layout';
import { PageTitle } from '~/ui/page-title';
import { Select } from '~/ui/select';
import { displayOf } from '~/web/display-cookie.server';
import { langOf } from '~/web/language.server';
import { formatDate, formatMoney, formatMonth, formatNumber, type Lang } from '~/words/language';
import { publicWords } from '~/words/public';
import { vocabularyWords } from '~/words/vocabulary';

/** Months in the table of totals: two years and the present one. */
const TREND_MONTHS = 25;

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const lang = langOf(params);
  const [all, places] = await Promise.all([releases(context.house.db), areas(context.house.db)]);
  const asked = new URL(request.url).searchParams.get('month');
  const release = all.find(({ month }) => month === asked) ?? all[0] ?? null;
  return {
    lang,
    display: displayOf(request),
    release,
    months: all.map(({ month }) => month),
    trend: all.slice(0, TREND_MONTHS).map(({ month, data }) => ({ key: month, counts: data.totals })),
    areaNames: Object.fromEntries(places.map((place) => [place.code, lang === 'zh' ? place.nameZh : place.nameEn])),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${publicWords[data.lang].statistics.title} · 安哨 Anshao` : '安哨' },
];

export default function Statistics() {
  const { lang, display, release, months, trend, areaNames } = useLoaderData<typeof loader>();
  const words = publicWords[lang].statistics;
  const sectorName = (key: string) => vocabularyWords[lang].sectors[key as Sector] ?? key;
  const areaName = (key: string) => (key === COUNTY_AREA ? words.countyOnly : (areaNames[key] ?? key));
  return (
    <Layout lang={lang} path={`/${lang}/statistics`} section="statistics" display={display} wide>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      {!release && <EmptyState title={words.empty} />}
      {release && (
        <>
          <form method="get" className="anshao-filters">
            <Select
              name="month"
              label={words.choose}
              placeholder={false}
              defaultValue={release.month}
              choices={months.map((value) => ({ value, label: formatMonth(value, lang) }))}
            />
            <Button variant="secondary">{words.show}</Button>
          </form>
          <h2 className="govuk-heading-l">{formatMonth(release.month, lang)}</h2>
          <p className="govuk-body">{words.madeOn(formatDate(release.madeOn, lang))}</p>
          <Counts
            lang={lang}
            caption={words.totals}
            first={words.month}
            name={(key) => formatMonth(key, lang)}
            rows={[{ key: release.month, counts: release.data.totals }]}
          />
          <p className="govuk-hint">{words.hiddenNote}</p>
          <Figure
            caption={words.bySector}
            src={`/${lang}/statistics/${release.month}/chart.svg`}
            alt={words.chartAlt(formatMonth(release.month, lang))}
            width={640}
            height={40 + 30 * release.data.bySector.filter(({ counts }) => counts.received !== 0).length}
          >
            <Counts
              lang={lang}
              caption={words.bySector}
              first={publicWords[lang].exposure.sector}
              name={sectorName}
              rows={release.data.bySector.filter(({ counts }) => !allZero(counts))}
            />
          </Figure>
          <Counts
            lang={lang}
            caption={words.byTown}
            first={publicWords[lang].exposure.town}
            name={areaName}
            rows={release.data.byArea.filter(({ counts }) => !allZero(counts))}
          />
          <Counts
            lang={lang}
            caption={words.trend}
            first={words.month}
            name={(key) => formatMonth(key, lang)}
            rows={trend}
          />
        </>
      )}
    </Layout>
  );
}

const allZero = ({ received, accepted, substantiated, rewarded }: PublicCounts) =>
  [received, accepted, substantiated, rewarded].every((count) => count === 0);

type CountsProps = { lang: Lang; caption: string; first: string; name: (key: string) => string; rows: PublicRow[] };

function Counts({ lang, caption, first, name, rows }: CountsProps) {
  const words = publicWords[lang].statistics;
  const number = (count: number | null) => (count === null ? words.hidden : formatNumber(count));
  const money = (fen: string | null) => (fen === null ? words.hidden : formatMoney(BigInt(fen), lang));
  return (
    <DataTable
      caption={caption}
      narrow="scroll"
      dense
      columns={[
        { key: 'name', title: first, head: true, cell: (row) => name(row.key) },
        { key: 'received', title: words.received, numeric: true, cell: ({ counts }) => number(counts.received) },
        { key: 'accepted', title: words.accepted, numeric: true, cell: ({ counts }) => number(counts.accepted) },
        {
          key: 'substantiated',
          title: words.substantiated,
          numeric: true,
          cell: ({ counts }) => number(counts.substantiated),
        },
        { key: 'rewarded', title: words.rewarded, numeric: true, cell: ({ counts }) => number(counts.rewarded) },
        { key: 'money', title: words.money, numeric: true, cell: ({ counts }) => money(counts.rewardFen) },
      ]}
      rows={rows}
      rowKey={(row) => row.key}
    />
  );
}
