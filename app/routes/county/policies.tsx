import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { policyForm } from '~/contract/posted/register-forms';
import { isProductDefault, productFigures } from '~/domain/county/policy';
import {
  POLICY_FORM_KINDS,
  type PolicyFormKind,
  type PolicyProblems,
  parsePolicyForm,
  policyAnswers,
  policyBegun,
} from '~/domain/county/policy-form';
import { type Shown, shownText } from '~/domain/shown-entry';
import { today } from '~/services/context.server';
import { enterCountyPolicy, type StandingPolicy, standingPolicies } from '~/services/county/policies.server';
import { PolicyFigures } from '~/ui/county/policy-figures';
import { type Column, DataTable } from '~/ui/data-table';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { useRounds } from '~/ui/rounds';
import { Tag } from '~/ui/tag';
import { type Staff, staff } from '~/web/staff/staff.server';
import { formAct } from '~/web/staff/staff-acts.server';
import { policyWords } from '~/words/county/policy';
import { formatDate, type Lang } from '~/words/language';
import { PolicyForm } from './policy-form';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: policyWords[page?.lang ?? 'zh'].title }];

const kindOf = (text: string | null): PolicyFormKind | null => POLICY_FORM_KINDS.find((one) => one === text) ?? null;

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang, request }) => {
    const standing = await standingPolicies(ctx, actor);
    const kind = kindOf(new URL(request.url).searchParams.get('kind'));
    return {
      lang,
      rows: standing.map(row),
      form: kind && formOf(kind, policyBegun(standing, kind), today(ctx)),
    };
  });

const row = ({ data: one, county, inForce }: StandingPolicy) => {
  const { id, kind, effectiveFrom, legalBasis, checkedBy } = one;
  const form = kindOf(kind);
  const origin: 'county' | 'product' | 'national' = county ? 'county' : isProductDefault(one) ? 'product' : 'national';
  const local = productFigures(one);
  const unchecked = ('uncheckedLimits' in one && one.uncheckedLimits) || [];
  const figures = form && policyAnswers(form, one);
  return { id, kind, effectiveFrom, legalBasis, checkedBy, county, origin, local, unchecked, inForce, figures };
};

const formOf = (kind: PolicyFormKind, begun: Shown, day: string) => ({
  kind,
  shown: shownText(begun),
  answers: { ...begun, effectiveFrom: day },
});

type Answer = { done: true } | { problems: PolicyProblems };

export const action = (args: ActionFunctionArgs) => formAct(args, policyForm, enter, { fieldBytes: 8192, fields: 40 });

async function enter({ ctx, actor }: Staff, { kind, figure, shown }: ReturnType<typeof policyForm.read>) {
  const parsed = parsePolicyForm(kind, figure, today(ctx));
  if (!parsed.ok) return data({ problems: parsed.problems } satisfies Answer, { status: 422 });
  await enterCountyPolicy(ctx, actor, parsed.draft, shown);
  return { done: true } satisfies Answer;
}

export default function Policies() {
  const { lang, rows, form } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const words = policyWords[lang];
  const round = useRounds(answer && 'done' in answer ? answer : null);
  const problems = answer && 'problems' in answer ? answer.problems : [];
  const refused = answer && 'refused' in answer ? answer.refused : null;
  return (
    <>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      {answer && 'done' in answer && (
        <NotificationBanner success told={answer}>
          {words.done}
        </NotificationBanner>
      )}
      <DataTable caption={words.listTitle} columns={columns(lang)} rows={rows} rowKey={(one) => one.id} />
      <h2 className="govuk-heading-m">{words.enterTitle}</h2>
      <p className="govuk-body">{words.chooseLead}</p>
      <ul className="govuk-list govuk-list--bullet">
        {POLICY_FORM_KINDS.map((kind) => (
          <li key={kind}>
            <Link className="govuk-link" to={`?kind=${kind}`} preventScrollReset>
              {words.kinds[kind]}
            </Link>
          </li>
        ))}
      </ul>
      {form && (
        <PolicyForm
          key={`${form.kind} ${round}`}
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

type Listed = ReturnType<typeof row>;

function columns(lang: Lang): Column<Listed>[] {
  const words = policyWords[lang];
  return [
    { key: 'kind', title: words.kind, head: true, short: true, cell: (one) => words.kinds[one.kind] },
    { key: 'from', title: words.from, short: true, cell: (one) => words.origins[one.origin] },
    {
      key: 'since',
      title: words.since,
      short: true,
      cell: (one) => {
        const day = formatDate(one.effectiveFrom, lang);
        return one.inForce ? day : <Tag tone="progress">{words.later(day)}</Tag>;
      },
    },
    { key: 'basis', title: words.basis, cell: (one) => one.legalBasis },
    {
      key: 'checked',
      title: words.checkedTitle,
      short: true,
      cell: (one) =>
        one.checkedBy === null ? <Tag tone="attention">{words.notChecked}</Tag> : words.checked(one.checkedBy),
    },
    { key: 'figures', title: words.figures, cell: (one) => <PolicyFigures policy={one} lang={lang} /> },
  ];
}
