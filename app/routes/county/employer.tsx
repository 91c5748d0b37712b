import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { textIn } from '~/domain/localized';
import type { Lang } from '~/domain/vocabulary';
import { employerForForm } from '~/services/county/employer.server';
import { changeEmployer, closeEmployer, createEmployer } from '~/services/county/employer-change.server';
import { buttonClass } from '~/ui/button';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { savedNow, shownIn, typedEmployer } from '~/web/county/register-form.server';
import { staff } from '~/web/staff/staff.server';
import { staffActs } from '~/web/staff/staff-acts.server';
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

export const action = (args: ActionFunctionArgs) =>
  staffActs(args, {
    save: [
      args.params.employer === NEW ? 'employer.create' : 'employer.change',
      async ({ ctx, actor, lang, params }, form) => {
        const { employer: id = '' } = params;
        if (id !== NEW) await changeEmployer(ctx, actor, id, typedEmployer(form));
        const saved = id === NEW ? await createEmployer(ctx, actor, typedEmployer(form)) : id;
        throw redirect(`/${lang}/staff/employers/${saved}?${savedNow()}`);
      },
    ],
    close: [
      'employer.close',
      async ({ ctx, actor, lang, params }, form) => {
        await closeEmployer(ctx, actor, params.employer ?? '', shownIn(form));
        throw redirect(`/${lang}/staff/employers`);
      },
    ],
  });

/** One employer of the register: its entry, its boards, its end. */
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
      {saved !== null && refused === null && <NotificationBanner success>{words.drafted}</NotificationBanner>}
      <EmployerForm
        key={`${found?.row.id ?? NEW} ${saved}`}
        lang={lang}
        choices={choices}
        entry={found?.row ?? null}
        shown={found?.shown ?? ''}
        told={refused?.data?.shown}
        errors={registerErrors(refused, lang, choices)}
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
