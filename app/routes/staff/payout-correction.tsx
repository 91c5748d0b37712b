import { Form, useActionData } from '@remix-run/react';
import { CORRECTION_REASONS } from '~/domain/reward-order';
import type { PayoutRow } from '~/services/payout-page.server';
import { Button } from '~/ui/button';
import { choicesFrom } from '~/ui/choice';
import { Details } from '~/ui/details';
import { ErrorMessage } from '~/ui/error-message';
import { Select } from '~/ui/select';
import { TextInput } from '~/ui/text-input';
import { formatMoney, type Lang } from '~/words/language';
import { payoutWords } from '~/words/payout';
import { refusalText } from '~/words/reward';
import type { action } from './payouts';

/** A payment that came back, or was booked by mistake, is taken back by an entry of its own. */
export function PayoutCorrection({ rows, lang }: { rows: readonly PayoutRow[]; lang: Lang }) {
  const t = payoutWords[lang];
  const answer = useActionData<typeof action>();
  const refused = answer && 'refused' in answer ? answer.refused : null;
  const choices = rows.map((row) => ({
    value: row.rewardId,
    label: `${row.order} · ${formatMoney(row.amount, lang, { exact: true })} · ${row.voucher}`,
  }));
  return (
    <Details summary={t.correctTitle} open={refused !== null}>
      <Form method="post" data-correct-payment>
        <p className="govuk-body">{t.correctHint}</p>
        <ErrorMessage
          id="correct-error"
          message={refused && refused.field !== 'voucher' ? refusalText(lang, refused) : undefined}
        />
        <Select name="rewardId" id="correct-reward" label={t.correctWhich} choices={choices} required />
        <Select
          name="reason"
          id="correct-reason"
          label={t.correctReason}
          choices={choicesFrom(CORRECTION_REASONS, t.correctReasons)}
          required
        />
        <TextInput
          name="voucher"
          id="correct-voucher"
          label={t.correctVoucher}
          error={refused?.field === 'voucher' ? refusalText(lang, refused) : undefined}
          maxLength={40}
          width={20}
          required
        />
        <Button name="act" value="correct" variant="warning">
          {t.correct}
        </Button>
      </Form>
    </Details>
  );
}
