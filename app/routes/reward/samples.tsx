import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData, useNavigate } from '@remix-run/react';
import { useState } from 'react';
import { useKeyring } from '~/browser/keys/use-keyring';
import { askHere } from '~/browser/opening/ceremony-asker';
import { postStep, useStep, workspaceFor } from '~/browser/opening/use-ceremony';
import { addDays, isIsoDate } from '~/domain/dates';
import { SAMPLE_MOST } from '~/domain/opening/ceremony-scope';
import { CEREMONY_REASONS } from '~/domain/opening/ceremony-state';
import { AskEnd } from '~/routes/case/ask-end';
import { StepFault } from '~/routes/opening/ceremony-fault';
import { workspaceToAsk } from '~/services/opening/ceremony-page.server';
import { choicesFrom } from '~/ui/choice';
import { DateInput } from '~/ui/date-input';
import { Inset } from '~/ui/inset';
import { PageTitle } from '~/ui/page-title';
import { Radios } from '~/ui/radios';
import { TextInput } from '~/ui/text-input';
import { staff } from '~/web/staff/staff.server';
import { ceremonyWords } from '~/words/opening/ceremony';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: ceremonyWords[data?.lang ?? 'zh'].sampleTitle },
];

export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ ctx, actor, lang }) => {
    return { lang, page: await workspaceToAsk(ctx, actor, 'payee.askSample') };
  });
}

type Errors = Partial<Record<'from' | 'to' | 'size' | 'reason' | 'words', string>>;

/** An auditor asks for a sample; which payments it holds, the program draws. */
export default function Samples() {
  const { lang, page } = useLoaderData<typeof loader>();
  const t = ceremonyWords[lang];
  const { unlocked } = useKeyring();
  const { busy, fault, run } = useStep();
  const [errors, setErrors] = useState<Errors>({});
  const navigate = useNavigate();
  const refused = fault !== null && 'refused' in fault ? fault.refused : null;
  const none = refused?.code === 'notFound' ? t.sampleNone : refused?.code === 'notOpen' ? t.sampleNotOpen : undefined;

  async function ask(typed: FormData) {
    const text = (name: string) => String(typed.get(name) ?? '').trim();
    const [from, to, size] = [text('from'), text('to'), Number(text('size'))];
    const wrong: Errors = {
      ...(!isIsoDate(from) && { from: t.dateWrong }),
      ...((!isIsoDate(to) || to < from) && { to: t.dateWrong }),
      ...((!Number.isInteger(size) || size < 1 || size > SAMPLE_MOST) && { size: t.sizeWrong }),
      ...(text('reason') === '' && { reason: t.chooseOne }),
      ...(text('words') === '' && { words: t.wordsMissing }),
    };
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    const ceremonyId = crypto.randomUUID();
    const reason = text('reason');
    const about = { kind: 'payeeSample', caseId: '', reportId: '', purpose: 'audit', fields: [] };
    const askedOn = page.today;
    const facts = { ...about, ceremonyId, reason, askedBy: page.memberId, askedOn };
    const sealed = await askHere(facts, text('words'), workspaceFor(page));
    const made = { from, to, size, reason, askedOn, sealed };
    await postStep(`/${lang}/staff/ceremonies/${ceremonyId}/act`, 'askSample', made);
    navigate(`/${lang}/staff/ceremonies/${ceremonyId}`);
  }

  return (
    <>
      <Link className="govuk-back-link" to={`/${lang}/staff/ceremonies`}>
        {t.back}
      </Link>
      <PageTitle lead={t.sampleLead}>{t.sampleTitle}</PageTitle>
      {!unlocked && <Inset>{t.locked}</Inset>}
      {none === undefined && <StepFault fault={fault} lang={lang} />}
      <form
        method="post"
        encType="text/plain"
        data-ask-sample
        onSubmit={(event) => {
          event.preventDefault();
          const typed = new FormData(event.currentTarget);
          void run(() => ask(typed));
        }}
      >
        <DateInput name="from" label={t.from} defaultValue={addDays(page.today, -90)} error={errors.from ?? none} />
        <DateInput name="to" label={t.to} defaultValue={page.today} error={errors.to} />
        <TextInput
          name="size"
          label={t.size}
          hint={t.sizeHint}
          defaultValue="5"
          inputMode="numeric"
          width={5}
          maxLength={2}
          error={errors.size}
        />
        <Radios
          name="reason"
          label={t.reason}
          choices={choicesFrom(CEREMONY_REASONS.payeeSample, t.reasons)}
          error={errors.reason}
        />
        <AskEnd lang={lang} error={errors.words} unlocked={unlocked} busy={busy} />
      </form>
    </>
  );
}
