import { eq } from 'drizzle-orm';
import { routingRule } from '#db/schema/county';
import { member } from '#db/schema/staff';
import type { Actor, Member } from '~/domain/acts/permission';
import { boardShown } from '~/domain/county/board-entry';
import { dutiesShown, unitsDutiesShown } from '~/domain/county/duty-table';
import { type PolicyDraft, policyBegun } from '~/domain/county/policy-form';
import { employerShown, type TypedEmployer } from '~/domain/county/register-entry';
import type { RoutingRule } from '~/domain/report/routing';
import { type Shown, shownText } from '~/domain/shown-entry';
import { rolesShown } from '~/domain/staff/role-change';
import type { Role } from '~/domain/vocabulary';
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
import { enterCountyPolicy, standingPolicies } from '~/services/county/policies.server';
import { boardTyped, openBoard } from '~/services/county/signboard.server';
import { changeBoard, closeBoard, type TypedBoardAt } from '~/services/county/signboard-change.server';
import type { House } from '~/services/house.server';
import { changeRoles } from '~/services/staff/member-change.server';

export const enterCountyPolicySeen = async (house: House, by: Actor, draft: PolicyDraft) => {
  const shown = await textOr(standingPolicies(house, by).then((standing) => policyBegun(standing, draft.kind)));
  return enterCountyPolicy(house, by, draft, shown);
};

/** Acts of somebody whose page was made just before: with what it showed. */

/** Of what there is not, nothing was shown. */
const textOr = (found: Promise<Shown>): Promise<string> => found.then(shownText, () => '');

export const employerAsShown = ({ db }: House, id: string) => textOr(openEmployer(db, id).then(employerShown));
export const boardAsShown = ({ db }: House, code: string) =>
  textOr(openBoard(db, code).then((row) => boardShown(boardTyped(row))));
const rulesOf = async ({ db }: House) => (await db.select().from(routingRule)) as RoutingRule[];

export const changeEmployerSeen = async (house: House, by: Member, id: string, typed: TypedEmployer) =>
  changeEmployer(house, by, id, { ...typed, shown: await employerAsShown(house, id) });
export const closeEmployerSeen = async (house: House, by: Member, id: string) =>
  closeEmployer(house, by, id, await employerAsShown(house, id));
export const changeBoardSeen = async (house: House, by: Member, code: string, typed: TypedBoardAt) =>
  changeBoard(house, by, code, { ...typed, shown: await boardAsShown(house, code) });
export const closeBoardSeen = async (house: House, by: Member, code: string) =>
  closeBoard(house, by, code, await boardAsShown(house, code));

export const setDutiesSeen = async (house: House, by: Member, changes: readonly Omit<SetDuty, 'field'>[]) => {
  const fields = changes.map((one, place) => ({ ...one, field: String(place) }));
  return setDuties(house, by, fields, shownText(dutiesShown(await rulesOf(house), fields)));
};
export const moveDutiesSeen = async (house: House, by: Member, move: DutyMove) =>
  moveDuties(house, by, { ...move, shown: shownText(unitsDutiesShown(await rulesOf(house), [move.fromUnitId])) });
export const setRoutingTermsSeen = async (house: House, by: Member, terms: RoutingTerms) =>
  setRoutingTerms(house, by, { ...terms, shown: await textOr(dutyPage(house, by).then((page) => page.terms)) });

export const changeRolesSeen = async (house: House, by: Member, memberId: string, roles: readonly Role[]) => {
  const [row] = await house.db.select({ roles: member.roles }).from(member).where(eq(member.id, memberId));
  return changeRoles(house, by, memberId, { roles, shown: shownText(rolesShown((row?.roles ?? []) as Role[])) });
};
