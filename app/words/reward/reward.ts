import { defineWords } from '~/words/define';
import { rewardWords as en } from '~/words/en/reward/reward';
import { formatMoney, type Lang } from '~/words/language';
import { type RefusedShape, refusalSentence } from '~/words/refused';
import { revisionWords } from '~/words/reward/revision';
import { vocabularyWords } from '~/words/vocabulary';
import { rewardWords as zh } from '~/words/zh/reward/reward';

export const rewardWords = defineWords({ zh, en });

/** A refusal as an action of these pages answers it. */
export type Refused = RefusedShape;

const digits = (value: unknown): bigint => (typeof value === 'string' && /^\d+$/.test(value) ? BigInt(value) : 0n);

/** A refusal in words for a field or a button. */
export function refusalText(lang: Lang, refused: Refused): string {
  const { code, field, data } = refused;
  const t = rewardWords[lang];
  const names = vocabularyWords[lang];
  if (code === 'fundTooLow') {
    return t.fundTooLow(
      formatMoney(digits(data?.balance), lang, { exact: true }),
      formatMoney(digits(data?.amount), lang, { exact: true }),
    );
  }
  if (data?.rule === 'notCertified') return names.notCertified;
  const because = data?.because as keyof typeof names.rewardRefusals | undefined;
  if (because !== undefined && because in names.rewardRefusals) return t.noneDue + names.rewardRefusals[because];
  const none = revisionWords[lang].none;
  const unsettled = data?.because as keyof typeof none | undefined;
  if (unsettled !== undefined && unsettled in none) return none[unsettled];
  if (code === 'alreadyDone' && field === 'voucher') return t.fields.voucherUsed ?? refusalSentence(refused, lang);
  const byField = code === 'invalid' || code === 'conflict' || (code === 'alreadyDone' && field === 'year');
  return (byField && field ? t.fields[field] : undefined) ?? refusalSentence(refused, lang);
}
