import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData, useNavigate } from '@remix-run/react';
import { askHere } from '~/browser/opening/ceremony-asker';
import { postStep, workspaceFor } from '~/browser/opening/use-ceremony';
import { deviceDay, laterDay } from '~/browser/own-day';
import type { StaffRefusal } from '~/contract/answers/staff';
import { addDays } from '~/domain/dates';
import { SAMPLE_MOST } from '~/domain/opening/ceremony-scope';
import { readDay } from '~/domain/typed/day';
import { readWhole } from '~/domain/typed/whole';
import { AskForm, type Typed } from '~/routes/opening/ask-form';
import { workspaceToAsk } from '~/services/opening/ceremony-workspace.server';
import { DateInput } from '~/ui/date-input';
import { PageTitle } from '~/ui/page-title';
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

/** An auditor requests a sample; the program draws the payments. */
export default function Samples() {
  const { lang, page } = useLoaderData<typeof loader>();
  const t = ceremonyWords[lang];
  const navigate = useNavigate();
  const dayOf = (text: string) => {
    const read = readDay(text, laterDay(page.today, deviceDay()));
    return 'day' in read ? read.day : null;
  };
  const wanted = ({ text }: Typed) => ({
    from: dayOf(text('from')),
    to: dayOf(text('to')),
    size: readWhole(text('size')) ?? 0,
  });

  function check(typed: Typed) {
    const { from, to, size } = wanted(typed);
    return {
      ...(from === null && { from: t.dateWrong }),
      ...((to === null || (from !== null && to < from)) && { to: t.dateWrong }),
      ...((size < 1 || size > SAMPLE_MOST) && { size: t.sizeWrong }),
    };
  }

  function refusedAt({ code }: StaffRefusal) {
    if (code === 'notFound') return { from: t.sampleNone };
    return code === 'notOpen' ? { from: t.sampleNotOpen } : null;
  }

  async function send(typed: Typed) {
    const ceremonyId = crypto.randomUUID();
    const reason = typed.text('reason');
    const about = { kind: 'payeeSample', caseId: '', reportId: '', purpose: 'audit', fields: [] };
    const askedOn = page.today;
    const facts = { ...about, ceremonyId, reason, askedBy: page.memberId, askedOn };
    const sealed = await askHere(facts, typed.text('words'), workspaceFor(page));
    const made = { ...wanted(typed), reason, askedOn, sealed };
    await postStep(`/${lang}/staff/ceremonies/${ceremonyId}/act`, 'askSample', made);
    navigate(`/${lang}/staff/ceremonies/${ceremonyId}`);
  }

  return (
    <>
      <Link className="govuk-back-link" to={`/${lang}/staff/ceremonies`}>
        {t.back}
      </Link>
      <PageTitle lead={t.sampleLead}>{t.sampleTitle}</PageTitle>
      <AskForm<'from' | 'to' | 'size'>
        lang={lang}
        kind="payeeSample"
        check={check}
        send={send}
        refusedAt={refusedAt}
        before={(wrong) => (
          <>
            <DateInput name="from" label={t.from} defaultValue={addDays(page.today, -90)} error={wrong.from} />
            <DateInput name="to" label={t.to} defaultValue={page.today} error={wrong.to} />
            <TextInput
              name="size"
              label={t.size}
              hint={t.sizeHint}
              defaultValue="5"
              inputMode="numeric"
              width={5}
              maxLength={40}
              error={wrong.size}
            />
          </>
        )}
      />
    </>
  );
}
