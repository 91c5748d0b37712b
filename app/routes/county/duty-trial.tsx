import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { sectorCodes } from '~/domain/county/sector-list';
import { routingPreview } from '~/services/county/routing-preview.server';
import { triedPage } from '~/services/county/tried-case.server';
import { PageTitle } from '~/ui/page-title';
import { SectorsProvider } from '~/ui/sectors';
import { type TriedField, triedCaseOf } from '~/web/county/tried-case.server';
import { staff } from '~/web/staff/staff.server';
import { dutyTrialWords } from '~/words/county/duty-trial';
import { DutyPreview } from './duty-preview';
import { DutyTrialForm } from './duty-trial-form';
import { DutyTrialResult } from './duty-trial-result';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: dutyTrialWords[data?.lang ?? 'zh'].title }];

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang, request }) => {
    const { typed, asked, missing, preview } = triedCaseOf(request);
    const { tried, ...choices } = await triedPage(ctx, actor, asked);
    const isIn = (list: readonly { value: string }[], value: string) =>
      value === '' || list.some((one) => one.value === value);
    const wrong: TriedField[] = [
      ...missing,
      ...(asked === null || sectorCodes(choices.sectors).includes(asked.sector) ? [] : ['sector' as const]),
      ...(isIn(choices.areas, typed.area) ? [] : ['area' as const]),
      ...(isIn(choices.units, typed.accused) ? [] : ['accused' as const]),
    ];
    return {
      lang,
      choices,
      typed,
      wrong,
      tried: wrong.length === 0 ? tried : null,
      preview: preview ? { found: await routingPreview(ctx, actor) } : null,
    };
  });

/** Where a made-up report would go, and how many of last year's would go elsewhere, before anybody signs. */
export default function DutyTrial() {
  const { lang, choices, typed, wrong, tried, preview } = useLoaderData<typeof loader>();
  const words = dutyTrialWords[lang];
  return (
    <SectorsProvider own={choices.sectors}>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      <p className="govuk-body">
        <Link className="govuk-link" to={`/${lang}/staff/duties`}>
          {words.back}
        </Link>
      </p>
      <DutyTrialForm lang={lang} choices={choices} typed={typed} wrong={wrong} />
      {tried && <DutyTrialResult lang={lang} tried={tried} typed={typed} names={choices.names} />}
      <DutyPreview lang={lang} preview={preview} names={choices.names} />
    </SectorsProvider>
  );
}
