import type { IsoDate } from '~/domain/dates';
import { parseYuan, plainYuan, ROUNDINGS } from '~/domain/money';
import { readDayAhead } from '~/domain/typed/day';
import { isBlank } from '~/domain/typed/text';
import { readPercent, readWhole } from '~/domain/typed/whole';
import { type PolicyData, policySchema } from './policy';
import { ORDERED, POLICY_FIELDS, type PolicyField, type PolicyFormKind, type PolicyInput } from './policy-fields';
import { PAYERS, TIERS, type Tier, tierOf } from './reward-policy';

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
export type PolicyDraft = Record<string, unknown> & {
  kind: PolicyFormKind;
  effectiveFrom: string;
  tier?: Tier | null;
  unit?: string | null;
};
/** Of whose rule a version is one: the tier, and the code of the department. */
export type PolicyPlace = { tier: Tier | null; unit: string | null };

type Value = string | number | boolean | null | string[];
type Read = { value: Value } | { problem: PolicyProblem };

const isRounding = (text: string): boolean => (ROUNDINGS as readonly string[]).includes(text);
const isTier = (text: string): text is Tier => (TIERS as readonly string[]).includes(text);
const isPayer = (text: string): boolean => (PAYERS as readonly string[]).includes(text);
const YES: Record<string, boolean> = { yes: true, no: false };

function read({ input, optional, range }: PolicyField, text: string): Read {
  if (input === 'lines') return { value: text.split('\n').flatMap((line) => line.trim() || []) };
  if (text === '') return optional ? { value: null } : { problem: 'missing' };
  if (input === 'text') return text.length > 200 ? { problem: 'tooLong' } : { value: text };
  if (input === 'yesNo') return text in YES ? { value: YES[text] ?? false } : { problem: 'missing' };
  if (input === 'tier') return isTier(text) ? { value: text } : { problem: 'missing' };
  if (input === 'payer') return isPayer(text) ? { value: text } : { problem: 'missing' };
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
  return { ok: true, draft: { ...header, ...placeTyped(kind, typed), ...nested(kind, values) } };
}

/** The place that a form was opened for; only reward rules have tiers, and only departments' ones a unit. */
export function placeTyped(kind: PolicyFormKind, typed: (name: string) => string): Partial<PolicyPlace> {
  if (kind !== 'reward') return {};
  const named = typed('tier');
  const tier = isTier(named) && named !== 'nation' ? named : 'county';
  return { tier, unit: tier === 'department' ? typed('unit') : null };
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

/** Kinds of which the shipped version names figures that no law does. */
const LOCAL: ReadonlySet<PolicyFormKind> = new Set(['timeLimits', 'retention', 'assessment']);

function nested(kind: PolicyFormKind, values: Map<string, Value>): Record<string, unknown> {
  const data: Record<string, unknown> = LOCAL.has(kind) ? { localLimits: [] } : {};
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

/** Versions of one place follow one another. */
export function placeOf(data: PolicyData): string {
  if (data.kind !== 'reward') return data.kind;
  const { tier = null, jurisdiction, unit = null } = data;
  return `reward ${tierOf({ tier, jurisdiction })} ${unit ?? ''}`;
}

/**
 * The form begins with the newest version of its place, also one that waits for a second person, or else with the
 * national one; a reward rule leaves to wider ones what it can.
 */
export function policyBegun(
  standing: readonly { data: PolicyData; county: boolean }[],
  kind: PolicyFormKind,
  { tier, unit }: PolicyPlace = { tier: null, unit: null },
): Record<string, string> {
  const place = kind === 'reward' ? `reward ${tier ?? 'county'} ${unit ?? ''}` : kind;
  const from =
    standing.find(({ data, county }) => county && placeOf(data) === place) ??
    (kind === 'reward' ? undefined : standing.find(({ data }) => data.kind === kind));
  return { ...policyAnswers(kind, from?.data), effectiveFrom: from?.data.effectiveFrom ?? '' };
}

/** A template as the form writes it, for a county that makes it its own; it names its own document and first day. */
export function templateAnswers(template: PolicyData): Record<string, string> {
  const { effectiveFrom, legalBasis } = template;
  const insider = template.kind === 'insider' ? { ...template.uplift, legalBasis } : null;
  const answers = policyAnswers('reward', insider === null ? template : { insider });
  return { ...answers, effectiveFrom, legalBasis };
}
