import { CORRECTION_REASONS } from '~/domain/reward/reward-order';
import type { PayoutRow } from '~/services/reward/payout-rows.server';
import { choicesFrom } from '~/ui/choice';
import { Select } from '~/ui/select';
import { formatMoney, type Lang } from '~/words/language';
import { payoutWords } from '~/words/reward/payout';
import { CorrectionForm } from './correction-form';

/** The form for a payment that came back, or was booked by mistake. */
export function PayoutCorrection({ rows, lang }: { rows: readonly PayoutRow[]; lang: Lang }) {
  const t = payoutWords[lang];
  const choices = rows.map((row) => ({
    value: `${row.rewardId} ${row.shown}`,
    label: `${row.order} · ${formatMoney(row.amount, lang, { exact: true })} · ${row.voucher}`,
  }));
  return (
    <CorrectionForm lang={lang} what="payment" words={t} none={rows.length === 0}>
      <Select name="payment" id="correct-reward" label={t.correctWhich} choices={choices} required />
      <Select
        name="reason"
        id="correct-reason"
        label={t.correctReason}
        choices={choicesFrom(CORRECTION_REASONS, t.correctReasons)}
        required
      />
    </CorrectionForm>
  );
}
