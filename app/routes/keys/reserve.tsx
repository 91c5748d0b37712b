import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useFetcher, useLoaderData } from '@remix-run/react';
import { drillReserve as tryPaper } from '~/browser/keys/reserve-workspace';
import { drillForm } from '~/contract/posted/key-forms';
import { textIn } from '~/domain/localized';
import { reserveFingerprint } from '~/envelope/keys/reserve';
import { directoryPage } from '~/services/keys/directory.server';
import { drillReserve, reservePage } from '~/services/keys/reserve.server';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { SummaryList } from '~/ui/summary-list';
import { Tag } from '~/ui/tag';
import { staff } from '~/web/staff/staff.server';
import { formAct } from '~/web/staff/staff-acts.server';
import { keysWords } from '~/words/keys/keys';
import { reserveWords } from '~/words/keys/reserve';
import { formatDate } from '~/words/language';
import type { action as directoryAction } from './directory';
import { MakeReserve, PROPOSED } from './make-reserve';
import { ReserveForm } from './reserve-form';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: reserveWords[data?.lang ?? 'zh'].title }];

export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ ctx, actor, lang }) => {
    const { county, ...page } = await reservePage(ctx, actor);
    const { publicKey, seed, guardians, proposal, routing, grants } = await directoryPage(ctx, actor);
    const grant = grants.find(({ unitKeyId }) => unitKeyId === seed?.unitKeyId) ?? null;
    const making =
      publicKey && seed && grant && guardians >= 2 && !proposal
        ? { publicKey, seed: seed.wrapped, grant, routing: routing.signed }
        : null;
    return { ...page, lang, making, waits: proposal !== null, county: textIn(county.names, lang) };
  });
}

/** A drill: what the paper signed, never the paper. */
export function action(args: ActionFunctionArgs) {
  return formAct(
    args,
    drillForm,
    async ({ ctx, actor }, drill) => {
      await drillReserve(ctx, actor, drill);
      return { done: 'tried' as const };
    },
    { fields: 4 },
  );
}

export default function ReserveRoute() {
  const page = useLoaderData<typeof loader>();
  const { lang, directory, reserve, making } = page;
  const words = reserveWords[lang];
  const { data: answer } = useFetcher<typeof action>({ key: 'reserve' });
  const { data: listAnswer } = useFetcher<typeof directoryAction>({ key: PROPOSED });
  const proposed = listAnswer !== undefined && 'done' in listAnswer;
  return (
    <>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      {answer && 'done' in answer && (
        <NotificationBanner success told={answer}>
          {words.tried}
        </NotificationBanner>
      )}
      {reserve === null && <p className="govuk-inset-text">{words.none}</p>}
      {reserve && directory && (
        <>
          <SummaryList
            rows={[
              { key: words.fingerprint, value: <code>{reserveFingerprint(reserve.signingKey)}</code> },
              { key: words.since, value: formatDate(reserve.since, lang) },
              {
                key: words.triedOn,
                value: (
                  <>
                    {reserve.triedOn ? formatDate(reserve.triedOn, lang) : words.neverTried}{' '}
                    {reserve.due && (
                      <Tag tone={reserve.overdue ? 'bad' : 'attention'}>
                        {reserve.overdue ? words.overdue : words.due}
                      </Tag>
                    )}
                  </>
                ),
              },
            ]}
          />
          <section aria-labelledby="drill-title" data-drill={reserve.triedOn ?? 'never'}>
            <h2 className="govuk-heading-m" id="drill-title">
              {words.drillTitle}
            </h2>
            <p className="govuk-body">{words.drillText}</p>
            <ReserveForm
              lang={lang}
              id="drill-words"
              button={words.drill}
              action={`/${lang}/staff/reserve`}
              fetcherKey="reserve"
              sign={(typed) => tryPaper(directory, typed)}
            />
          </section>
        </>
      )}
      {page.waits && (
        <p className="govuk-inset-text" data-list-waits>
          {proposed ? words.proposed : words.waits}{' '}
          <Link className="govuk-link" to={`/${lang}/staff/directory`}>
            {keysWords[lang].directory.title}
          </Link>
        </p>
      )}
      {making && directory && <MakeReserve {...page} {...making} directory={directory} replaces={reserve !== null} />}
    </>
  );
}
