import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { superiorForms } from '~/contract/posted/superior-forms';
import type { Lang } from '~/domain/vocabulary';
import { OutsideChanges } from '~/routes/keys/outside-changes';
import { superiorParts } from '~/routes/keys/superior-parts';
import { draftSuperior, dropSuperior, superiorPage, takeBackSuperior } from '~/services/county/superior.server';
import { Button } from '~/ui/button';
import { Details } from '~/ui/details';
import { Inset } from '~/ui/inset';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { SummaryList } from '~/ui/summary-list';
import { Warning } from '~/ui/warning';
import { savedNow } from '~/web/county/register-form.server';
import { staff } from '~/web/staff/staff.server';
import { formActs, staffActs } from '~/web/staff/staff-acts.server';
import { superiorPageWords } from '~/words/county/superior';
import { formatDate } from '~/words/language';
import { superiorErrors } from './superior-errors';
import { SuperiorForm } from './superior-form';
import { ProposalInset } from './unit-proposal';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: superiorPageWords[data?.lang ?? 'zh'].title }];

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang, request }) => {
    const query = new URL(request.url).searchParams;
    const told = { saved: query.get('saved'), done: DONE.find((one) => one === query.get('done')) ?? 'saved' };
    return { lang, ...told, ...(await superiorPage(ctx, actor)) };
  });

const DONE = ['saved', 'dropped', 'tookBack'] as const;
const saved = (lang: Lang, done: (typeof DONE)[number]) =>
  redirect(`/${lang}/staff/superior?${savedNow()}&done=${done}`);

export const action = (args: ActionFunctionArgs) => staffActs(args, ACTS);

const ACTS = formActs(superiorForms, {
  save: async ({ ctx, actor, lang }, typed) => {
    await draftSuperior(ctx, actor, typed);
    throw saved(lang, 'saved');
  },
  drop: async ({ ctx, actor, lang }, asked) => {
    await dropSuperior(ctx, actor, asked);
    throw saved(lang, 'dropped');
  },
  takeBack: async ({ ctx, actor, lang }) => {
    await takeBackSuperior(ctx, actor);
    throw saved(lang, 'tookBack');
  },
});

/** The level above: what is signed, what waits to be signed, and the form that drafts it. */
export default function SuperiorPage() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const busy = useNavigation().state !== 'idle';
  const { lang, entry, shown, draft, signed, saved: savedAt, done, inside, changes, proposal } = page;
  const words = superiorPageWords[lang];
  const refused = answer && 'refused' in answer ? answer.refused : null;
  return (
    <>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      {savedAt !== null && refused === null && (
        <NotificationBanner success told={savedAt}>
          {words[done]}
        </NotificationBanner>
      )}
      <ProposalInset lang={lang} proposal={proposal} />
      {inside && <Inset>{words.inside}</Inset>}
      {!inside && signed === null && <Warning>{words.none}</Warning>}
      <section aria-labelledby="superior-waiting" data-superior-waiting={changes.length}>
        <h2 className="govuk-heading-m" id="superior-waiting">
          {words.waiting.title}
        </h2>
        <p className="govuk-body">
          {draft === null ? words.waiting.none : words.waiting.text(formatDate(draft.fromDay, lang))}
        </p>
        <OutsideChanges lang={lang} changes={changes} ticks={false} />
      </section>
      {signed && (
        <section aria-labelledby="superior-signed" data-superior-signed>
          <h2 className="govuk-heading-m" id="superior-signed">
            {words.signedTitle}
          </h2>
          <SummaryList rows={superiorParts(signed, lang).map(({ label, text }) => ({ key: label, value: text }))} />
        </section>
      )}
      <SuperiorForm
        key={`form ${savedAt}`}
        lang={lang}
        entry={entry}
        shown={shown}
        told={refused?.data?.shown}
        errors={superiorErrors(refused, lang)}
        answer={answer}
        busy={busy}
      />
      {entry !== null && <End lang={lang} of="drop" shown={shown} busy={busy} />}
      {draft && <End lang={lang} of="takeBack" shown={shown} busy={busy} />}
    </>
  );
}

type EndProps = { lang: Lang; of: 'drop' | 'takeBack'; shown: string; busy: boolean };

/** That there shall be none, or that the draft is taken back; folded away from the form. */
function End({ lang, of, shown, busy }: EndProps) {
  const words = superiorPageWords[lang][of];
  return (
    <Details summary={words.title}>
      <p className="govuk-body">{words.text}</p>
      <Form method="post">
        <input type="hidden" name="shown" value={shown} />
        <Button name="act" value={of} variant="warning" disabled={busy}>
          {'save' in words ? words.save : words.title}
        </Button>
      </Form>
    </Details>
  );
}
