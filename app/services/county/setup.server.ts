import { randomBytes, randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { area, county, routingRule, setupLink, unit } from '#db/schema/county';
import type { Actor } from '~/domain/acts/permission';
import { type FirstUnit, firstDuties } from '~/domain/county/first-duties';
import { addDays, type IsoDate } from '~/domain/dates';
import type { Localized } from '~/domain/localized';
import { Refusal } from '~/domain/refusal';
import { postsOf } from '~/domain/staff/role-matrix';
import { REQUIRED_KINDS, type UnitKind } from '~/domain/staff/unit-kinds';
import { DEFAULT_LANG } from '~/domain/vocabulary';
import { type Context, today } from '~/services/context.server';
import { perform } from '~/services/perform.server';
import { type Invitation, insertInvited } from '~/services/staff/member.server';
import { newToken, tokenHash } from '~/services/token.server';
import { countyIfAny, type NewArea } from './county.server';

const LINK_DAYS = 2;

export type SetupUnit = FirstUnit & {
  names: Localized;
  dutyPhone?: string | null;
  dutyMail?: string | null;
};

export type CountyDraft = {
  names: Localized;
  hotline: string;
  areas: readonly NewArea[];
  units: readonly SetupUnit[];
  demo?: boolean;
};

export type FirstAdministrator = { login: string; name: string };

/**
 * A one-time token for `/LANG/setup/TOKEN`; earlier links stop working. Refusal `alreadyDone` once there is a county.
 * It is no act of a member: whoever runs the command already controls the machine.
 */
export async function makeSetupLink(ctx: Context): Promise<string> {
  const token = newToken();
  await ctx.db.transaction(async (tx) => {
    if (await countyIfAny(tx)) throw new Refusal('alreadyDone');
    await tx.delete(setupLink);
    await tx.insert(setupLink).values({ hash: tokenHash('setup', token), expiresOn: addDays(today(ctx), LINK_DAYS) });
  });
  return token;
}

/** Is this set-up link valid? Refusal `expired`, the same for wrong, used and old links. */
export async function requireSetupLink(ctx: Context, token: string): Promise<void> {
  const [link] = await ctx.db
    .select()
    .from(setupLink)
    .where(eq(setupLink.hash, tokenHash('setup', token)));
  if (!link || link.usedOn !== null || link.expiresOn < today(ctx)) throw new Refusal('expired');
}

/** Makes the county behind a set-up link and invites its first administrator. Refusals `expired`, `alreadyDone`. */
export async function setUpCounty(
  ctx: Context,
  token: string,
  draft: CountyDraft,
  administrator: FirstAdministrator,
): Promise<Invitation> {
  const invitation = await perform(
    ctx,
    { kind: 'public' },
    'setup.county',
    'county:only',
    async ({ tx, today: day }) => {
      const [link] = await tx
        .select()
        .from(setupLink)
        .where(eq(setupLink.hash, tokenHash('setup', token)))
        .for('update');
      if (!link || link.usedOn !== null || link.expiresOn < day) throw new Refusal('expired');
      await tx.update(setupLink).set({ usedOn: day }).where(eq(setupLink.hash, link.hash));
      const unitIds = await insertCounty(tx, draft);
      const kinds = draft.units.map(({ kind }) => kind);
      return inviteFirst(tx, unitIds, { ...administrator, kinds }, day);
    },
  );
  ctx.publicChanged();
  return invitation;
}

/** Makes a county without a link, for the demo and tests; returns the unit ids by code. */
export async function createCounty(ctx: Context, actor: Actor, draft: CountyDraft): Promise<Map<string, string>> {
  const ids = await perform(ctx, actor, 'setup.county', 'county:only', ({ tx }) => insertCounty(tx, draft));
  ctx.publicChanged();
  return ids;
}

/** In a small place the administrator also audits and publishes: nobody else may, and nobody gives roles to themselves. */
const firstRoles = (kinds: readonly UnitKind[]) => postsOf('administration', kinds)[0]?.roles ?? ['administrator'];

async function inviteFirst(
  tx: Tx,
  unitIds: Map<string, string>,
  { login, name, kinds }: FirstAdministrator & { kinds: readonly UnitKind[] },
  day: IsoDate,
): Promise<Invitation> {
  const unitId = unitIds.get('administration');
  if (!unitId) throw new Refusal('invalid', { field: 'units' });
  const roles = firstRoles(kinds);
  return insertInvited(tx, randomUUID(), { login, name, roles, unitId }, day);
}

async function insertCounty(tx: Tx, draft: CountyDraft): Promise<Map<string, string>> {
  checkDraft(draft);
  const rows = await tx
    .insert(county)
    .values({
      names: draft.names,
      hotline: draft.hotline,
      salt: new Uint8Array(randomBytes(32)),
      demo: draft.demo ?? false,
    })
    .onConflictDoNothing()
    .returning({ only: county.only });
  if (rows.length === 0) throw new Refusal('alreadyDone');
  if (draft.areas.length > 0) await tx.insert(area).values([...draft.areas]);
  const ids = new Map(draft.units.map((row) => [row.code, randomUUID() as string]));
  const upper = draft.units.find((row) => row.kind === 'upper');
  await tx.insert(unit).values(
    draft.units.map((row) => ({
      id: ids.get(row.code) ?? randomUUID(),
      code: row.code,
      kind: row.kind,
      names: row.names,
      areaCode: row.areaCode ?? null,
      parentUnitId: upper && row !== upper ? (ids.get(upper.code) ?? null) : null,
      dutyPhone: row.dutyPhone ?? null,
      dutyMail: row.dutyMail ?? null,
    })),
  );
  await insertRules(tx, draft.units, ids);
  return ids;
}

async function insertRules(tx: Tx, units: readonly SetupUnit[], ids: Map<string, string>): Promise<void> {
  const rules = firstDuties(units, (code) => ids.get(code) ?? '');
  if (rules.length > 0) await tx.insert(routingRule).values(rules);
}

function checkDraft(draft: CountyDraft): void {
  if (isNameless(draft.names)) throw new Refusal('invalid', { field: `name.${DEFAULT_LANG}` });
  if (draft.hotline.trim() === '') throw new Refusal('invalid', { field: 'hotline' });
  const codes = new Set(draft.units.map((row) => row.code));
  const nameless = draft.units.find((row) => isNameless(row.names));
  if (nameless) throw new Refusal('invalid', { field: `${nameless.code}.${DEFAULT_LANG}` });
  const lacks = REQUIRED_KINDS.some((kind) => !draft.units.some((row) => row.kind === kind));
  if (codes.size !== draft.units.length || lacks) throw new Refusal('invalid', { field: 'units' });
}

/** Names of other languages may be lacking: the first one then stands in. */
const isNameless = (names: Localized): boolean => (names[DEFAULT_LANG] ?? '').trim() === '';
