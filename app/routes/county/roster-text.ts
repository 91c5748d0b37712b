import { isLast, MINUTES_OF_DAY, type RosterLine, type Span } from '~/domain/county/roster';
import { type LineField, timeText } from '~/domain/county/roster-entry';
import { type Localized, textIn } from '~/domain/localized';
import type { RefusalCode, RefusalData } from '~/domain/refusal';
import type { FormError } from '~/ui/error-summary';
import { rosterWords } from '~/words/county/roster';
import { refusedText } from '~/words/follow/access';
import { formatList, type Lang, labelled } from '~/words/language';
import { changedMeanwhile, changedText } from '~/words/meanwhile';

export type NamedUnit = { id: string; names: Localized };

/** An entry's days and hours in words. */
export function whenText({ days, from, to }: Pick<RosterLine, 'days' | 'from' | 'to'>, lang: Lang): string {
  const words = rosterWords[lang];
  const named =
    days.length === 7
      ? words.everyDay
      : formatList(
          days.map((one) => weekday(one, lang)),
          lang,
        );
  const whole = from % MINUTES_OF_DAY === to % MINUTES_OF_DAY;
  return `${named} ${whole ? words.allDay : words.hours(timeText(from), timeText(to), to < from)}`;
}

const weekday = (one: number, lang: Lang): string => {
  const names: Record<number, string> = rosterWords[lang].weekdays;
  return names[one] ?? '';
};

/** A span of the week, with its weekdays. */
export function spanText({ from, to }: Span, lang: Lang): string {
  const at = (minute: number) =>
    `${weekday(Math.floor(minute / MINUTES_OF_DAY) + 1, lang)} ${timeText(minute % MINUTES_OF_DAY)}`;
  // The end of a day is written as that day's 24:00.
  const end = `${weekday(Math.floor((to - 1) / MINUTES_OF_DAY) + 1, lang)} ${timeText(((to - 1) % MINUTES_OF_DAY) + 1)}`;
  return rosterWords[lang].span(at(from), end);
}

export function unitText(unitId: string | null, units: readonly NamedUnit[], lang: Lang): string {
  if (unitId === null) return rosterWords[lang].wholeCounty;
  return textIn(units.find(({ id }) => id === unitId)?.names ?? {}, lang) || unitId;
}

export function whoText(line: RosterLine, lang: Lang): string {
  const words = rosterWords[lang];
  const place = line.event === 'danger' && isLast(line) ? words.last : words.order(line.rank);
  return `${words.roles[line.role]} · ${place}`;
}

/** A whole entry in one line, for whoever decides about a change of it. */
export function lineText(line: RosterLine, units: readonly NamedUnit[], lang: Lang): string {
  const words = rosterWords[lang];
  const ways = [line.mail, line.target].filter((one) => one !== null);
  const parts = [words.events[line.event], unitText(line.unitId, units, lang), whoText(line, lang)];
  return [...parts, whenText(line, lang), ...ways].join(' · ');
}

type Refused = { code: RefusalCode; field: string | null; data?: RefusalData | null | undefined };

/** What is wrong with an entry, each problem beside its field; else the refusal as a whole. */
export function lineErrors(refused: Refused | null, lang: Lang): FormError[] {
  if (refused === null) return [];
  const words = rosterWords[lang];
  const { problems, rule } = refused.data ?? {};
  const labels: Record<string, string> = { ...words.fields, endDay: words.form.endDay };
  const changed = changedMeanwhile(refused);
  if (changed !== null) {
    return changed.map(({ field, value }) => ({ field, message: changedText(labels[field] ?? field, value, lang) }));
  }
  if (rule === 'unchanged' || rule === 'waits') return [{ message: words.form[rule] }];
  if (!Array.isArray(problems)) return [{ message: refusedText(refused, lang) }];
  const told: Record<string, string> = words.wrong;
  return problems.map((text: string) => {
    const [field = '', problem = ''] = text.split(' ');
    const message = told[problem] ?? refusedText(refused, lang);
    return { field: field as LineField, message, summary: `${labelled(labels[field] ?? field, lang)}${message}` };
  });
}
