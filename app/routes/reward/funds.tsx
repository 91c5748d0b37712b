import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { isIsoDate, yearOf } from '~/domain/dates';
import { textIn } from '~/domain/localized';
import { isUuid } from '~/domain/uuid';
import { DraftForm } from '~/routes/staff/draft-form';
import { today } from '~/services/context.server';
import { fundPage, type NamedFund } from '~/services/reward/fund.server';
import type { LedgerKey } from '~/services/reward/ledger.server';
import { Button } from '~/ui/button';
import { Details } from '~/ui/details';
import { EmptyState } from '~/ui/empty-state';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { Select } from '~/ui/select';
import { SiteLanguage } from '~/ui/site-language';
import { TextInput } from '~/ui/text-input';
import { fundAction } from '~/web/reward/fund-acts.server';
import { staff } from '~/web/staff/staff.server';
import { formatMoney, type Lang } from '~/words/language';
import { fundWords } from '~/words/reward/fund';
import { refusalText } from '~/words/reward/reward';
import { FundClosing } from './fund-closing';
import { CorrectCredit, Ledger } from './fund-ledger';
import { FundOutlook } from './fund-outlook';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: fundWords[data?.lang ?? 'zh'].title }];

export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ ctx, actor, lang, request }) => {
    const after = keyFrom(new URL(request.url).searchParams.get('after'));
    const page = await fundPage(ctx, actor, after);
    return { ...page, lang, paged: after !== undefined, year: yearOf(today(ctx)) };
  });
}

export const action = (args: ActionFunctionArgs) => fundAction(args);

/** `2026-03-15.<posting>` → the key of the posting after which the page starts. */
function keyFrom(text: string | null): LedgerKey | undefined {
  const [onDay = '', postingId = ''] = (text ?? '').split('.');
  return isIsoDate(onDay) && isUuid(postingId) ? { onDay, postingId } : undefined;
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Funds() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = fundWords[page.lang];
  return (
    <>
      <PageTitle lead={t.intro}>{t.title}</PageTitle>
      {answer && 'done' in answer && (
        <NotificationBanner success told={answer}>
          {t[answer.done]}
        </NotificationBanner>
      )}
      <Balances funds={page.funds} year={page.year} lang={page.lang} />
      <FundOutlook rows={page.outlooks} lang={page.lang} />
      {page.units.length > 0 && <FundForms page={page} answer={answer} />}
      {page.closable.length > 0 && <FundClosing funds={page.closable} year={page.year} lang={page.lang} />}
      {page.units.length > 0 && <CorrectCredit {...page} />}
      <Ledger page={page} />
    </>
  );
}

function Balances({ funds, year, lang }: Pick<Loaded, 'funds' | 'year' | 'lang'>) {
  const t = fundWords[lang];
  if (funds.length === 0) return <EmptyState title={t.none} />;
  const earlier = funds.filter((fund) => fund.year < year);
  return (
    <>
      <FundCards funds={funds.filter((fund) => fund.year >= year)} lang={lang} />
      {earlier.length > 0 && (
        <Details summary={t.earlier}>
          <FundCards funds={earlier} lang={lang} />
        </Details>
      )}
    </>
  );
}

function FundCards({ funds, lang }: { funds: NamedFund[]; lang: Lang }) {
  const t = fundWords[lang];
  return (
    <dl className="anshao-cards" data-funds>
      {funds.map((fund) => (
        <div className="anshao-card" key={fund.id}>
          <dt className="govuk-body-s">
            <SiteLanguage>{fundName(fund, lang)}</SiteLanguage>
          </dt>
          <dd className="govuk-heading-l">
            <span className="govuk-visually-hidden">{t.balance} </span>
            {formatMoney(fund.balance, lang, { exact: true })}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function fundName(fund: Pick<NamedFund, 'unit' | 'year' | 'source'>, lang: Lang): string {
  const t = fundWords[lang];
  return t.heading(textIn(fund.unit, lang), fund.year, t.source[fund.source]);
}

type Answer = ReturnType<typeof useActionData<typeof action>>;

function FundForms({ page, answer }: { page: Loaded; answer: Answer }) {
  const { lang, units, funds } = page;
  const t = fundWords[lang];
  const busy = useNavigation().state !== 'idle';
  const refused = answer && 'refused' in answer ? answer.refused : null;
  const error = (field: string) => (refused?.field === field ? refusalText(lang, refused) : undefined);
  return (
    <div className="govuk-grid-row">
      <section className="govuk-grid-column-one-half" aria-labelledby="credit-title">
        <h2 className="govuk-heading-m" id="credit-title">
          {t.creditTitle}
        </h2>
        <DraftForm place="funds#credit">
          <Select
            name="fundId"
            label={t.fund}
            error={error('fundId')}
            choices={funds.map((fund) => ({ value: fund.id, label: fundName(fund, lang) }))}
            required
          />
          <TextInput
            name="amount"
            label={t.amount}
            hint={t.amountHint}
            error={error('amount')}
            inputMode="decimal"
            width={10}
            required
          />
          <TextInput name="voucher" label={t.voucher} error={error('voucher')} maxLength={80} width={20} required />
          <Button name="act" value="credit" disabled={busy}>
            {t.credit}
          </Button>
        </DraftForm>
      </section>
      <section className="govuk-grid-column-one-half" aria-labelledby="open-title">
        <h2 className="govuk-heading-m" id="open-title">
          {t.openTitle}
        </h2>
        <DraftForm place="funds#open">
          <Select
            name="unitId"
            label={t.unit}
            error={error('unitId')}
            choices={units.map((unit) => ({ value: unit.id, label: textIn(unit.names, lang) }))}
            required
          />
          <TextInput
            name="year"
            label={t.year}
            error={error('year')}
            defaultValue={String(page.year)}
            inputMode="numeric"
            width={5}
            required
          />
          <Select
            name="source"
            label={t.sourceLabel}
            placeholder={false}
            defaultValue="fiscal"
            choices={[
              { value: 'fiscal', label: t.source.fiscal },
              { value: 'employer', label: t.source.employer },
            ]}
          />
          <Button name="act" value="open" variant="secondary" disabled={busy}>
            {t.open}
          </Button>
        </DraftForm>
      </section>
    </div>
  );
}
