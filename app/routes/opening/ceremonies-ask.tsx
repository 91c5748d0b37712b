import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData, useNavigate } from '@remix-run/react';
import { askHere } from '~/browser/opening/ceremony-asker';
import { askStep, postStep, workspaceFor } from '~/browser/opening/use-ceremony';
import { caseFound } from '~/contract/answers/ceremony';
import { CEREMONY_PURPOSES } from '~/domain/opening/ceremony-state';
import { readWhole } from '~/domain/typed/whole';
import { workspaceToAsk } from '~/services/opening/ceremony-workspace.server';
import { choicesFrom } from '~/ui/choice';
import { PageTitle } from '~/ui/page-title';
import { Radios } from '~/ui/radios';
import { TextInput } from '~/ui/text-input';
import { staff } from '~/web/staff/staff.server';
import { ceremonyWords } from '~/words/opening/ceremony';
import { AskForm, type Typed } from './ask-form';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: ceremonyWords[data?.lang ?? 'zh'].askEscrowTitle },
];

export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ ctx, actor, lang }) => {
    return { lang, page: await workspaceToAsk(ctx, actor, 'escrow.ask') };
  });
}

/** The level above requests a case's keys, to review it or to take it over. */
export default function AskEscrow() {
  const { lang, page } = useLoaderData<typeof loader>();
  const t = ceremonyWords[lang];
  const navigate = useNavigate();

  const check = ({ text }: Typed) => ({
    ...(readWhole(text('order')) === null && { order: t.orderUnknown }),
    ...(text('purpose') === '' && { purpose: t.chooseOne }),
  });

  async function send({ text }: Typed) {
    const ceremonyId = crypto.randomUUID();
    const path = `/${lang}/staff/ceremonies/${ceremonyId}/act`;
    const { caseId } = await askStep(path, 'findCase', caseFound, { order: readWhole(text('order')) });
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
      <AskForm<'order' | 'purpose'>
        lang={lang}
        kind="escrow"
        check={check}
        send={send}
        refusedAt={({ code }) => (code === 'notFound' ? { order: t.orderUnknown } : null)}
        before={(wrong) => (
          <TextInput
            name="order"
            label={t.order}
            hint={t.orderHint}
            inputMode="numeric"
            width={10}
            maxLength={40}
            error={wrong.order}
          />
        )}
        after={(wrong) => (
          <Radios
            name="purpose"
            label={t.purpose}
            choices={choicesFrom(CEREMONY_PURPOSES.escrow, t.purposes)}
            error={wrong.purpose}
          />
        )}
      />
    </>
  );
}
