import type { ActRule } from './act';
import { CASE_ACT_NAMES, type CaseActName, caseActs } from './case-acts';
import { countyActs } from './county-acts';
import { hazardActs } from './hazard-acts';
import { keyActs } from './key-acts';
import { logActs } from './log-acts';
import { openingActs } from './opening-acts';
import { orderActs } from './order-acts';
import { publicationActs } from './publication-acts';
import { reportActs } from './report-acts';
import { rewardActs } from './reward-acts';
import { staffActs } from './staff-acts';

/** Every act, defined once. Its name is both the permission and the audit verb. */
export const ACTS = {
  ...reportActs,
  ...caseActs,
  ...hazardActs,
  ...orderActs,
  ...openingActs,
  ...rewardActs,
  ...publicationActs,
  ...keyActs,
  ...staffActs,
  ...countyActs,
  ...logActs,
} as const satisfies Record<string, ActRule>;

export type Act = keyof typeof ACTS;
/** Acts that only read, and leave a log row. */
export type LoggedLook = { [A in Act]: (typeof ACTS)[A] extends { logged: true } ? A : never }[Act];

/** Former names of acts, found in older rows of the log and of timelines, which are never rewritten. */
const FORMER_NAMES = new Map<string, Act>([['case.findVerdict', 'case.proposeVerdict']]);

/** The present name of the act that a row of the log or of a timeline names; null for a name that no version knows. */
export function actNamed(name: string): Act | null {
  if (Object.hasOwn(ACTS, name)) return name as Act;
  return FORMER_NAMES.get(name) ?? null;
}

/** The act on the case page that such a row names; null for any other act. */
export const caseActNamed = (name: string): CaseActName | null =>
  CASE_ACT_NAMES.find((act) => `case.${act}` === actNamed(name)) ?? null;

/** Name of the act's event in the history that a reporter saves; null when it does not appear there. */
export function eventOf(name: string): string | null {
  const act = actNamed(name);
  const rule: ActRule | null = act && ACTS[act];
  return rule?.event ?? null;
}
