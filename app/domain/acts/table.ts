import type { ActRule } from './act';
import { caseActs } from './case-acts';
import { countyActs } from './county-acts';
import { keyActs } from './key-acts';
import { logActs } from './log-acts';
import { openingActs } from './opening-acts';
import { publicationActs } from './publication-acts';
import { reportActs } from './report-acts';
import { rewardActs } from './reward-acts';
import { staffActs } from './staff-acts';

/** Every act, once. The name is permission and audit verb at once. */
export const ACTS = {
  ...reportActs,
  ...caseActs,
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

/** What acts were called in rows of the log and of timelines that were written before; those rows stay as they are. */
const FORMER_NAMES = new Map<string, Act>([['case.findVerdict', 'case.proposeVerdict']]);

/** The act that a row of the log or of a timeline names, under its present name; null for a name that no version knows. */
export function actNamed(name: string): Act | null {
  if (Object.hasOwn(ACTS, name)) return name as Act;
  return FORMER_NAMES.get(name) ?? null;
}

/** What has happened when this act was done, as the history that a reporter saves calls it; null where it has no part there. */
export function eventOf(name: string): string | null {
  const act = actNamed(name);
  const rule: ActRule | null = act && ACTS[act];
  return rule?.event ?? null;
}
