import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { countyForms } from '~/contract/posted/county-forms';
import type { CountyEntry } from '~/domain/county/county-entry';
import { LONGEST_NAME } from '~/domain/county/register-entry';
import { DraftForm } from '~/routes/staff/draft-form';
import { askCounty, confirmCounty, refuseCounty } from '~/services/county/county-change.server';
import { type AskedCounty, countyPage } from '~/services/county/county-page.server';
import { Button } from '~/ui/button';
import { DateInput } from '~/ui/date-input';
import { ErrorSummary } from '~/ui/error-summary';
import { LocalizedInput } from '~/ui/localized-input';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { ShownField } from '~/ui/shown-field';
import { DecisionForm } from '~/ui/staff/asked-decisions';
import { SummaryList } from '~/ui/summary-list';
import { TextInput } from '~/ui/text-input';
import { staff } from '~/web/staff/staff.server';
import { formActs, staffActs } from '~/web/staff/staff-acts.server';
import { countyWords } from '~/words/county/county';
import { DEFAULT_LANG, formatDate, htmlLang, LANGS, type Lang, languageName } from '~/words/language';
import { countyErrors } from './county-errors';
import { errorIn } from './register-errors';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: countyWords[data?.lang ?? 'zh'].title }];

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang }) => ({ lang, ...(await countyPage(ctx, actor)) }));

export const action = (args: ActionFunctionArgs) => staffActs(args, ACTS);

const ACTS = formActs(countyForms, {
  ask: async ({ ctx, actor }, typed) => {
    await askCounty(ctx, actor, typed);
    return { done: 'asked' as const };
  },
  confirm: async ({ ctx, actor }, decided) => {
    await confirmCounty(ctx, actor, decided);
    return { done: 'confirmed' as const };
  },
  refuse: async ({ ctx, actor }, { request }) => {
    await refuseCounty(ctx, actor, request);
    return { done: 'refused' as const };
  },
});

/** The county's own names and hotline, and their changes by two people. */
export default function County() {
  const { lang, entry, shown, asked, coming, boards, may } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const words = countyWords[lang];
  const refused = answer && 'refused' in answer ? answer.refused : null;
  const errors = countyErrors(refused, lang);
  return (
    <>
      {answer && 'done' in answer && (
        <NotificationBanner success told={answer}>
          {words.done[answer.done]}
        </NotificationBanner>
      )}
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      <ErrorSummary told={answer} errors={errors} />
      <Waiting lang={lang} asked={asked} mayConfirm={may.confirm} />
      <h2 className="govuk-heading-m">{words.standing}</h2>
      <SummaryList rows={rowsOf(entry, lang)} />
      <p className="govuk-body">{words.boards(boards)}</p>
      {coming.length > 0 && <h2 className="govuk-heading-m">{words.coming}</h2>}
      {coming.map((one) => (
        <SummaryList key={one.id} rows={[...rowsOf(one.entry, lang), dayRow(one, lang)]} />
      ))}
      {may.ask && asked.length === 0 && (
        <CountyForm key={shown} lang={lang} entry={entry} shown={shown} refused={refused} errors={errors} />
      )}
    </>
  );
}

/** Every name, each in its language, because both people agree to all of them. */
const rowsOf = ({ names, hotline }: CountyEntry, lang: Lang) => [
  ...LANGS.filter((one) => names[one]).map((one) => ({
    key: countyWords[lang].namedIn(languageName(one, lang), one === DEFAULT_LANG),
    value: <span lang={htmlLang(one)}>{names[one]}</span>,
  })),
  { key: countyWords[lang].hotline, value: hotline },
];
const dayRow = ({ fromDay }: AskedCounty, lang: Lang) => ({
  key: countyWords[lang].from,
  value: formatDate(fromDay, lang),
});

function Waiting({ lang, asked, mayConfirm }: { lang: Lang; asked: readonly AskedCounty[]; mayConfirm: boolean }) {
  const words = countyWords[lang].asked;
  if (asked.length === 0) return null;
  return (
    <section aria-labelledby="county-asked" data-county-asked={asked.length}>
      <h2 className="govuk-heading-m" id="county-asked">
        {words.title}
      </h2>
      {asked.map((one) => (
        <article className="anshao-card" key={one.id}>
          <SummaryList
            rows={[...rowsOf(one.entry, lang), dayRow(one, lang), { key: words.by, value: one.askedByName }]}
          />
          {one.own && <p className="govuk-body">{words.own}</p>}
          {mayConfirm && (
            <DecisionForm
              row={one}
              confirm={one.own ? null : words.confirm}
              refuse={one.own ? words.takeBack : words.refuse}
              about={words.about}
            />
          )}
        </article>
      ))}
    </section>
  );
}

type FormProps = {
  lang: Lang;
  entry: CountyEntry;
  shown: string;
  refused: { data?: { shown?: unknown } | null | undefined } | null;
  errors: ReturnType<typeof countyErrors>;
};

function CountyForm({ lang, entry, shown, refused, errors }: FormProps) {
  const words = countyWords[lang];
  const error = errorIn(errors);
  const busy = useNavigation().state !== 'idle';
  return (
    <DraftForm place="county">
      <h2 className="govuk-heading-m">{words.formTitle}</h2>
      <ShownField loaded={shown} told={refused?.data?.shown} />
      <LocalizedInput
        name="name"
        label={(language, isDefault) => words.name(languageName(language, lang), isDefault)}
        error={error}
        values={entry.names}
        maxLength={LONGEST_NAME}
      />
      <TextInput
        name="hotline"
        label={words.hotline}
        hint={words.hotlineHint}
        error={error('hotline')}
        defaultValue={entry.hotline}
        width={20}
      />
      <DateInput name="fromDay" label={words.from} hint={words.fromHint} error={error('fromDay')} />
      <Button name="act" value="ask" disabled={busy}>
        {words.ask}
      </Button>
    </DraftForm>
  );
}
