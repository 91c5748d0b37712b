import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData, useNavigate } from '@remix-run/react';
import { useState } from 'react';
import { useKeyring } from '~/browser/keys/use-keyring';
import { askHere } from '~/browser/opening/ceremony-asker';
import { askStep, postStep, useStep, workspaceFor } from '~/browser/opening/use-ceremony';
import { caseFound } from '~/contract/answers/ceremony';
import { CEREMONY_PURPOSES, CEREMONY_REASONS } from '~/domain/opening/ceremony-state';
import { AskEnd } from '~/routes/case/ask-end';
import { workspaceToAsk } from '~/services/opening/ceremony-page.server';
import { choicesFrom } from '~/ui/choice';
import { Inset } from '~/ui/inset';
import { PageTitle } from '~/ui/page-title';
import { Radios } from '~/ui/radios';
import { TextInput } from '~/ui/text-input';
import { staff } from '~/web/staff/staff.server';
import { ceremonyWords } from '~/words/opening/ceremony';
import { StepFault } from './ceremony-fault';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: ceremonyWords[data?.lang ?? 'zh'].askEscrowTitle },
];

export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ ctx, actor, lang }) => {
    return { lang, page: await workspaceToAsk(ctx, actor, 'escrow.ask') };
  });
}

type Errors = Partial<Record<'order' | 'reason' | 'purpose' | 'words', string>>;

/** The level above asks for a case's keys, to review it or to take it over. */
export default function AskEscrow() {
  const { lang, page } = useLoaderData<typeof loader>();
  const t = ceremonyWords[lang];
  const { unlocked } = useKeyring();
  const { busy, fault, run } = useStep();
  const [errors, setErrors] = useState<Errors>({});
  const navigate = useNavigate();
  const unknown = fault !== null && 'refused' in fault && fault.refused.code === 'notFound';

  async function ask(typed: FormData) {
    const text = (name: string) => String(typed.get(name) ?? '').trim();
    const wrong: Errors = {
      ...(!/^\d{1,12}$/.test(text('order')) && { order: t.orderUnknown }),
      ...(text('reason') === '' && { reason: t.chooseOne }),
      ...(text('purpose') === '' && { purpose: t.chooseOne }),
      ...(text('words') === '' && { words: t.wordsMissing }),
    };
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    const ceremonyId = crypto.randomUUID();
    const path = `/${lang}/staff/ceremonies/${ceremonyId}/act`;
    const { caseId } = await askStep(path, 'findCase', caseFound, { order: text('order') });
    const about = { caseId, reason: text('reason'), purpose: text('purpose'), askedOn: page.today };
    const facts = { ...about, ceremonyId, kind: 'escrow', reportId: '', fields: [], askedBy: page.memberId };
    const sealed = await askHere(facts, text('words'), workspaceFor(page));
    await postStep(path, 'askEscrow', { ...about, sealed });
    navigate(`/${lang}/staff/ceremonies/${ceremonyId}`);
  }

  return (
    <>
      <Link className="govuk-back-link" to={`/${lang}/staff/ceremonies`}>
        {t.back}
      </Link>
      <PageTitle lead={t.askEscrowLead}>{t.askEscrowTitle}</PageTitle>
      {!unlocked && <Inset>{t.locked}</Inset>}
      {!unknown && <StepFault fault={fault} lang={lang} />}
      <form
        method="post"
        encType="text/plain"
        data-ask-escrow
        onSubmit={(event) => {
          event.preventDefault();
          const typed = new FormData(event.currentTarget);
          void run(() => ask(typed));
        }}
      >
        <TextInput
          name="order"
          label={t.order}
          hint={t.orderHint}
          inputMode="numeric"
          width={10}
          maxLength={12}
          error={unknown ? t.orderUnknown : errors.order}
        />
        <Radios
          name="reason"
          label={t.reason}
          choices={choicesFrom(CEREMONY_REASONS.escrow, t.reasons)}
          error={errors.reason}
        />
        <Radios
          name="purpose"
          label={t.purpose}
          choices={choicesFrom(CEREMONY_PURPOSES.escrow, t.purposes)}
          error={errors.purpose}
        />
        <AskEnd lang={lang} error={errors.words} unlocked={unlocked} busy={busy} />
      </form>
    </>
  );
}
