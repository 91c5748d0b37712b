import { defineWords, type Lang } from './language';

/** Words for a form whose entry a colleague saved while it was being filled in. */
const meanwhileWords = defineWords(
  {
    changed: (label: string, value: string) =>
      `${label}：同事刚改为“${value}”。您填的还在，没有保存；再点一次，就以您的为准。`,
    nothing: '（空）',
  },
  {
    changed: (label, value) =>
      `${label}: a colleague has just changed it to “${value}”. What you entered is still here and was not saved; do it once more to put yours in its place.`,
    nothing: '(empty)',
  },
);

type Refused = { data?: Readonly<Record<string, unknown>> | null | undefined };

/** Which fields a colleague changed meanwhile, and what stands there now; null where the refusal is another. */
export function changedMeanwhile({ data }: Refused): { field: string; value: string }[] | null {
  const { rule, fields, values } = data ?? {};
  if (rule !== 'changedMeanwhile' || !Array.isArray(fields) || !Array.isArray(values)) return null;
  return fields.map((field, place) => ({ field: String(field), value: String(values[place] ?? '') }));
}

/** A sentence for such a field. */
export const changedText = (label: string, value: string, lang: Lang): string =>
  meanwhileWords[lang].changed(label, value === '' ? meanwhileWords[lang].nothing : value);
