import { textIn } from '~/domain/localized';
import { isAskedOf, type ReportField } from '~/domain/report/report-fields';
import { commonWords } from '~/words/common';
import { formatDate, type Lang } from '~/words/language';
import { reportWords } from '~/words/report/report';
import { sectorNames } from '~/words/sectors';
import { vocabularyWords } from '~/words/vocabulary';
import { answeredFields, answerLabel, listedName } from './report-answered';
import type { ReportBoardFacts } from './report-board';
import type { ReportChoices, ReportValues } from './report-shown';

type Answered = { lang: Lang; values: ReportValues; choices: ReportChoices; board: ReportBoardFacts | null };

/** The questions that are asked of this reporter, with the answers in words. */
export function answerRows({ lang, values, choices, board }: Answered): { key: string; value: string }[] {
  const words = reportWords[lang];
  const common = commonWords[lang];
  const names = vocabularyWords[lang];
  const yesNo = (field: 'urgent' | 'insider' | 'wantsReward') =>
    values[field] === 'yes' ? words[field].yes : words[field].no;
  /** Answers that are shown otherwise than as typed text or a choice of the field's own list. */
  const own: Partial<Record<ReportField, string>> = {
    urgent: values.urgent === 'yes' ? common.yes : common.no,
    matter: nameOf(names.matters, values.matter),
    sector: nameOf(sectorNames(lang, choices.sectors), values.sector),
    area: areaName(choices, values.area, lang) ?? words.area.unsure,
    accusedUnit: unitName(choices, values.accusedUnit, lang) ?? words.accusedUnit.none,
    occurredOn: dayText(values.occurredOn, lang) ?? common.notGiven,
    deaths: values.deaths || '0',
    insider: yesNo('insider'),
    anonymity: values.anonymity === 'named' ? words.anonymity.named : words.anonymity.anonymous,
    wantsReward: yesNo('wantsReward'),
    ...(board && { employer: textIn(board.employer, lang), site: textIn(board.site, lang) }),
  };
  return answeredFields({ board: board !== null })
    .filter((field) => isAskedOf(field, values.anonymity))
    .map((field) => {
      const typed = listedName(field, values[field], words) ?? values[field];
      return { key: answerLabel(field, words), value: own[field] ?? (typed || common.notGiven) };
    });
}

const nameOf = (names: Readonly<Record<string, string>>, code: string | undefined): string => names[code ?? ''] ?? '';

const dayText = (day: string | undefined, lang: Lang): string | null =>
  day && /^\d{4}-\d{2}-\d{2}$/.test(day) ? formatDate(day, lang) : day || null;

function areaName(choices: ReportChoices, code: string | undefined, lang: Lang): string | null {
  for (const town of choices.towns) {
    if (town.code === code) return textIn(town.name, lang);
    const village = town.villages.find((one) => one.code === code);
    if (village) return `${textIn(town.name, lang)} ${textIn(village.name, lang)}`;
  }
  return null;
}

const unitName = (choices: ReportChoices, id: string | undefined, lang: Lang): string | null =>
  textIn(choices.units.find((unit) => unit.id === id)?.name ?? {}, lang) || null;
