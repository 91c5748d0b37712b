import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { COUNTY_AREA, MEASURES } from '~/domain/publication/publication';
import { hiddenSum, isTelling, type ListName, type MonthlyRelease } from '~/domain/publication/release';
import { areaNames } from '~/services/county/county.server';
import { publicReleases } from '~/services/publication/statistics.server';
import { Button } from '~/ui/button';
import { type CountLine, CountTable } from '~/ui/count-table';
import { EmptyState } from '~/ui/empty-state';
import { Figure } from '~/ui/figure';
import { Layout } from '~/ui/layout';
import { PageTitle } from '~/ui/page-title';
import { useSectors } from '~/ui/sectors';
import { Select } from '~/ui/select';
import { displayOf } from '~/web/display-cookie.server';
import { langOf } from '~/web/language.server';
import { titleOf } from '~/words/common';
import { DEFAULT_LANG, formatDate, formatMonth, type Lang } from '~/words/language';
import { publicWords } from '~/words/publication/public';

/** How many months the table of totals has: two years and the present month. */
const TREND_MONTHS = 25;

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const lang = langOf(params);
  const { ctx } = context;
  const [all, names] = await Promise.all([publicReleases(ctx), areaNames(ctx, lang)]);
  const asked = new URL(request.url).searchParams.get('month');
  const release = all.find(({ month }) => month === asked) ?? all[0] ?? null;
  return {
    lang,
    display: displayOf(request),
    release,
    months: all.map(({ month }) => month),
    trend: all.slice(0, TREND_MONTHS).map(({ data }) => data),
    areaNames: names,
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: titleOf(data?.lang ?? DEFAULT_LANG, data && publicWords[data.lang].statistics.title) },
];

export default function Statistics() {
  const { lang, display, release, months, trend, areaNames } = useLoaderData<typeof loader>();
  const words = publicWords[lang].statistics;
  const sectors = useSectors(lang);
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
          <Months lang={lang} caption={words.totals} releases={[release.data]} />
          <p className="govuk-hint">{words.hiddenNote(release.data.threshold)}</p>
          <List lang={lang} release={release.data} list="bySector" name={sectors.nameOf} />
          <List
            lang={lang}
            release={release.data}
            list="byArea"
            name={(key) => (key === COUNTY_AREA ? words.countyOnly : (areaNames[key] ?? key))}
          />
          <Months lang={lang} caption={words.trend} releases={trend} />
        </>
      )}
    </Layout>
  );
}

type Shown = { lang: Lang; release: MonthlyRelease };

function Months({ lang, caption, releases: shown }: { lang: Lang; caption: string; releases: MonthlyRelease[] }) {
  const lines = shown.map(({ month, totals, rewardFen, threshold }) => ({
    key: month,
    name: formatMonth(month, lang),
    counts: totals,
    rewardFen: rewardFen ?? null,
    threshold,
  }));
  return <CountTable lang={lang} caption={caption} first={publicWords[lang].statistics.month} lines={lines} money />;
}

/** Rows that say more than that they are small; of the others only the names, and what hidden ones add up to. */
function List({ lang, release, list, name }: Shown & { list: ListName; name: (key: string) => string }) {
  const words = publicWords[lang].statistics;
  const { threshold } = release;
  const telling = release[list].filter(({ counts }) => MEASURES.some((measure) => isTelling(counts[measure])));
  const others = release[list].filter((row) => !telling.includes(row)).map(({ key }) => name(key));
  const caption = list === 'bySector' ? words.bySector : words.byTown;
  const sums = Object.fromEntries(MEASURES.map((measure) => [measure, hiddenSum(release, list, measure)]));
  const lines: CountLine[] = [
    ...telling.map(({ key, counts }) => ({ key, name: name(key), counts, threshold })),
    { key: 'hidden', name: words.hiddenRows, counts: sums as CountLine['counts'], threshold },
  ];
  const table = (
    <CountTable
      lang={lang}
      caption={caption}
      first={publicWords[lang].exposure[list === 'bySector' ? 'sector' : 'town']}
      lines={lines}
    />
  );
  const bars = release.bySector.filter(({ counts }) => isTelling(counts.received)).length;
  return (
    <>
      {list === 'bySector' && bars > 0 ? (
        <Figure
          caption={caption}
          src={`/${lang}/statistics/${release.month}/chart.svg`}
          alt={words.chartAlt(formatMonth(release.month, lang))}
          width={640}
          height={40 + 30 * bars}
          narrow={{
            src: `/${lang}/statistics/${release.month}/chart.svg?narrow=yes`,
            width: 340,
            height: 40 + 56 * bars,
          }}
        >
          {table}
        </Figure>
      ) : (
        table
      )}
      {others.length > 0 && <p className="govuk-hint">{words.others(others, threshold)}</p>}
    </>
  );
}
