import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { sectorCodes } from '~/domain/county/sector-list';
import { WaitingPanel } from '~/routes/keys/waiting-draft';
import { dutyPage } from '~/services/county/duty.server';
import { PageTitle } from '~/ui/page-title';
import { SectorsProvider } from '~/ui/sectors';
import { dutyAction } from '~/web/county/duty-acts.server';
import { staff } from '~/web/staff/staff.server';
import { dutiesWords } from '~/words/county/duties';
import { dutyTrialWords } from '~/words/county/duty-trial';
import { sectorsWords } from '~/words/county/sectors';
import { DutyAccidents } from './duty-accidents';
import { DutyDay } from './duty-day';
import { DutyGaps } from './duty-gaps';
import { DutyMatrix } from './duty-matrix';
import { DutyMove } from './duty-move';
import { DutyNearest } from './duty-nearest';
import { DutyOthers } from './duty-others';
import { DutySector } from './duty-sector';
import { DutyTerms } from './duty-terms';
import { DutyUse } from './duty-use';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: dutiesWords[data?.lang ?? 'zh'].title }];

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang, request }) => {
    const { waiting, ...page } = await dutyPage(ctx, actor);
    const asked = new URL(request.url).searchParams.get('sector');
    const sector = sectorCodes(page.sectors).find((one) => one === asked) ?? null;
    return { lang, page, sector, waiting };
  });

export const action = (args: ActionFunctionArgs) => dutyAction(args);

export default function Duties() {
  const { lang, page, sector, waiting } = useLoaderData<typeof loader>();
  const words = dutiesWords[lang];
  return (
    <SectorsProvider own={page.sectors}>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      <h2 className="govuk-heading-m">{words.waiting.title}</h2>
      <WaitingPanel lang={lang} waiting={waiting} />
      {sector ? (
        <DutySector key={sector} lang={lang} page={page} sector={sector} />
      ) : (
        <>
          <p className="govuk-body">
            <Link className="govuk-link" to={`/${lang}/staff/duties/try`}>
              {dutyTrialWords[lang].link}
            </Link>
            <br />
            <Link className="govuk-link" to={`/${lang}/staff/duties/sectors`}>
              {sectorsWords[lang].link}
            </Link>
          </p>
          <DutyGaps lang={lang} page={page} />
          <DutyUse lang={lang} page={page} />
          <DutyMatrix lang={lang} page={page} />
          <DutyMove lang={lang} page={page} />
          <DutyNearest lang={lang} page={page} />
          <DutyAccidents lang={lang} page={page} />
          <DutyOthers lang={lang} page={page} />
          <DutyDay lang={lang} page={page} />
          <DutyTerms lang={lang} page={page} />
        </>
      )}
    </SectorsProvider>
  );
}
