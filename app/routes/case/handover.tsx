import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData, useRevalidator } from '@remix-run/react';
import { useState } from 'react';
import { type HandoverProgress, handOver } from '~/browser/case/case-handover';
import { countyTransfers } from '~/browser/case/transfer-source';
import { workspaceKeyring } from '~/browser/case/use-case-workspace';
import { useKeyring } from '~/browser/keys/use-keyring';
import { textIn } from '~/domain/localized';
import { casesGoingOn } from '~/services/case/case-handover.server';
import { today } from '~/services/context.server';
import { Button } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { ErrorMessage } from '~/ui/error-message';
import { Inset } from '~/ui/inset';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { staff } from '~/web/staff/staff.server';
import { handoverWords } from '~/words/case/handover';
import type { Lang } from '~/words/language';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: handoverWords[data?.lang ?? 'zh'].title }];

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang }) => ({ lang, today: today(ctx), ...(await casesGoingOn(ctx, actor)) }));

/** Cases that belong to another unit by now, and handing them over from this device. */
export default function Handover() {
  const { lang, today: day, cases, barred, closed, finished, names } = useLoaderData<typeof loader>();
  const words = handoverWords[lang];
  const { unlocked } = useKeyring();
  const { revalidate } = useRevalidator();
  const [progress, setProgress] = useState<HandoverProgress | null>(null);
  const [state, setState] = useState<'ready' | 'working' | 'done' | 'stopped'>('ready');

  async function start() {
    setState('working');
    const path = `/${lang}/staff/handover/cases`;
    const transfers = () => countyTransfers(`/${lang}/staff/transfers`);
    const given = { path, cases, today: day, why: words.why, transfers, keyring: workspaceKeyring };
    try {
      setProgress(await handOver({ ...given, onProgress: setProgress }));
      setState('done');
    } catch {
      setState('stopped');
    }
    revalidate();
  }

  const known: Record<string, Record<string, string>> = names;
  const takers = [...new Set(cases.map(({ toUnitId }) => toUnitId))];
  const count = (unitId: string) => cases.filter(({ toUnitId }) => toUnitId === unitId).length;
  return (
    <>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      {state === 'done' && progress && (
        <NotificationBanner success={progress.done > 0} told={progress}>
          {words.done(progress.done)} {progress.left > 0 && words.left(progress.left)}
        </NotificationBanner>
      )}
      {cases.length === 0 && <EmptyState title={words.none} />}
      {cases.length > 0 && (
        <>
          <ul className="govuk-list govuk-list--bullet" data-going-on={cases.length}>
            {takers.map((unitId) => (
              <li key={unitId}>{words.to(textIn(known[unitId] ?? {}, lang), count(unitId))}</li>
            ))}
          </ul>
          {!unlocked && <p className="govuk-body">{words.locked}</p>}
          <ErrorMessage id="handover-error" message={state === 'stopped' ? words.stopped : undefined} />
          {state === 'working' && progress && <Progress lang={lang} progress={progress} />}
          <Button type="button" disabled={!unlocked || state === 'working'} onClick={start}>
            {state === 'working' ? words.working : words.start(cases.length)}
          </Button>
        </>
      )}
      {barred.length > 0 && <Barred lang={lang} barred={barred} />}
      {closed && finished > 0 && <Inset>{words.finished(finished)}</Inset>}
    </>
  );
}

function Progress({ lang, progress: { done, left, all } }: { lang: Lang; progress: HandoverProgress }) {
  return (
    <div className="govuk-form-group">
      <label className="govuk-label" htmlFor="handover-progress">
        {handoverWords[lang].progress(done, all)}
      </label>
      <progress className="anshao-progress" id="handover-progress" value={done + left} max={all} />
    </div>
  );
}

/** Cases for which an officer has to choose a unit by hand. */
function Barred({ lang, barred }: { lang: Lang; barred: { caseId: string; order: number }[] }) {
  const words = handoverWords[lang];
  return (
    <>
      <p className="govuk-body">{words.barred}</p>
      <ul className="govuk-list" data-barred={barred.length}>
        {barred.map(({ caseId, order }) => (
          <li key={caseId}>
            <Link className="govuk-link" to={`/${lang}/staff/cases/${caseId}`}>
              {words.case(order)}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
