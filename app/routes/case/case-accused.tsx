import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useEffect, useState } from 'react';
import { markHere, type NamedUnits, namedUnits } from '~/browser/case/mark-workspace';
import { dropDraft } from '~/browser/drafts';
import * as keyring from '~/browser/keys/keyring';
import { useKeyring } from '~/browser/keys/use-keyring';
import { postStep, useStep, workspaceFor } from '~/browser/opening/use-ceremony';
import { useDraft } from '~/browser/use-draft';
import { LONGEST_MARK_WORDS } from '~/contract/sealed/mark-words';
import { textIn } from '~/domain/localized';
import { isBlank } from '~/domain/typed/text';
import { StepFault } from '~/routes/opening/ceremony-fault';
import { type MarkPage, markPage } from '~/services/case/accused-mark.server';
import { Button } from '~/ui/button';
import { Inset } from '~/ui/inset';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { Select } from '~/ui/select';
import { TextArea } from '~/ui/text-area';
import { staff } from '~/web/staff/staff.server';
import { markWords } from '~/words/case/mark';
import type { Lang } from '~/words/language';
import { draftWords } from '~/words/staff/draft';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? markWords[data.lang].title(data.page.case.order) : '' },
];

export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ ctx, actor, lang, params }) => ({
    lang,
    page: await markPage(ctx, actor, params.case ?? ''),
  }));
}

/** Where those who handle a case mark a unit that the case turned out to be about. */
export default function CaseAccused() {
  const { lang, page } = useLoaderData<typeof loader>();
  const t = markWords[lang];
  const { unlocked } = useKeyring();
  const [units, setUnits] = useState<NamedUnits | 'failed' | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the page's marks change with the page only
  useEffect(() => {
    let current = true;
    setUnits(null);
    if (!unlocked) return;
    Promise.resolve()
      .then(() => namedUnits(page.sealed, workspaceFor(page)))
      .then(
        (found) => current && setUnits(found),
        () => current && setUnits('failed'),
      );
    return () => {
      current = false;
    };
  }, [unlocked, page.marks.length]);
  return (
    <>
      <Link className="govuk-back-link" to={`/${lang}/staff/cases/${page.case.id}`}>
        {t.back}
      </Link>
      <PageTitle lead={t.lead}>{t.title(page.case.order)}</PageTitle>
      {!unlocked && <Inset>{t.locked}</Inset>}
      {units === 'failed' && <Inset>{t.broken}</Inset>}
      {units !== null && units !== 'failed' && <Marking lang={lang} page={page} units={units} />}
      <h2 className="govuk-heading-m">{t.cannotTitle}</h2>
      <ul className="govuk-list govuk-list--bullet">
        {t.cannot.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  );
}

type Props = { lang: Lang; page: MarkPage; units: NamedUnits };
type Errors = Partial<Record<'unit' | 'text', string>>;

function Marking({ lang, page, units }: Props) {
  const t = markWords[lang];
  const { busy, fault, run } = useStep();
  const [errors, setErrors] = useState<Errors>({});
  const [sent, setSent] = useState(0);
  const place = `cases/${page.case.id}#mark`;
  const draft = useDraft(place);
  const nameOf = (unit: NamedUnits['all'][number]) => textIn(unit.names, lang);
  const send = (form: HTMLFormElement) =>
    run(async () => {
      const done = await propose(new FormData(form), page, lang, setErrors);
      if (done) {
        dropDraft(place);
        form.reset();
      }
      setSent((times) => (done ? times + 1 : 0));
    });
  return (
    <>
      {sent > 0 && (
        <NotificationBanner success told={sent}>
          {t.sent}
        </NotificationBanner>
      )}
      <h2 className="govuk-heading-m">{t.markedTitle}</h2>
      {units.marked.length === 0 && <p className="govuk-body">{t.markedNone}</p>}
      <ul className="govuk-list govuk-list--bullet" data-marked>
        {units.all
          .filter(({ id }) => units.marked.includes(id))
          .map((unit) => (
            <li key={unit.id}>{nameOf(unit)}</li>
          ))}
      </ul>
      <section className="anshao-card anshao-card--next" aria-labelledby="new-mark">
        <h2 className="govuk-heading-m" id="new-mark">
          {t.newTitle}
        </h2>
        <p className="govuk-body">{t.two}</p>
        <StepFault fault={fault} lang={lang} />
        <form
          method="post"
          encType="text/plain"
          data-mark-form
          ref={draft.form}
          onInput={draft.onInput}
          onSubmit={(event) => {
            event.preventDefault();
            void send(event.currentTarget);
          }}
        >
          <p className="anshao-live govuk-hint" role="status" data-draft-back={draft.back || undefined}>
            {draft.back && draftWords[lang].back}
          </p>
          <Select
            name="unit"
            label={t.unit}
            choices={units.all.map((unit) => ({ value: unit.id, label: nameOf(unit) }))}
            error={errors.unit}
          />
          <TextArea
            name="text"
            label={t.why}
            hint={t.whyHint}
            rows={4}
            maxLength={LONGEST_MARK_WORDS}
            error={errors.text}
          />
          <Button disabled={busy}>{busy ? t.working : t.propose}</Button>
        </form>
      </section>
    </>
  );
}

/** False where something is missing. */
async function propose(typed: FormData, page: MarkPage, lang: Lang, show: (errors: Errors) => void): Promise<boolean> {
  const t = markWords[lang];
  const text = (name: string) => String(typed.get(name) ?? '').trim();
  const errors: Errors = {
    ...(text('unit') === '' && { unit: t.choose }),
    ...(isBlank(text('text')) && { text: t.whyMissing }),
  };
  show(errors);
  if (Object.keys(errors).length > 0) return false;
  const wanted = { unitId: text('unit'), text: text('text'), sealed: page.sealed, markedOn: page.today };
  const made = await markHere(wanted, { ...workspaceFor(page), keyring });
  const path = `/${lang}/staff/ceremonies/${made.mark.markId}/act`;
  await postStep(path, 'proposeMark', { caseId: page.case.id, ...made });
  return true;
}
