import * as z from 'zod/mini';
import { HAZARD_GRADES, HAZARD_STATES } from '~/domain/case/hazard-kinds';
import { signedList } from './answer';
import { grant } from './case';

/** One entry of a rectification ledger, as it is sealed (Base64), with what the server knows of it. */
export const sealedHazardRow = z.object({
  hazardId: z.string(),
  order: z.int(),
  unitKeyId: z.string(),
  version: z.int(),
  bytes: z.string(),
  grade: z.enum(HAZARD_GRADES),
  state: z.enum(HAZARD_STATES),
  dueOn: z.nullable(z.string()),
  supervised: z.boolean(),
  reinspectedBy: z.nullable(z.string()),
});
export type SealedHazardRow = z.output<typeof sealedHazardRow>;

/** A page of them; `next` is the number after which the following page begins. */
export const hazardRowsAnswer = z.object({ rows: z.array(sealedHazardRow), next: z.nullable(z.int()) });

/** What opens them: the unit's keys as the member holds them, and the lists of those who wrote them. */
export const hazardWorkspace = z.object({
  unitId: z.string(),
  directory: z.nullable(signedList),
  former: z.array(signedList),
  grants: z.array(grant),
});
export type HazardWorkspace = z.output<typeof hazardWorkspace>;

/** The boards of a unit's sites, with who stands on them. */
export const dutyBoards = z.object({
  boards: z.array(z.object({ code: z.string(), owners: z.array(z.string()) })),
});

/** A file of evidence (Base64). */
export const hazardFileAnswer = z.object({ file: z.string() });
