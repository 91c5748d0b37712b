import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { employerForms, newEmployerForms } from '~/contract/posted/register-forms';
import { textIn } from '~/domain/localized';
import type { Lang } from '~/domain/vocabulary';
import { employerForForm } from '~/services/county/employer.server';
import { changeEmployer, closeEmployer, createEmployer } from '~/services/county/employer-change.server';
import { buttonClass } from '~/ui/button';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { savedNow } from '~/web/county/register-form.server';
import { type Staff, staff } from '~/web/staff/staff.server';
import { formActs, staffActs } from '~/web/staff/staff-acts.server';
import { registerWords } from '~/words/county/register';
import { CloseForm } from './close-form';
import { EmployerForm } from './employer-form';
import { registerErrors } from './register-errors';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: registerWords[data?.lang ?? 'zh'].employers.title },
];

const NEW = 'new';

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang, params, request }) => {
    const { employer: id = '' } = params;
    const saved = new URL(request.url).searchParams.get('saved');
    return { lang, saved, ...(await employerForForm(ctx, actor, id === NEW ? null : id)) };
  });

export const action = (args: ActionFunctionArgs) => staffActs(args, args.params.employer === NEW ? MAKE : CHANGE);

const close = async ({ ctx, actor, lang, params }: Staff, { shown }: { shown: string }) => {
  await closeEmployer(ctx, actor, params.employer ?? '', shown);
  throw redirect(`/${lang}/staff/employers`);
};
const saved = (lang: Lang, id: string) => redirect(`/${lang}/staff/employers/${id}?${savedNow()}`);

const MAKE = formActs(newEmployerForms, {
  save: async ({ ctx, actor, lang }, typed) => {
    throw saved(lang, await createEmployer(ctx, actor, typed));
  },
  close,
});
const CHANGE = formActs(employerForms, {
  save: async ({ ctx, actor, lang, params }, typed) => {
    const id = params.employer ?? '';
    await changeEmployer(ctx, actor, id, typed);
    throw saved(lang, id);
  },
  close,
});

/** One employer of the register: its entry, its boards, and removing it. */
export default function Employer() {
  const { lang, found, saved, choices } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const words = registerWords[lang];
  const refused = answer && 'refused' in answer ? answer.refused : null;
  const busy = useNavigation().state !== 'idle';
  return (
    <>
      <PageTitle lead={words.employers.lead}>
        {found ? textIn(found.row.names, lang) : words.employers.addTitle}
      </PageTitle>
      {saved !== null && refused === null && (
        <NotificationBanner success told={saved}>
          {words.drafted}
        </NotificationBanner>
      )}
      <EmployerForm
        key={`${found?.row.id ?? NEW} ${saved}`}
        lang={lang}
        choices={choices}
        which={found?.row.id ?? NEW}
        entry={found?.row ?? null}
        shown={found?.shown ?? ''}
        told={refused?.data?.shown}
        errors={registerErrors(refused, lang, choices)}
        answer={answer}
        busy={busy}
      />
      {found && (
        <>
          <BoardsHere lang={lang} id={found.row.id} boards={found.boards} />
          <CloseForm
            key={`${found.row.id} ${saved}`}
            title={words.employers.close}
            text={words.employers.closeText}
            shown={found.shown}
            told={refused?.data?.shown}
            busy={busy}
          />
        </>
      )}
      <p className="govuk-body">
        <Link className="govuk-link" to={`/${lang}/staff/employers`}>
          {words.employers.back}
        </Link>
      </p>
    </>
  );
}

function BoardsHere({ lang, id, boards }: { lang: Lang; id: string; boards: readonly string[] }) {
  const words = registerWords[lang].employers;
  return (
    <section aria-labelledby="boards-title">
      <h2 className="govuk-heading-m" id="boards-title">
        {words.boards}
      </h2>
      {boards.length === 0 && <p className="govuk-body">{words.noBoards}</p>}
      <ul className="govuk-list">
        {boards.map((code) => (
          <li key={code}>
            <Link className="govuk-link" to={`/${lang}/staff/boards/${code}`}>
              {code}
            </Link>
          </li>
        ))}
      </ul>
      <Link className={buttonClass('secondary')} to={`/${lang}/staff/boards/new?employer=${id}`}>
        {words.addBoard}
      </Link>
    </section>
  );
}
