import type { RefusalCode, RefusalData } from '~/domain/refusal';
import type { FormError } from '~/ui/error-summary';
import { refusedText } from '~/words/follow/access';
import { type Lang, labelled } from '~/words/language';
import { changedMeanwhile, changedText } from '~/words/meanwhile';

export type RefusedEntry = { code: RefusalCode; field: string | null; data?: RefusalData | null | undefined };

type Words = {
  /** The label of a field, by its name. */
  labelOf: (field: string) => string;
  /** Sentences by problem. */
  problems: Readonly<Record<string, string>>;
  /** What stands in a field now, where that is not read as it is stored. */
  nowSaid?: (field: string, value: string) => string;
  /** A refusal of which the page itself has words; null for all others. */
  own?: (refused: RefusedEntry) => FormError[] | null;
};

/** What is wrong with an entry, each problem or colleague's change beside its field; else the refusal as a whole. */
export function entryErrors(
  refused: RefusedEntry | null,
  lang: Lang,
  { labelOf, problems: told, nowSaid, own }: Words,
): FormError[] {
  if (refused === null) return [];
  const ofPage = own?.(refused) ?? null;
  if (ofPage !== null) return ofPage;
  const changed = changedMeanwhile(refused);
  if (changed !== null) {
    const say = nowSaid ?? ((field: string, value: string) => changedText(labelOf(field), value, lang));
    return changed.map(({ field, value }) => ({ field, message: say(field, value) }));
  }
  const { problems } = refused.data ?? {};
  if (!Array.isArray(problems)) return [{ message: refusedText(refused, lang) }];
  return problems.map((text: string) => {
    const [field = '', problem = ''] = text.split(' ');
    const message = told[problem] ?? refusedText(refused, lang);
    return { field, message, summary: `${labelled(labelOf(field), lang)}${message}` };
  });
}
