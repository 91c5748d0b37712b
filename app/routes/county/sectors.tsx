import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { sectorForms } from '~/contract/posted/sector-forms';
import { sectorCodes } from '~/domain/county/sector-list';
import { shownText } from '~/domain/shown-entry';
import { WaitingPanel } from '~/routes/keys/waiting-draft';
import { sectorPage, sectorShown, setSector } from '~/services/county/sector.server';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { SectorsProvider } from '~/ui/sectors';
import { savedNow } from '~/web/county/register-form.server';
import { staff } from '~/web/staff/staff.server';
import { formActs, staffActs } from '~/web/staff/staff-acts.server';
import { sectorsWords } from '~/words/county/sectors';
import { allSectorNames } from '~/words/sectors';
import { SectorForm } from './sector-form';
import { SectorTable } from './sector-table';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: sectorsWords[data?.lang ?? 'zh'].title }];

const NEW_SECTOR = 'new';

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang, request }) => {
    const query = new URL(request.url).searchParams;
    const page = await sectorPage(ctx, actor);
    const asked = query.get('sector');
    const known = sectorCodes(page.drafted).find((code) => code === asked);
    const code = known ?? (asked === NEW_SECTOR ? NEW_SECTOR : null);
    const shown = shownText(sectorShown(known ?? null, page.drafted));
    return { lang, ...page, code, shown, saved: query.get('saved') };
  });

export const action = (args: ActionFunctionArgs) => staffActs(args, ACTS);

const ACTS = formActs(sectorForms, {
  save: async ({ ctx, actor, lang }, typed) => {
    await setSector(ctx, actor, typed, allSectorNames);
    throw redirect(`/${lang}/staff/duties/sectors?${savedNow()}`);
  },
});

/** The trades from which reporters choose: all of them, or the form of one. */
export default function Sectors() {
  const { lang, drafted, signed, waiting, code, shown, saved } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const busy = useNavigation().state !== 'idle';
  const words = sectorsWords[lang];
  return (
    <SectorsProvider own={drafted}>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      {saved && (
        <NotificationBanner success told={saved}>
          {words.saved}
        </NotificationBanner>
      )}
      <p className="govuk-body">
        <Link className="govuk-link" to={`/${lang}/staff/duties${code === null ? '' : '/sectors'}`}>
          {code === null ? words.back : words.backToList}
        </Link>
      </p>
      <WaitingPanel lang={lang} waiting={waiting} folded />
      {code === null ? (
        <SectorTable lang={lang} drafted={drafted} signed={signed} />
      ) : (
        <SectorForm
          key={code}
          lang={lang}
          code={code === NEW_SECTOR ? null : code}
          drafted={drafted}
          shown={shown}
          answer={answer}
          busy={busy}
        />
      )}
    </SectorsProvider>
  );
}
