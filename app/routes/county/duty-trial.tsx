import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { triedPage } from '~/services/county/tried-case.server';
import { PageTitle } from '~/ui/page-title';
import { SectorsProvider } from '~/ui/sectors';
import { dutyTrialAction } from '~/web/county/tried-case.server';
import { staff } from '~/web/staff/staff.server';
import { dutyTrialWords } from '~/words/county/duty-trial';
import { DutyPreview } from './duty-preview';
import { DutyTrialForm } from './duty-trial-form';
import { DutyTrialResult } from './duty-trial-result';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: dutyTrialWords[data?.lang ?? 'zh'].title }];

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang }) => ({ lang, choices: await triedPage(ctx, actor, null) }));

export const action = (args: ActionFunctionArgs) => dutyTrialAction(args);

/** Where a made-up report would go, and how many of last year's would go elsewhere, before anybody signs. */
export default function DutyTrial() {
  const { lang, choices } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { typed, wrong, tried, preview } = answer && 'typed' in answer ? answer : NOTHING;
  const words = dutyTrialWords[lang];
  return (
    <SectorsProvider own={choices.sectors}>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      <p className="govuk-body">
        <Link className="govuk-link" to={`/${lang}/staff/duties`}>
          {words.back}
        </Link>
      </p>
      <DutyTrialForm lang={lang} choices={choices} typed={typed} wrong={wrong} told={answer} />
      {tried && typed && <DutyTrialResult lang={lang} tried={tried} typed={typed} names={choices.names} />}
      <DutyPreview lang={lang} preview={preview} names={choices.names} />
    </SectorsProvider>
  );
}

const NOTHING = { typed: null, wrong: [], tried: null, preview: null };
