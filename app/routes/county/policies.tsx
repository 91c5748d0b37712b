import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { policyForms } from '~/contract/posted/policy-forms';
import {
  type PolicyPlace,
  type PolicyProblems,
  parsePolicyForm,
  placeTyped,
  policyBegun,
} from '~/domain/county/policy-form';
import { shownText } from '~/domain/shown-entry';
import { today } from '~/services/context.server';
import { askCountyPolicy, confirmPolicy, refusePolicy } from '~/services/county/policy-draft.server';
import { policiesPage, type StandingPolicy } from '~/services/county/policy-standing.server';
import { ErrorSummary } from '~/ui/error-summary';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { useRounds } from '~/ui/rounds';
import { staff } from '~/web/staff/staff.server';
import { formActs, staffActs } from '~/web/staff/staff-acts.server';
import { policyRefusal, policyWords } from '~/words/county/policy';
import { PolicyAsked } from './policy-asked';
import { PolicyBegin } from './policy-begin';
import { PolicyForm } from './policy-form';
import { PolicyList } from './policy-list';
import { formKindOf, policyRow, templateRow } from './policy-row';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: policyWords[page?.lang ?? 'zh'].title }];

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang, request }) => {
    const { standing, asked, templates, units, may } = await policiesPage(ctx, actor);
    const query = new URL(request.url).searchParams;
    const kind = formKindOf(query.get('kind'));
    const place = kind && placeTyped(kind, (name) => query.get(name) ?? '');
    const unitMissing = place?.tier === 'department' && !units.some(({ code }) => code === place.unit);
    const template = templates.find(({ id }) => id === query.get('template'));
    const form =
      kind && place && may.ask && !unitMissing ? { kind, place: { tier: null, unit: null, ...place } } : null;
    return {
      lang,
      may,
      units,
      unitMissing,
      rows: standing.flatMap(({ data: one, county, state }) =>
        state === 'asked' ? [] : [{ ...policyRow(one, county), inForce: state === 'inForce' }],
      ),
      asked: asked.map(({ data: one, ...more }) => ({ ...more, row: policyRow(one, true) })),
      templates: templates.map(templateRow),
      form: form && { ...form, ...begun(form, standing, template && templateRow(template).figures, today(ctx)) },
    };
  });

type Place = { kind: NonNullable<ReturnType<typeof formKindOf>>; place: PolicyPlace };

/** What a form begins with; a template's document and figures stand in it, and it begins today. */
function begun(
  { kind, place }: Place,
  standing: readonly StandingPolicy[],
  template: Record<string, string> | undefined,
  day: string,
) {
  const from = policyBegun(standing, kind, place);
  return { shown: shownText(from), answers: { ...(template ?? from), effectiveFrom: day } };
}

type Answer = { done: 'asked' | 'confirmed' | 'refused' } | { problems: PolicyProblems };

export const action = (args: ActionFunctionArgs) => staffActs(args, ACTS, { fieldBytes: 8192, fields: 60 });

const ACTS = formActs(policyForms, {
  enter: async ({ ctx, actor }, { kind, figure, shown }) => {
    const parsed = parsePolicyForm(kind, figure, today(ctx));
    if (!parsed.ok) return data({ problems: parsed.problems } satisfies Answer, { status: 422 });
    await askCountyPolicy(ctx, actor, parsed.draft, shown);
    return { done: 'asked' } satisfies Answer;
  },
  confirm: async ({ ctx, actor }, decided) => {
    await confirmPolicy(ctx, actor, decided);
    return { done: 'confirmed' } satisfies Answer;
  },
  refuse: async ({ ctx, actor }, { request }) => {
    await refusePolicy(ctx, actor, request);
    return { done: 'refused' } satisfies Answer;
  },
});

/** The rules of the nation and of the county, and changes of them by two people. */
export default function Policies() {
  const { lang, rows, form, asked, templates, units, unitMissing, may } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const words = policyWords[lang];
  const done = answer && 'done' in answer ? answer.done : null;
  const round = useRounds(done === 'asked' ? answer : null);
  const problems = answer && 'problems' in answer ? answer.problems : [];
  const refused = answer && 'refused' in answer ? answer.refused : null;
  return (
    <>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      {done && (
        <NotificationBanner success told={answer}>
          {words.done[done]}
        </NotificationBanner>
      )}
      {form === null && <ErrorSummary told={answer} errors={refused ? [policyRefusal(lang, refused)] : []} />}
      <PolicyAsked lang={lang} asked={asked} units={units} mayConfirm={may.confirm} />
      <PolicyList lang={lang} rows={rows} units={units} />
      {may.ask && <PolicyBegin lang={lang} units={units} templates={templates} unitMissing={unitMissing} />}
      {form && (
        <PolicyForm
          key={`${form.kind} ${form.place.tier} ${form.place.unit} ${round}`}
          {...form}
          lang={lang}
          problems={problems}
          refused={refused}
          answer={answer}
        />
      )}
    </>
  );
}
