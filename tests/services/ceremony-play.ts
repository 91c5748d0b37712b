import { randomUUID } from 'node:crypto';
import { reportSeedOf } from '~/browser/case/case-keys';
import { askHere, type CeremonyKeyring, type Workspace } from '~/browser/opening/ceremony-asker';
import { approveHere } from '~/browser/opening/ceremony-workspace';
import { openIdentityHere, tellHere } from '~/browser/opening/identity-workspace';
import type { CeremonyFacts } from '~/contract/sealed/ceremony';
import type { CeremonyPurpose } from '~/domain/opening/ceremony-state';
import { fromBase64 } from '~/envelope/bytes';
import { openUnitKey } from '~/envelope/keys/unit-key';
import { stepsOf } from '~/services/case/case-steps.server';
import { confirmedMarks } from '~/services/case/mark-chain.server';
import { transferChain } from '~/services/case/transfer-chain.server';
import { type Context, today } from '~/services/context.server';
import { directoryInForce } from '~/services/keys/certified.server';
import type { EnrolledMember } from '~/services/keys/enrolled-member.server';
import { listsOfVersions } from '~/services/keys/former-directories.server';
import { grantsOf } from '~/services/keys/unit-key.server';
import { approveCeremony, askIdentity } from '~/services/opening/ceremony.server';
import { ceremonyPage } from '~/services/opening/ceremony-page.server';
import type { CeremonyPage } from '~/services/opening/ceremony-view.server';
import { openIdentity, tellOutcome } from '~/services/opening/identity-opening.server';
import { identityPage } from '~/services/opening/identity-page.server';
import type { County } from './fixtures';

type Posted = { scope: string; bytes: string };
export const bytesOf = ({ scope, bytes }: Posted) => ({ scope, bytes: fromBase64(bytes) });

export function ceremonyKeyring(member: EnrolledMember): CeremonyKeyring {
  return {
    member: () => ({ memberId: member.memberId, age: member.keys.age, signing: member.keys.signing }),
    unitIdentity: async ({ unitKeyId, wrapped }) =>
      (await openUnitKey(fromBase64(wrapped), unitKeyId, member.keys.age.identity)).identity,
  };
}

/** A member's browser once unlocked, with every list that ever was and the course of a case. */
export async function workspaceOf(ctx: Context, member: EnrolledMember, caseId?: string): Promise<Workspace> {
  const directory = await directoryInForce(ctx.db);
  if (!directory) throw new Error('no directory');
  const grants = await grantsOf(ctx.db, member.memberId);
  const versions = Array.from({ length: directory.version }, (_, index) => index + 1);
  const former = await listsOfVersions(ctx.db, versions, directory);
  const steps = caseId === undefined ? [] : await stepsOf(ctx.db, caseId);
  const marks = await confirmedMarks(ctx.db);
  const chain = await transferChain(ctx, ctx.db);
  return { directory, former, marks, steps, chain, grants, keyring: ceremonyKeyring(member), day: today(ctx) };
}

/** Who plays: the fixture's people, or others under their logins. */
export type Cast = Pick<County, 'of' | 'actor'>;

export type Filed = { caseId: string; reportId: string };
export type AskFor = { reason?: string; purpose?: CeremonyPurpose; fields?: string[]; words?: string; login?: string };

/** The handler's browser makes the request; returns the ceremony's id. */
export async function askFor(ctx: Context, county: Cast, filed: Filed, more: AskFor = {}): Promise<string> {
  const handler = county.of(more.login ?? 'fire.handler');
  const ceremonyId = randomUUID();
  const { reason = 'contactForFacts', purpose = 'fields', fields = ['phone'], words = '核实现场情况' } = more;
  const facts: CeremonyFacts = {
    ceremonyId,
    kind: 'identity',
    ...filed,
    reason,
    purpose,
    fields: purpose === 'fields' ? fields : [],
    askedBy: handler.memberId,
    askedOn: today(ctx),
  };
  const workspace = await workspaceOf(ctx, handler);
  const page = await identityPage(ctx, handler.actor, filed.caseId);
  const reportSeed = await reportSeedOf(page.sealed, filed.reportId, workspace.keyring);
  const sealed = await askHere(facts, words, workspace, reportSeed);
  const { askedOn } = facts;
  const wanted = { ceremonyId, ...filed, reason, purpose, askedOn, fields: [...facts.fields] };
  await askIdentity(ctx, handler.actor, { ...wanted, reasonSealed: fromBase64(sealed) });
  return ceremonyId;
}

export const pageFor = (ctx: Context, member: EnrolledMember, id: string): Promise<CeremonyPage> =>
  ceremonyPage(ctx, member.actor, id);

/** What the guardian's browser makes of the page. */
export async function approval(ctx: Context, guardian: EnrolledMember, id: string, openerId: string) {
  const page = await pageFor(ctx, guardian, id);
  if (!page.approve) throw new Error('not the turn of a guardian');
  const { facts, words } = page;
  const { shares, expiresOn } = page.approve;
  const workspace = await workspaceOf(ctx, guardian, facts.caseId || undefined);
  const made = await approveHere({ facts, words, shares, openerId, expiresOn }, workspace);
  return { ...made, shares: made.shares.map(bytesOf) };
}

export async function approveFor(ctx: Context, county: Cast, id: string, logins = ['guardians.1', 'custodians.1']) {
  const [guardian = '', opener = ''] = logins;
  const posted = await approval(ctx, county.of(guardian), id, county.of(opener).memberId);
  await approveCeremony(ctx, county.actor(guardian), id, posted);
}

/** The custodian's browser opens the identity; returns who reported. */
export const openFor = async (ctx: Context, county: Cast, id: string, login = 'custodians.1') =>
  (await openedFor(ctx, county, id, login)).identity;

async function openedFor(ctx: Context, county: Cast, id: string, login = 'custodians.1') {
  const custodian = county.of(login);
  const sealed = await openIdentity(ctx, custodian.actor, id);
  const { words } = await pageFor(ctx, custodian, id);
  return openIdentityHere({ ...sealed, words }, today(ctx), await workspaceOf(ctx, custodian));
}

/** The custodian records the outcome: some fields, or a note. */
export async function tellFor(
  ctx: Context,
  county: Cast,
  id: string,
  told: { outcome: 'contacted' | 'notReached' | 'released'; fields: Record<string, string>; note: string },
) {
  const custodian = county.of('custodians.1');
  const { facts } = await pageFor(ctx, custodian, id);
  const { outcome, ...plain } = told;
  const sealed = await tellHere({ facts }, { code: outcome, plain }, await workspaceOf(ctx, custodian));
  const fields = Object.keys(told.fields);
  await tellOutcome(ctx, custodian.actor, id, { outcome, fields, outcomeSealed: fromBase64(sealed) });
}
