import { defineWords } from '~/words/define';
import { meanwhileWords as en } from '~/words/en/meanwhile';
import type { Lang } from '~/words/language';
import { meanwhileWords as zh } from '~/words/zh/meanwhile';

/** Words for a form whose entry a colleague saved while it was being filled in. */
const meanwhileWords = defineWords({ zh, en });

type Refused = { data?: Readonly<Record<string, unknown>> | null | undefined };

/** Which fields a colleague changed meanwhile, and what stands there now; null for any other refusal. */
export function changedMeanwhile({ data }: Refused): { field: string; value: string }[] | null {
  const { rule, fields, values } = data ?? {};
  if (rule !== 'changedMeanwhile' || !Array.isArray(fields) || !Array.isArray(values)) return null;
  return fields.map((field, place) => ({ field: String(field), value: String(values[place] ?? '') }));
}

/** A sentence for each such field. */
export const changedText = (label: string, value: string, lang: Lang): string =>
  meanwhileWords[lang].changed(label, value === '' ? meanwhileWords[lang].nothing : value);
