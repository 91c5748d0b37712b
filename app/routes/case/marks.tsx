import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useEffect, useState } from 'react';
import { confirmHere, namedUnits, readMark, type WaitingMark } from '~/browser/case/mark-workspace';
import { useKeyring } from '~/browser/keys/use-keyring';
import { postStep, useStep, workspaceFor } from '~/browser/opening/use-ceremony';
import { type Localized, textIn } from '~/domain/localized';
import { StepFault } from '~/routes/opening/ceremony-fault';
import { type MarksPage, marksPage } from '~/services/case/accused-mark.server';
import { Button } from '~/ui/button';
import { ButtonGroup } from '~/ui/button-group';
import { EmptyState } from '~/ui/empty-state';
import { ErrorMessage } from '~/ui/error-message';
import { Inset } from '~/ui/inset';
import { PageTitle } from '~/ui/page-title';
import { SummaryList } from '~/ui/summary-list';
import { staff } from '~/web/staff/staff.server';
import { markWords } from '~/words/case/mark';
import { formatDate, type Lang } from '~/words/language';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: markWords[data?.lang ?? 'zh'].listTitle }];

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang }) => ({ lang, page: await marksPage(ctx, actor) }));

/** Marks that wait for a guardian; the unit and the grounds are opened only here. */
export default function Marks() {
  const { lang, page } = useLoaderData<typeof loader>();
  const t = markWords[lang];
  const { unlocked } = useKeyring();
  return (
    <>
      <PageTitle lead={t.listLead}>{t.listTitle}</PageTitle>
      {page.waiting.length === 0 && <EmptyState title={t.listNone} />}
      {page.waiting.length > 0 && !unlocked && <Inset>{t.locked}</Inset>}
      {page.waiting.map((waiting, index) => (
        <Waiting key={waiting.mark.markId} lang={lang} page={page} waiting={waiting} title={t.item(index + 1)} />
      ))}
    </>
  );
}

type Props = { lang: Lang; page: MarksPage; waiting: WaitingMark; title: string };
type Read = { unit: { names: Localized }; text: string };

function Waiting({ lang, page, waiting, title }: Props) {
  const t = markWords[lang];
  const { unlocked } = useKeyring();
  const { busy, fault, run } = useStep();
  const [read, setRead] = useState<Read | 'failed' | null>(null);
  const { mark } = waiting;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a mark never changes
  useEffect(() => {
    let current = true;
    setRead(null);
    if (!unlocked) return;
    readHere(waiting, page).then(
      (found) => current && setRead(found),
      () => current && setRead('failed'),
    );
    return () => {
      current = false;
    };
  }, [unlocked, mark.markId]);
  const path = `/${lang}/staff/ceremonies/${mark.markId}/act`;
  const confirm = () =>
    run(async () => {
      await postStep(path, 'confirmMark', { mark: await confirmHere(waiting, page.today, workspaceFor(page)) });
    });
  return (
    <section className="anshao-card" aria-label={title} data-mark={read === null ? 'closed' : 'open'}>
      <h2 className="govuk-heading-m">{title}</h2>
      {read === 'failed' && <ErrorMessage id={`mark-${mark.markId}`} message={t.unreadable} />}
      <SummaryList
        rows={[
          { key: t.markedOn, value: formatDate(mark.markedOn, lang) },
          ...(read !== null && read !== 'failed'
            ? [
                { key: t.unit, value: textIn(read.unit.names, lang) },
                { key: t.why, value: read.text },
              ]
            : []),
        ]}
      />
      <StepFault fault={fault} lang={lang} />
      <ButtonGroup>
        <Button type="button" disabled={busy || read === null || read === 'failed'} onClick={confirm}>
          {t.confirm}
          <span className="govuk-visually-hidden"> {title}</span>
        </Button>
        <Button
          type="button"
          variant="secondary"
          disabled={busy}
          onClick={() => run(() => postStep(path, 'refuseMark'))}
        >
          {t.refuse}
          <span className="govuk-visually-hidden"> {title}</span>
        </Button>
      </ButtonGroup>
    </section>
  );
}

/** The unit by its name in the signed list. */
async function readHere(waiting: WaitingMark, page: MarksPage): Promise<Read> {
  const workspace = workspaceFor(page);
  const { unitId, text } = await readMark(waiting, workspace);
  const unit = (await namedUnits(null, workspace)).all.find(({ id }) => id === unitId);
  if (!unit) throw new Error('unit not certified');
  return { unit, text };
}
