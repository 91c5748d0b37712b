import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { requireMay } from '~/domain/acts/permission';
import { Refusal } from '~/domain/refusal';
import { countyInfo } from '~/services/county.server';
import { registerChoices } from '~/services/register-choices.server';
import { boardForForm } from '~/services/signboard.server';
import { changeBoard, closeBoard, createBoard } from '~/services/signboard-change.server';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { readForm } from '~/web/form.server';
import { typedBoard } from '~/web/register-form.server';
import { staff, staffAct } from '~/web/staff.server';
import { registerWords } from '~/words/register';
import { BoardForm } from './board-form';
import { CloseForm } from './close-form';
import { registerErrors } from './register-errors';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: registerWords[data?.lang ?? 'zh'].boards.title },
];

const NEW = 'new';

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ house, actor, lang, params, request }) => {
    requireMay(actor, 'signboard.change');
    const code = params.board === NEW ? null : (params.board ?? '');
    const query = new URL(request.url).searchParams;
    const entry = await boardForForm(house.db, code, query.get('employer'));
    const choices = await registerChoices(house.db);
    const { hotline } = await countyInfo(house.db);
    return { lang, code, entry: entry ?? { hotline }, choices, saved: query.has('saved') };
  });

export const action = (args: ActionFunctionArgs) =>
  staffAct(args, async ({ house, actor, lang, params, request }) => {
    const { board: code = '' } = params;
    const form = await readForm(request);
    const list = `/${lang}/staff/boards`;
    switch (form.text('act')) {
      case 'save': {
        if (code !== NEW) await changeBoard(house, actor, code, typedBoard(form));
        const saved = code === NEW ? await createBoard(house, actor, typedBoard(form)) : code;
        throw redirect(`${list}/${saved}?saved`);
      }
      case 'close':
        await closeBoard(house, actor, code);
        throw redirect(list);
      default:
        throw new Refusal('invalid');
    }
  });

/** One signboard: its entry and its end. */
export default function BoardOfRegister() {
  const { lang, code, entry, choices, saved } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const words = registerWords[lang];
  const refused = answer && 'refused' in answer ? answer.refused : null;
  const busy = useNavigation().state !== 'idle';
  return (
    <>
      <PageTitle lead={words.boards.lead}>{code === null ? words.boards.addTitle : (entry.siteZh ?? code)}</PageTitle>
      {saved && refused === null && <NotificationBanner success>{words.drafted}</NotificationBanner>}
      {code !== null && (
        <p className="govuk-body">
          {words.boards.code} <strong data-board-code>{code}</strong>
        </p>
      )}
      <BoardForm
        key={code ?? NEW}
        lang={lang}
        code={code}
        choices={choices}
        entry={entry}
        errors={registerErrors(refused, lang)}
        busy={busy}
      />
      {code !== null && <CloseForm title={words.boards.close} text={words.boards.closeText} busy={busy} />}
      <p className="govuk-body">
        <Link className="govuk-link" to={`/${lang}/staff/boards`}>
          {words.boards.back}
        </Link>
      </p>
    </>
  );
}
