import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { boardForms, newBoardForms } from '~/contract/posted/register-forms';
import { boardKindOf } from '~/domain/county/board-kind';
import { textIn } from '~/domain/localized';
import type { Lang } from '~/domain/vocabulary';
import { boardForForm } from '~/services/county/signboard.server';
import { changeBoard, closeBoard, createBoard } from '~/services/county/signboard-change.server';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { savedNow } from '~/web/county/register-form.server';
import { type Staff, staff } from '~/web/staff/staff.server';
import { formActs, staffActs } from '~/web/staff/staff-acts.server';
import { registerWords } from '~/words/county/register';
import { BoardForm } from './board-form';
import { BoardKinds } from './board-kinds';
import { CloseForm } from './close-form';
import { registerErrors } from './register-errors';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: registerWords[data?.lang ?? 'zh'].boards.title },
];

const NEW = 'new';

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang, params, request }) => {
    const code = params.board === NEW ? null : (params.board ?? '');
    const query = new URL(request.url).searchParams;
    const board = await boardForForm(ctx, actor, { code, employerId: query.get('employer') });
    const kind = board.entry.kind ?? boardKindOf(query.get('kind') ?? '') ?? 'responsibility';
    return { lang, code, kind, employerId: query.get('employer'), ...board, saved: query.get('saved') };
  });

export const action = (args: ActionFunctionArgs) => staffActs(args, args.params.board === NEW ? MAKE : CHANGE);

const close = async ({ ctx, actor, lang, params }: Staff, { shown }: { shown: string }) => {
  await closeBoard(ctx, actor, params.board ?? '', shown);
  throw redirect(`/${lang}/staff/boards`);
};
const saved = (lang: Lang, id: string) => redirect(`/${lang}/staff/boards/${id}?${savedNow()}`);

const MAKE = formActs(newBoardForms, {
  save: async ({ ctx, actor, lang }, typed) => {
    throw saved(lang, await createBoard(ctx, actor, typed));
  },
  close,
});
const CHANGE = formActs(boardForms, {
  save: async ({ ctx, actor, lang, params }, typed) => {
    const id = params.board ?? '';
    await changeBoard(ctx, actor, id, typed);
    throw saved(lang, id);
  },
  close,
});

/** One signboard: its entry, and taking it down. */
export default function BoardOfRegister() {
  const { lang, code, kind, employerId, entry, shown, choices, saved } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const words = registerWords[lang];
  const refused = answer && 'refused' in answer ? answer.refused : null;
  const busy = useNavigation().state !== 'idle';
  return (
    <>
      <PageTitle lead={words.boards.lead}>
        {code === null ? words.boards.addTitle : textIn(entry.site ?? {}, lang) || code}
      </PageTitle>
      {saved !== null && refused === null && (
        <NotificationBanner success told={saved}>
          {words.drafted}
        </NotificationBanner>
      )}
      {code !== null && (
        <p className="govuk-body">
          {words.boards.code} <strong data-board-code>{code}</strong>
        </p>
      )}
      <BoardKinds lang={lang} kind={kind} choosing={code === null} employerId={employerId} />
      <BoardForm
        key={`${code ?? NEW} ${kind} ${saved}`}
        lang={lang}
        code={code}
        kind={kind}
        choices={choices}
        entry={entry}
        shown={shown}
        told={refused?.data?.shown}
        errors={registerErrors(refused, lang, choices)}
        answer={answer}
        busy={busy}
      />
      {code !== null && (
        <CloseForm
          key={`${code} ${saved}`}
          title={words.boards.close}
          text={words.boards.closeText}
          shown={shown}
          told={refused?.data?.shown}
          busy={busy}
        />
      )}
      <p className="govuk-body">
        <Link className="govuk-link" to={`/${lang}/staff/boards`}>
          {words.boards.back}
        </Link>
      </p>
    </>
  );
}
