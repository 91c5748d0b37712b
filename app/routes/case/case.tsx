import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, type ShouldRevalidateFunction, useLoaderData } from '@remix-run/react';
import { countyTransfers } from '~/browser/case/transfer-source';
import { useCaseWorkspace } from '~/browser/case/use-case-workspace';
import { textIn } from '~/domain/localized';
import { caseForStaff } from '~/services/case/case-page.server';
import { today } from '~/services/context.server';
import { areaNames } from '~/services/county/county.server';
import { ErrorMessage } from '~/ui/error-message';
import { Inset } from '~/ui/inset';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { Tag } from '~/ui/tag';
import { Warning } from '~/ui/warning';
import { caseAction } from '~/web/case/case-act.server';
import { staff } from '~/web/staff/staff.server';
import { caseWords } from '~/words/case/case';
import type { Lang } from '~/words/language';
import { newerVersionWords } from '~/words/newer-version';
import { alertWords } from '~/words/report/alerts';
import { vocabularyWords } from '~/words/vocabulary';
import { NextActs } from './case-acts';
import { CaseReports } from './case-content';
import { IdentityLink } from './case-identity-link';
import { RewardSection } from './case-reward';
import { CaseSide } from './case-side';
import { CaseThread } from './case-thread';
import { exportSource } from './export-source';
import { useCaseActs } from './use-case-acts';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? caseWords[data.lang].title(data.page.facts.order) : '' },
];

/** Refused to the person who has the page open: it stays as it is. */
const STAYS: readonly unknown[] = ['anotherPerson', 'signedOut', 'notFound'];

/** This runs after a refusal too, because another message may have taken the number, or the stage moved on. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formMethod, defaultShouldRevalidate, actionResult }) => {
  // If what may no longer be read disappeared here, what was typed would go with it.
  if (STAYS.includes(actionResult?.refused?.code) || actionResult?.done === 'transfer') return false;
  return formMethod !== undefined && formMethod !== 'GET' ? true : defaultShouldRevalidate;
};

export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ ctx, actor, lang, params }) => {
    const page = await caseForStaff(ctx, actor, params.case ?? '');
    return {
      lang,
      page,
      areas: await areaNames(ctx, lang),
      today: today(ctx),
    };
  });
}

export const action = (args: ActionFunctionArgs) => caseAction(args);

export default function CasePage() {
  const { lang, page, areas: places, today: day } = useLoaderData<typeof loader>();
  const t = caseWords[lang];
  const workspace = useCaseWorkspace(page.sealed);
  const { opened } = workspace;
  const replyTitles = {
    heading: t.replyHeading,
    conclusion: t.conclusion,
    howChecked: t.howChecked,
    decided: t.decided,
    rewardDue: t.rewardDue,
  };
  const acts = useCaseActs(lang, page.facts.id, {
    opened,
    today: day,
    transfers: () => countyTransfers(`/${lang}/staff/transfers`),
    facts: page.facts,
    grades: page.grades,
    replyTitles,
    rewardDueOptions: t.rewardDueOptions,
    export: exportSource(page.facts, lang, opened),
  });
  const { facts } = page;
  const units = page.units.map((unit) => [unit.unitId, textIn(unit.names, lang)]);
  const names = { members: page.names, units: Object.fromEntries(units) as Record<string, string>, areas: places };
  return (
    <>
      <Link className="govuk-back-link" to={`/${lang}/staff/queue`}>
        {t.back}
      </Link>
      {acts.done && (
        <NotificationBanner success told={acts.round}>
          {t.done[acts.done]}
        </NotificationBanner>
      )}
      {acts.unlisted && <NotificationBanner told={acts.round}>{t.penaltyUnlisted}</NotificationBanner>}
      <PageTitle caption={vocabularyWords[lang].stages[facts.stage]}>
        {t.title(facts.order)} {facts.urgent && <Tag tone="bad">{t.urgent}</Tag>}
      </PageTitle>
      {page.unacknowledged && <AlertOpen lang={lang} />}
      <div className="anshao-case" data-case-stage={facts.stage}>
        <div className="anshao-case__told" data-sent-up>
          <Unopened lang={lang} purged={facts.purgedOn !== null} status={workspace.status} />
          {opened && <CaseReports lang={lang} opened={opened} names={names} />}
        </div>
        <div className="anshao-case__side">
          <div className="anshao-case__acts">
            <NextActs lang={lang} page={page} opened={opened} acts={acts} today={day} />
          </div>
          <aside className="anshao-case__facts" aria-label={t.facts}>
            {page.mayAskIdentity && <IdentityLink lang={lang} caseId={facts.id} opened={opened} />}
            <div data-sent-up>
              <CaseSide lang={lang} page={page} areas={places} />
            </div>
          </aside>
        </div>
        <div className="anshao-case__since">
          <div data-sent-up>{opened && <CaseThread lang={lang} opened={opened} names={names} />}</div>
          <RewardSection
            lang={lang}
            caseId={facts.id}
            opened={opened}
            unit={names.units[facts.unitId] ?? ''}
            reward={page.reward}
          />
        </div>
      </div>
    </>
  );
}

/** Until somebody confirms, the next on the roster is told, also while an officer reads the case. */
function AlertOpen({ lang }: { lang: Lang }) {
  const t = alertWords[lang];
  return (
    <Warning>
      {t.onCase}{' '}
      <Link className="govuk-link" to={`/${lang}/staff/alerts`} data-alert-open>
        {t.toAlerts}
      </Link>
    </Warning>
  );
}

type UnopenedProps = { lang: Lang; purged: boolean; status: ReturnType<typeof useCaseWorkspace>['status'] };

/** Why the narrative cannot be read, or not yet. */
function Unopened({ lang, purged, status }: UnopenedProps) {
  const t = caseWords[lang];
  return (
    <>
      {purged && <Inset>{t.narrativeNone}</Inset>}
      {!purged && status === 'locked' && (
        <Inset>
          <strong>{t.locked}</strong>
          <br />
          {t.lockedWhy}
        </Inset>
      )}
      <p className="anshao-live" role="status">
        {status === 'opening' && t.opening}
      </p>
      {!purged && status === 'failed' && <ErrorMessage id="cannot-open" message={t.cannotOpen} />}
      {status === 'newer' && <ErrorMessage id="cannot-open" message={newerVersionWords[lang].part} />}
      {status === 'forged' && <ErrorMessage id="cannot-open" message={t.forgedKey} />}
    </>
  );
}
