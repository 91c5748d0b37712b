import { eq } from 'drizzle-orm';
import { routingRule } from '#db/schema/county';
import { policyChange } from '#db/schema/policy-change';
import { member } from '#db/schema/staff';
import type { Member } from '~/domain/acts/permission';
import { boardShown } from '~/domain/county/board-entry';
import { dutiesShown, unitsDutiesShown } from '~/domain/county/duty-table';
import type { PolicyData } from '~/domain/county/policy';
import { type PolicyDraft, policyBegun } from '~/domain/county/policy-form';
import { employerShown, type TypedEmployer } from '~/domain/county/register-entry';
import type { RoutingRule } from '~/domain/report/routing';
import { type Shown, shownText } from '~/domain/shown-entry';
import { rolesShown } from '~/domain/staff/role-change';
import type { Role } from '~/domain/vocabulary';
import { type Context, today } from '~/services/context.server';
import {
  type DutyMove,
  dutyPage,
  moveDuties,
  type RoutingTerms,
  type SetDuty,
  setDuties,
  setRoutingTerms,
} from '~/services/county/duty.server';
import { openEmployer } from '~/services/county/employer.server';
import { changeEmployer, closeEmployer } from '~/services/county/employer-change.server';
import { askCountyPolicy } from '~/services/county/policy-draft.server';
import { enterPolicy } from '~/services/county/policy-entry.server';
import { policiesPage } from '~/services/county/policy-standing.server';
import { sectorShown, setSector, type TypedSector } from '~/services/county/sector.server';
import { draftedSectors } from '~/services/county/sector-rows.server';
import { boardTyped, openBoard } from '~/services/county/signboard.server';
import { changeBoard, closeBoard, type TypedBoardAt } from '~/services/county/signboard-change.server';
import { changeRoles } from '~/services/staff/member-change.server';
import { allSectorNames } from '~/words/sectors';

export const askCountyPolicySeen = async (ctx: Context, by: Member, draft: PolicyDraft) => {
  const { kind, tier = null, unit = null } = draft;
  const page = policiesPage(ctx, by).then(({ standing }) => policyBegun(standing, kind, { tier, unit }));
  return askCountyPolicy(ctx, by, draft, await textOr(page));
};

/** Asked for as on the page, and entered as a second person’s agreement enters it; who may agree has its own tests. */
export const enterCountyPolicySeen = async (ctx: Context, by: Member, draft: PolicyDraft) => {
  const id = await askCountyPolicySeen(ctx, by, draft);
  const agreed = { state: 'confirmed', decidedBy: crypto.randomUUID(), decidedOn: today(ctx) } as const;
  const [row] = await ctx.db.update(policyChange).set(agreed).where(eq(policyChange.id, id)).returning();
  await enterPolicy(ctx, { kind: 'system', name: 'test' }, row?.data as PolicyData);
};

/** Acts of somebody whose page was made just before, with what that page showed. */

/** Nothing was shown about something that does not exist. */
const textOr = (found: Promise<Shown>): Promise<string> => found.then(shownText, () => '');

export const employerAsShown = ({ db }: Context, id: string) => textOr(openEmployer(db, id).then(employerShown));
export const boardAsShown = ({ db }: Context, code: string) =>
  textOr(openBoard(db, code).then((row) => boardShown(boardTyped(row))));
const rulesOf = async ({ db }: Context) => (await db.select().from(routingRule)) as RoutingRule[];

export const changeEmployerSeen = async (ctx: Context, by: Member, id: string, typed: TypedEmployer) =>
  changeEmployer(ctx, by, id, { ...typed, shown: await employerAsShown(ctx, id) });
export const closeEmployerSeen = async (ctx: Context, by: Member, id: string) =>
  closeEmployer(ctx, by, id, await employerAsShown(ctx, id));
export const changeBoardSeen = async (ctx: Context, by: Member, code: string, typed: TypedBoardAt) =>
  changeBoard(ctx, by, code, { ...typed, shown: await boardAsShown(ctx, code) });
export const closeBoardSeen = async (ctx: Context, by: Member, code: string) =>
  closeBoard(ctx, by, code, await boardAsShown(ctx, code));

export const setDutiesSeen = async (ctx: Context, by: Member, changes: readonly Omit<SetDuty, 'field'>[]) => {
  const fields = changes.map((one, place) => ({ ...one, field: String(place) }));
  return setDuties(ctx, by, fields, shownText(dutiesShown(await rulesOf(ctx), fields)));
};
export const moveDutiesSeen = async (ctx: Context, by: Member, move: DutyMove) =>
  moveDuties(ctx, by, { ...move, shown: shownText(unitsDutiesShown(await rulesOf(ctx), [move.fromUnitId])) });
export const setRoutingTermsSeen = async (ctx: Context, by: Member, terms: RoutingTerms) =>
  setRoutingTerms(ctx, by, { ...terms, shown: await textOr(dutyPage(ctx, by).then((page) => page.terms)) });

export const setSectorSeen = async (ctx: Context, by: Member, typed: Omit<TypedSector, 'shown'>) => {
  const shown = await textOr(draftedSectors(ctx.db).then((own) => sectorShown(typed.code, own)));
  return setSector(ctx, by, { ...typed, shown }, allSectorNames);
};
export const changeRolesSeen = async (ctx: Context, by: Member, memberId: string, roles: readonly Role[]) => {
  const [row] = await ctx.db.select({ roles: member.roles }).from(member).where(eq(member.id, memberId));
  return changeRoles(ctx, by, memberId, { roles, shown: shownText(rolesShown((row?.roles ?? []) as Role[])) });
};
