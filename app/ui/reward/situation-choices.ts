import type { Situation } from '~/domain/county/situation-list';
import type { ChoiceGroup } from '~/ui/select';
import { formatMoney, type Lang, labelled } from '~/words/language';

/** What a list shows of a situation's text; the whole text stands in the table and in the step of a reward. */
const LONGEST = 60;

/** The situations by trade, those of one trade first, each with its amount. */
export function situationChoices(
  items: readonly Situation[],
  nameOf: (sector: string) => string,
  lang: Lang,
  first?: string,
): ChoiceGroup[] {
  const sectors = [...new Set(items.map(({ sector }) => sector))].sort(
    (a, b) => Number(b === first) - Number(a === first),
  );
  return sectors.map((sector) => ({
    label: nameOf(sector),
    choices: items
      .filter((one) => one.sector === sector)
      .map(({ code, text, amountFen }) => {
        const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
        return { value: code, label: `${labelled(code, lang)}${short} · ${formatMoney(amountFen, lang)}` };
      }),
  }));
}
