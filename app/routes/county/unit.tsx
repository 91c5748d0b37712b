import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { newUnitForms, unitForms } from '~/contract/posted/unit-forms';
import { textIn } from '~/domain/localized';
import type { Lang } from '~/domain/vocabulary';
import { unitForForm } from '~/services/county/unit.server';
import { addUnit, changeUnit, endUnit, takeBackUnit } from '~/services/county/unit-change.server';
import { Button } from '~/ui/button';
import { Details } from '~/ui/details';
import { Inset } from '~/ui/inset';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { SummaryList } from '~/ui/summary-list';
import { savedNow } from '~/web/county/register-form.server';
import { staff } from '~/web/staff/staff.server';
import { formActs, staffActs } from '~/web/staff/staff-acts.server';
import { unitsWords } from '~/words/county/units';
import { formatDate } from '~/words/language';
import { UnitEnd } from './unit-end';
import { unitErrors } from './unit-errors';
import { UnitForm } from './unit-form';
import { ProposalInset } from './unit-proposal';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: unitsWords[data?.lang ?? 'zh'].title }];

const NEW = 'new';

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang, params, request }) => {
    const { unit: id = '' } = params;
    const query = new URL(request.url).searchParams;
    const told = { saved: query.get('saved'), back: query.has('back') };
    return { lang, ...told, ...(await unitForForm(ctx, actor, id === NEW ? null : id)) };
  });

export const action = (args: ActionFunctionArgs) => staffActs(args, args.params.unit === NEW ? ADD : CHANGE);

const saved = (lang: Lang, id: string, also = '') => redirect(`/${lang}/staff/units/${id}?${savedNow()}${also}`);

const ADD = formActs(newUnitForms, {
  save: async ({ ctx, actor, lang }, typed) => {
    throw saved(lang, await addUnit(ctx, actor, typed));
  },
});
const CHANGE = formActs(unitForms, {
  save: async ({ ctx, actor, lang, params }, typed) => {
    const id = params.unit ?? '';
    await changeUnit(ctx, actor, id, typed);
    throw saved(lang, id);
  },
  end: async ({ ctx, actor, lang, params }, asked) => {
    const id = params.unit ?? '';
    await endUnit(ctx, actor, id, asked);
    throw saved(lang, id);
  },
  takeBack: async ({ ctx, actor, lang, params }) => {
    const id = params.unit ?? '';
    if (await takeBackUnit(ctx, actor, id)) throw saved(lang, id, '&back');
    throw redirect(`/${lang}/staff/units`);
  },
});

/** One unit: its entry, what it has now, its end, and taking back what was drafted. */
export default function Unit() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const busy = useNavigation().state !== 'idle';
  const { lang, entry, shown, draft, signed, standing, saved: savedAt, back, proposal } = page;
  const words = unitsWords[lang];
  const refused = answer && 'refused' in answer ? answer.refused : null;
  const errors = unitErrors(refused, lang, page);
  const gone = signed !== null && signed.closedOn !== null;
  const form = { lang, shown, told: refused?.data?.shown, errors, answer, busy };
  const key = `${entry?.id ?? NEW} ${savedAt}`;
  return (
    <>
      <PageTitle lead={entry === null ? words.form.addText : words.lead}>
        {entry ? textIn(entry.names, lang) : words.form.addTitle}
      </PageTitle>
      {savedAt !== null && refused === null && (
        <NotificationBanner success told={savedAt}>
          {back ? words.tookBack : words.saved}
        </NotificationBanner>
      )}
      <ProposalInset lang={lang} proposal={proposal} />
      {draft && (
        <Inset>
          {words.states[draft.added ? 'added' : 'changed']} · {words.from(formatDate(draft.fromDay, lang))}
        </Inset>
      )}
      {entry && entry.closedOn !== null && <Closed page={page} />}
      {!gone && <UnitForm key={`form ${key}`} page={page} {...form} />}
      {standing && <Standing lang={lang} standing={standing} />}
      {entry && signed && !gone && entry.closedOn === null && <UnitEnd key={`end ${key}`} page={page} {...form} />}
      {draft && (
        <Details summary={words.takeBack.title}>
          <p className="govuk-body">{words.takeBack.text}</p>
          <Form method="post">
            <Button name="act" value="takeBack" variant="warning" disabled={busy}>
              {words.takeBack.title}
            </Button>
          </Form>
        </Details>
      )}
      <p className="govuk-body">
        <Link className="govuk-link" to={`/${lang}/staff/units`}>
          {words.back}
        </Link>
      </p>
    </>
  );
}

/** When the unit ends, and who takes it over. */
function Closed({ page: { lang, entry, names } }: { page: ReturnType<typeof useLoaderData<typeof loader>> }) {
  const words = unitsWords[lang].end;
  if (entry === null || entry.closedOn === null) return null;
  const known: Record<string, Record<string, string>> = names;
  return (
    <Inset>
      {words.closedOn(formatDate(entry.closedOn, lang))}{' '}
      {entry.successorIds.map((id) => words.into(textIn(known[id] ?? {}, lang))).join(' ')}
    </Inset>
  );
}

type StandingProps = {
  lang: Lang;
  standing: NonNullable<Awaited<ReturnType<typeof unitForForm>>['standing']>;
};

/** What would be concerned if the unit ended. */
function Standing({ lang, standing }: StandingProps) {
  const words = unitsWords[lang].standing;
  const rows = STANDING.map((name) => ({ key: words[name], value: String(standing[name]) }));
  return (
    <section aria-labelledby="unit-standing">
      <h2 className="govuk-heading-m" id="unit-standing">
        {words.title}
      </h2>
      <SummaryList rows={rows} />
    </section>
  );
}

const STANDING = ['openCases', 'members', 'duties', 'employers', 'boards', 'rewards', 'under'] as const;
