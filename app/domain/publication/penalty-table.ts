import { isSectorCode } from '~/domain/county/sector-list';
import { headingAt, plainHeading } from '~/domain/county/table-heading';
import type { IsoDate } from '~/domain/dates';
import { plainLine } from '~/domain/typed/text';
import type { Lang } from '~/domain/vocabulary';
import { PENALTY_FIELDS, type PenaltyField, parsePenaltyForm } from './penalty-form';

/** Headings by which ledgers name a column, by language; pages show the first one of each. */
const HEADINGS = {
  decisionNumber: { zh: ['决定书文号', '处罚决定书文号', '文号'], en: ['decision number', 'number'] },
  decidedOn: { zh: ['决定日期', '处罚日期', '处罚决定日期'], en: ['decided on', 'date'] },
  offender: { zh: ['被处罚单位', '当事人', '单位名称'], en: ['offender'] },
  creditCode: { zh: ['统一社会信用代码', '信用代码'], en: ['credit code'] },
  sector: { zh: ['行业', '所属行业'], en: ['sector'] },
  town: { zh: ['属地', '镇街', '乡镇', '所在镇街'], en: ['town'] },
  offence: { zh: ['违法行为', '违法事实', '案由'], en: ['offence'] },
  legalBasis: { zh: ['法律依据', '处罚依据'], en: ['legal basis'] },
  amountYuan: { zh: ['罚款（元）', '罚款金额', '罚款', '金额'], en: ['fine (yuan)', 'fine', 'amount'] },
} as const satisfies Record<PenaltyField, Record<Lang, readonly [string, ...string[]]>>;
const OPTIONAL: readonly PenaltyField[] = ['creditCode', 'town'];

export const penaltyHeading = (field: PenaltyField, lang: Lang): string => HEADINGS[field][lang][0];

export type TypedPenalty = Record<PenaltyField, string>;
export type PenaltyProblem = 'wrong' | 'scientific' | 'repeated' | 'registered' | 'town';
export type PenaltyRowProblem = { column: PenaltyField; problem: PenaltyProblem };

/** Where each column stands, or which needed ones are missing. */
export function penaltyColumns(header: readonly string[]): {
  at: Partial<Record<PenaltyField, number>>;
  missing: PenaltyField[];
} {
  const found = PENALTY_FIELDS.map((field) => {
    const known = [field, ...Object.values(HEADINGS[field]).flat()];
    return [field, headingAt(header, known)] as const;
  });
  const at = Object.fromEntries(found.filter(([, place]) => place >= 0)) as Partial<Record<PenaltyField, number>>;
  return { at, missing: PENALTY_FIELDS.filter((field) => at[field] === undefined && !OPTIONAL.includes(field)) };
}

/** Codes by the names that a ledger has for sectors and towns, in plain spelling. */
export type PenaltyNames = { sectors: ReadonlyMap<string, string | null>; towns: ReadonlyMap<string, string | null> };

/** A row as the form of one decision would have it: names are codes, and ¥ and commas are no part of a sum. */
export function typedPenalty(
  cells: readonly string[],
  at: Partial<Record<PenaltyField, number>>,
  { sectors, towns }: PenaltyNames,
): TypedPenalty {
  const cell = (field: PenaltyField) => cells[at[field] ?? -1] ?? '';
  const code = (called: ReadonlyMap<string, string | null>, name: string) => called.get(plainHeading(name)) ?? name;
  return {
    ...(Object.fromEntries(PENALTY_FIELDS.map((field) => [field, cell(field)])) as TypedPenalty),
    sector: code(sectors, cell('sector')),
    town: code(towns, cell('town')),
    amountYuan: plainLine(cell('amountYuan')).replace(/^[¥￥]|[,，元\s]/g, ''),
  };
}

/** The codes of trades and areas that there are in the county. */
export type PenaltyPlaces = { sectors: ReadonlySet<string>; towns: ReadonlySet<string> };

/** What is wrong with a row by itself. */
export function penaltyProblems(
  typed: TypedPenalty,
  { today, sectors, towns }: PenaltyPlaces & { today: IsoDate },
): PenaltyRowProblem[] {
  const read = parsePenaltyForm((field) => typed[field], today);
  const problems = (read.ok ? [] : read.fields).map((column): PenaltyRowProblem => {
    // A spreadsheet that took a code for a number has lost its last digits.
    const scientific = /^\d([.,]\d+)?e\+?\d+$/i.test(plainLine(typed[column]));
    return { column, problem: scientific ? 'scientific' : 'wrong' };
  });
  if (isSectorCode(typed.sector) && !sectors.has(typed.sector)) problems.push({ column: 'sector', problem: 'wrong' });
  if (typed.town !== '' && !towns.has(typed.town)) problems.push({ column: 'town', problem: 'town' });
  return problems;
}
