import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { rosterEntryForms } from '~/contract/posted/roster-forms';
import { askRoster, askRosterEnd } from '~/services/county/roster-change.server';
import { rosterEntryForForm } from '~/services/county/roster-page.server';
import { Button } from '~/ui/button';
import { DateInput } from '~/ui/date-input';
import { Details } from '~/ui/details';
import { ErrorSummary } from '~/ui/error-summary';
import { PageTitle } from '~/ui/page-title';
import { ShownField } from '~/ui/shown-field';
import { savedNow } from '~/web/county/register-form.server';
import { type Staff, staff } from '~/web/staff/staff.server';
import { formActs, staffActs } from '~/web/staff/staff-acts.server';
import { rosterWords } from '~/words/county/roster';
import { DraftForm } from '../staff/draft-form';
import { RosterForm } from './roster-form';
import { lineErrors } from './roster-text';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: rosterWords[data?.lang ?? 'zh'].title }];

const NEW = 'new';
const entryIn = (params: Staff['params']): string | null => (params.entry === NEW ? null : (params.entry ?? ''));

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang, params }) => ({
    lang,
    ...(await rosterEntryForForm(ctx, actor, entryIn(params))),
  }));

export const action = (args: ActionFunctionArgs) => staffActs(args, ACTS);

const ACTS = formActs(rosterEntryForms, {
  save: async ({ ctx, actor, lang, params }, typed) => {
    await askRoster(ctx, actor, entryIn(params), typed);
    throw redirect(`/${lang}/staff/roster?${savedNow()}`);
  },
  end: async ({ ctx, actor, lang, params }, asked) => {
    await askRosterEnd(ctx, actor, params.entry ?? '', asked);
    throw redirect(`/${lang}/staff/roster?${savedNow()}`);
  },
});

/** One entry of the roster: what it shall say, or from when it shall end; a second person confirms either. */
export default function Entry() {
  const { lang, entry, units, ways, shown } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const busy = useNavigation().state !== 'idle';
  const { form, lead } = rosterWords[lang];
  const refused = answer && 'refused' in answer ? answer.refused : null;
  const errors = lineErrors(refused, lang);
  const ends = errors.filter(({ field }) => field === 'endDay');
  const told = refused?.data?.shown;
  return (
    <>
      <PageTitle lead={lead}>{entry === null ? form.addTitle : form.changeTitle}</PageTitle>
      <RosterForm {...{ lang, entry, units, ways, shown, told, errors, answer, busy }} />
      {entry !== null && (
        <Details summary={form.endTitle} open={ends.length > 0}>
          <DraftForm place={`roster/${entry.id}#end`}>
            {ends.length > 0 && <ErrorSummary told={answer} errors={ends} />}
            <ShownField loaded={shown} told={told} />
            <DateInput name="endDay" label={form.endDay} hint={form.fromHint} error={ends[0]?.message} />
            <Button name="act" value="end" variant="warning" disabled={busy}>
              {form.end}
            </Button>
          </DraftForm>
        </Details>
      )}
      <p className="govuk-body">
        <Link className="govuk-link" to={`/${lang}/staff/roster`}>
          {form.back}
        </Link>
      </p>
    </>
  );
}
