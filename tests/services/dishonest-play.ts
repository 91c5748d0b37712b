import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { expect } from 'vitest';
import type { Db } from '#db/client';
import { caseFile } from '#db/schema/casework';
import { askHere } from '~/browser/opening/ceremony-asker';
import { type CeremonyFacts, signApproval } from '~/contract/sealed/ceremony';
import { releaseShareTo, type ShareHolder } from '~/contract/sealed/two-share-key';
import { fromBase64 } from '~/envelope/bytes';
import { type Context, today } from '~/services/context.server';
import type { EnrolledMember } from '~/services/keys/enrolled-member.server';
import { approveCeremony, askIdentity } from '~/services/opening/ceremony.server';
import { workspace } from './case-workspace';
import { approval, type Cast, type Filed, openFor, pageFor, workspaceOf } from './ceremony-play';

/** What somebody who writes to the database does for a handler of another unit, and how to undo all of it. */
export const giveInRow = (db: Db, caseId: string, unitId: string, assignedTo: string | null) =>
  db.update(caseFile).set({ responsibleUnitId: unitId, assignedTo, stage: 'assigned' }).where(eq(caseFile.id, caseId));

export type Asking = { login: string; filed: Filed; reportSeed: Uint8Array | null };

/** The request as a handler's browser makes it, with whatever key it has for the proof. */
export async function askWith(ctx: Context, cast: Cast, { login, filed, reportSeed }: Asking): Promise<string> {
  const handler = cast.of(login);
  const wish = { reason: 'contactForFacts', purpose: 'fields' } as const;
  const fields = ['name', 'phone'];
  const about = { ceremonyId: randomUUID(), ...filed, ...wish, fields, askedOn: today(ctx) };
  const facts: CeremonyFacts = { ...about, kind: 'identity', askedBy: handler.memberId };
  const sealed = await askHere(facts, '需要核实现场情况', await workspaceOf(ctx, handler), reportSeed);
  await askIdentity(ctx, handler.actor, { ...about, reasonSealed: fromBase64(sealed) });
  return about.ceremonyId;
}

type Held = { scope: string; unitKeyId: string; bytes: string };
type Giving = { id: string; by: EnrolledMember; receiver: EnrolledMember; expiresOn: string };

/** What a program without any check makes of a unit's shares. */
export async function releasedAnyway(
  ctx: Context,
  holder: ShareHolder,
  held: readonly Held[],
  { id, by, receiver, expiresOn }: Giving,
) {
  const { grants, keyring } = await workspaceOf(ctx, by);
  return Promise.all(
    held.map(async ({ scope, unitKeyId, bytes }) => {
      const grant = grants.find((one) => one.unitKeyId === unitKeyId);
      if (!grant) throw new Error('grant');
      const release = {
        scope,
        holder,
        ceremonyId: id,
        share: fromBase64(bytes),
        holderIdentity: await keyring.unitIdentity(grant),
        toRecipient: receiver.keys.age.recipient,
        expiresOn,
        mayHave: () => undefined,
        tellAbout: true,
      };
      return { scope, bytes: await releaseShareTo(release) };
    }),
  );
}

/** A guardian's program that checks nothing: it releases the shares to the custodian, or for an escrow to the asker. */
export async function approveAnyway(
  ctx: Context,
  cast: Cast,
  id: string,
  receiver = cast.of('custodians.1'),
): Promise<void> {
  const [guardian, openerId] = [cast.of('guardians.1'), cast.of('custodians.1').memberId];
  const page = await pageFor(ctx, guardian, id);
  const { shares: held = [], expiresOn = '' } = page.approve ?? {};
  const shares = await releasedAnyway(ctx, 'guardians', held, { id, by: guardian, receiver, expiresOn });
  const people = { approvedBy: guardian.memberId, openerId, receiverId: receiver.memberId };
  const approval = signApproval({ ...page.facts, ...people, expiresOn, shares }, guardian.keys.signing.seed);
  await approveCeremony(ctx, guardian.actor, id, { openerId, expiresOn, approval, shares });
}

type Refused = 'accusedUnit' | 'badSignature';

/** Each of the two honest browsers refuses by itself when the other belongs to an accomplice. */
export async function refusedByEach(ctx: Context, cast: Cast, id: string, code: Refused): Promise<void> {
  const opener = cast.of('custodians.1').memberId;
  await expect(approval(ctx, cast.of('guardians.1'), id, opener)).rejects.toMatchObject({ code });
  await approveAnyway(ctx, cast, id);
  await expect(openFor(ctx, cast, id)).rejects.toMatchObject({ code });
}

/** The report's own key, as somebody who can open the case has it. */
export async function seedOf(ctx: Context, reader: EnrolledMember, { caseId, reportId }: Filed): Promise<Uint8Array> {
  const { opened } = await workspace(ctx, reader, caseId);
  const report = opened.reports.find((one) => one.reportId === reportId);
  if (!report) throw new Error('report');
  return report.keys.report.seed;
}
