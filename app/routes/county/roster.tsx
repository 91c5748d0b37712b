import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { rosterForms } from '~/contract/posted/roster-forms';
import { testRoster } from '~/services/county/duty-test.server';
import { confirmRoster, refuseRoster } from '~/services/county/roster-change.server';
import { rosterPage } from '~/services/county/roster-page.server';
import { Button, buttonClass } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { staff } from '~/web/staff/staff.server';
import { formActs, staffActs } from '~/web/staff/staff-acts.server';
import { rosterWords } from '~/words/county/roster';
import { refusedText } from '~/words/follow/access';
import type { Lang } from '~/words/language';
import { RosterAsked } from './roster-asked';
import { RosterList } from './roster-list';
import { RosterBeside, RosterStanding } from './roster-standing';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: rosterWords[data?.lang ?? 'zh'].title }];

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang, request }) => ({
    lang,
    saved: new URL(request.url).searchParams.get('saved'),
    ...(await rosterPage(ctx, actor)),
  }));

export const action = (args: ActionFunctionArgs) => staffActs(args, ACTS);

const ACTS = formActs(rosterForms, {
  confirm: async ({ ctx, actor }, decided) => {
    await confirmRoster(ctx, actor, decided);
    return { done: 'confirmed' as const };
  },
  refuse: async ({ ctx, actor }, { request }) => {
    await refuseRoster(ctx, actor, request);
    return { done: 'refused' as const };
  },
  test: async ({ ctx, actor }, { entry }) => ({ tested: await testRoster(ctx, actor, entry || null) }),
});

/** Who is told of danger to life and of time limits, what is lacking, and what came of the last messages. */
export default function Roster() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const busy = useNavigation().state !== 'idle';
  const { lang, roster, units, lacks, overlaps, later, may } = page;
  const words = rosterWords[lang];
  const refused = answer && 'refused' in answer ? answer.refused : null;
  const nothing = refused?.field === 'entry' && refused.code === 'notFound';
  return (
    <>
      <Told lang={lang} saved={page.saved} answer={answer} />
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      <ErrorSummary
        told={answer}
        errors={refused ? [{ message: nothing ? words.nothingToTest : refusedText(refused, lang) }] : []}
      />
      <RosterStanding lang={lang} {...{ lacks, roster }} holes={page.holes} noLast={page.noLast} />
      <RosterAsked lang={lang} asked={page.asked} units={units} mayConfirm={may.confirm} />
      <RosterList {...{ lang, roster, units, may, busy }} ways={page.ways} outcomes={page.outcomes} />
      <RosterBeside lang={lang} {...{ roster, units, overlaps, later }} />
      {may.ask && (
        <Link className={buttonClass('primary')} to={`/${lang}/staff/roster/new`}>
          {words.add}
        </Link>
      )}
      {may.test && roster.length > 0 && (
        <Form method="post">
          <p className="govuk-body">{words.testText}</p>
          <input type="hidden" name="entry" value="" />
          <Button variant="secondary" name="act" value="test" disabled={busy}>
            {words.testAll}
          </Button>{' '}
          <Link className="govuk-link" to={`/${lang}/staff/roster`} reloadDocument>
            {words.refresh}
          </Link>
        </Form>
      )}
    </>
  );
}

type ToldProps = { lang: Lang; saved: string | null; answer: ReturnType<typeof useActionData<typeof action>> };

/** What was just done. */
function Told({ lang, saved, answer }: ToldProps) {
  const words = rosterWords[lang];
  const told =
    answer && 'done' in answer
      ? words.asked[answer.done]
      : answer && 'tested' in answer
        ? words.tested(answer.tested)
        : saved !== null && !answer
          ? words.form.changed
          : null;
  if (told === null) return null;
  return (
    <NotificationBanner success told={answer ?? saved}>
      {told}
    </NotificationBanner>
  );
}
