import type { IsoDate } from '~/domain/dates';
import { parseYuan, plainYuan, ROUNDINGS } from '~/domain/money';
import { readDayAhead } from '~/domain/typed/day';
import { isBlank } from '~/domain/typed/text';
import { readPercent, readWhole } from '~/domain/typed/whole';
import { DANGER_LIMITS, HAND_ON_LIMIT, type PolicyData, policySchema } from './policy';

/** The kinds of which a county enters its own versions by form. */
export const POLICY_FORM_KINDS = ['reward', 'timeLimits', 'retention', 'blacklist'] as const;
export type PolicyFormKind = (typeof POLICY_FORM_KINDS)[number];

/** `yuan` is stored as fen, `percent` as basis points, `lines` as a list; optional fields may stay empty (null). */
export type PolicyInput = 'yuan' | 'percent' | 'count' | 'yesNo' | 'rounding' | 'text' | 'lines';
/** What a number must lie between; versions that were entered before the field came have the standard. */
type Range = { readonly standard: number; readonly least: number; readonly most: number };
export type PolicyField = {
  readonly name: string;
  readonly input: PolicyInput;
  readonly optional?: true;
  readonly range?: Range;
};

const yuan = (name: string): PolicyField => ({ name, input: 'yuan', optional: true });
const count = (name: string): PolicyField => ({ name, input: 'count' });

/** Form fields by kind, named by their place in the policy's data. */
export const POLICY_FIELDS = {
  reward: [
    { name: 'penaltyShare.basisPoints', input: 'percent', optional: true },
    yuan('penaltyShare.floorFen'),
    yuan('penaltyShare.capFen'),
    yuan('concealedDeath.perDeathFen.general'),
    yuan('concealedDeath.perDeathFen.larger'),
    yuan('concealedDeath.perDeathFen.major'),
    yuan('concealedDeath.perDeathFen.especiallyMajor'),
    yuan('concealedDeath.capFen'),
    yuan('generalHazard.minFen'),
    yuan('generalHazard.maxFen'),
    yuan('generalViolation.minFen'),
    yuan('generalViolation.maxFen'),
    { name: 'insider.basisPoints', input: 'percent', optional: true },
    yuan('insider.minimumFen'),
    yuan('insider.capFen'),
    { name: 'insider.familyCounts', input: 'yesNo', optional: true },
    { name: 'insider.legalBasis', input: 'text', optional: true },
    { name: 'anonymousEligible', input: 'yesNo', optional: true },
    { name: 'rounding', input: 'rounding', optional: true },
  ],
  timeLimits: [
    count('acceptanceWorkingDays'),
    { name: 'dangerHours', input: 'count', range: DANGER_LIMITS.dangerHours },
    { name: 'dangerAlertMinutes', input: 'count', range: DANGER_LIMITS.dangerAlertMinutes },
    count('verificationDays'),
    count('verificationExtensionDays'),
    count('verificationExtensions'),
    count('replyDays'),
    count('objectionDays'),
    count('reviewDays'),
    count('claimDays'),
    count('penaltyPublicationWorkingDays'),
    { name: 'handOnWorkingDays', input: 'count', range: HAND_ON_LIMIT },
  ],
  retention: [
    count('ends.closed.contentDays'),
    count('ends.closed.identityDays'),
    count('ends.notAccepted.contentDays'),
    count('ends.notAccepted.identityDays'),
    count('ends.withdrawn.contentDays'),
    count('ends.withdrawn.identityDays'),
    count('payeeDays'),
  ],
  blacklist: [
    count('listingMonths'),
    { name: 'earlyRemovalAfterMonths', input: 'count', optional: true },
    { name: 'priorNotice', input: 'yesNo' },
    { name: 'grounds', input: 'lines', optional: true },
  ],
} as const satisfies Record<PolicyFormKind, readonly PolicyField[]>;

/** Pairs of fields in which the second may not be less than the first. */
const ORDERED: readonly [less: string, more: string][] = [
  ['penaltyShare.floorFen', 'penaltyShare.capFen'],
  ['generalHazard.minFen', 'generalHazard.maxFen'],
  ['generalViolation.minFen', 'generalViolation.maxFen'],
  ['insider.minimumFen', 'insider.capFen'],
  ['ends.closed.identityDays', 'ends.closed.contentDays'],
  ['ends.notAccepted.identityDays', 'ends.notAccepted.contentDays'],
  ['ends.withdrawn.identityDays', 'ends.withdrawn.contentDays'],
];

export type PolicyProblem =
  | 'missing'
  | 'notYuan'
  | 'notPercent'
  | 'notCount'
  | 'outOfRange'
  | 'notDay'
  | 'noSuchDay'
  | 'tooLong'
  | 'order'
  | 'asRead';
/** `asRead`: nothing is wrong, but `day` was understood where less was written, and is to be seen before it counts. */
export type PolicyProblems = { field: string; problem: PolicyProblem; day?: IsoDate }[];
/** A county's version as typed; id and jurisdiction are given by the service. */
export type PolicyDraft = Record<string, unknown> & { kind: PolicyFormKind; effectiveFrom: string };

type Value = string | number | boolean | null | string[];
type Read = { value: Value } | { problem: PolicyProblem };

const isRounding = (text: string): boolean => (ROUNDINGS as readonly string[]).includes(text);
const YES: Record<string, boolean> = { yes: true, no: false };

function read({ input, optional, range }: PolicyField, text: string): Read {
  if (input === 'lines') return { value: text.split('\n').flatMap((line) => line.trim() || []) };
  if (text === '') return optional ? { value: null } : { problem: 'missing' };
  if (input === 'text') return text.length > 200 ? { problem: 'tooLong' } : { value: text };
  if (input === 'yesNo') return text in YES ? { value: YES[text] ?? false } : { problem: 'missing' };
  if (input === 'rounding') return isRounding(text) ? { value: text } : { problem: 'missing' };
  if (input === 'count') {
    const whole = readWhole(text);
    if (whole === null || whole > 100_000) return { problem: 'notCount' };
    const inRange = range === undefined || (whole >= range.least && whole <= range.most);
    return inRange ? { value: whole } : { problem: 'outOfRange' };
  }
  if (input === 'yuan') {
    const fen = parseYuan(text);
    return fen === null ? { problem: 'notYuan' } : { value: String(fen) };
  }
  const share = readPercent(text);
  return share === null ? { problem: 'notPercent' } : { value: share };
}

/**
 * Checks what was typed and names every field that is wrong: `effectiveFrom`, `legalBasis`, `checkedBy`, or one of
 * POLICY_FIELDS.
 */
export function parsePolicyForm(
  kind: PolicyFormKind,
  typed: (name: string) => string,
  today: IsoDate,
): { ok: true; draft: PolicyDraft } | { ok: false; problems: PolicyProblems } {
  const problems: PolicyProblems = [];
  const values = new Map<string, Value>();
  const from = readDayAhead(typed('effectiveFrom'), today);
  const effectiveFrom = 'day' in from ? from.day : '';
  const legalBasis = typed('legalBasis');
  const checkedBy = typed('checkedBy') || null;
  const dayProblem = firstDayProblem(from);
  if (dayProblem) problems.push({ field: 'effectiveFrom', ...dayProblem });
  if (isBlank(legalBasis)) problems.push({ field: 'legalBasis', problem: 'missing' });
  if (legalBasis.length > 200) problems.push({ field: 'legalBasis', problem: 'tooLong' });
  if (checkedBy !== null && checkedBy.length > 100) problems.push({ field: 'checkedBy', problem: 'tooLong' });
  for (const field of POLICY_FIELDS[kind]) {
    const answer = read(field, typed(field.name));
    if ('problem' in answer) problems.push({ field: field.name, problem: answer.problem });
    else values.set(field.name, answer.value);
  }
  problems.push(...outOfOrder(values), ...insiderGaps(values));
  if (problems.length > 0) return { ok: false, problems };
  const header = { kind, effectiveFrom, effectiveTo: null, legalBasis, checkedBy, checked: checkedBy !== null };
  return { ok: true, draft: { ...header, ...nested(kind, values) } };
}

const DAY_PROBLEMS = { notADay: 'notDay', noSuchDay: 'noSuchDay' } as const;

function firstDayProblem(read: ReturnType<typeof readDayAhead>): { problem: PolicyProblem; day?: IsoDate } | null {
  if ('problem' in read) return { problem: DAY_PROBLEMS[read.problem] };
  return read.sure ? null : { problem: 'asRead', day: read.day };
}

function outOfOrder(values: Map<string, Value>): PolicyProblems {
  return ORDERED.flatMap(([less, more]) => {
    const [a, b] = [values.get(less) ?? null, values.get(more) ?? null];
    return a !== null && b !== null && Number(a) > Number(b) ? [{ field: more, problem: 'order' as const }] : [];
  });
}

const INSIDER = ['insider.basisPoints', 'insider.familyCounts', 'insider.legalBasis'] as const;

/** An uplift is entered with all its fields or not at all. */
function insiderGaps(values: Map<string, Value>): PolicyProblems {
  const said = [...values].some(([name, value]) => name.startsWith('insider.') && value !== null);
  if (!said) return [];
  return INSIDER.filter((name) => values.get(name) === null).map((field) => ({ field, problem: 'missing' }));
}

function nested(kind: PolicyFormKind, values: Map<string, Value>): Record<string, unknown> {
  const data: Record<string, unknown> = kind === 'timeLimits' || kind === 'retention' ? { localLimits: [] } : {};
  for (const [name, value] of values) {
    const path = name.split('.');
    const last = path.pop() ?? '';
    let at = data;
    for (const step of path) {
      at[step] ??= {};
      at = at[step] as Record<string, unknown>;
    }
    at[last] = value;
  }
  if (kind === 'reward' && values.get('insider.basisPoints') === null) data.insider = null;
  return data;
}

/** The policy's data as the form writes it; null for what it leaves to the wider rule. */
export function policyAnswers(kind: PolicyFormKind, data: unknown): Record<string, string> {
  return Object.fromEntries(
    POLICY_FIELDS[kind].map(({ name, input, range }: PolicyField) => {
      const value = at(data, name.split('.'));
      return [name, written(input, data === undefined ? value : (value ?? range?.standard))];
    }),
  );
}

const at = (data: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, step) => (inner as Record<string, unknown> | null | undefined)?.[step], data);

function written(input: PolicyInput, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (input === 'yesNo') return value ? 'yes' : 'no';
  if (input === 'yuan') return plainYuan(BigInt(String(value)));
  if (input === 'percent') return String(Number(value) / 100);
  return Array.isArray(value) ? value.join('\n') : String(value);
}

/** The draft under its id, as stored; throws ZodError when form and schema disagree. */
export function draftedPolicy(draft: PolicyDraft, id: string, jurisdiction: string): PolicyData {
  const data = { ...draft, id, jurisdiction };
  policySchema.parse(data);
  return data as unknown as PolicyData;
}

/**
 * The form begins with the county's newest version, or else with the national one; a reward rule leaves to the national
 * one what it can.
 */
export function policyBegun(
  standing: readonly { data: PolicyData; county: boolean }[],
  kind: PolicyFormKind,
): Record<string, string> {
  const ofKind = standing.filter(({ data }) => data.kind === kind);
  const from = ofKind.find(({ county }) => county) ?? (kind === 'reward' ? undefined : ofKind[0]);
  return { ...policyAnswers(kind, from?.data), effectiveFrom: from?.data.effectiveFrom ?? '' };
}
