import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { expect } from 'vitest';
import type { Db } from '#db/client';
import { caseFile, caseTransfer } from '#db/schema/casework';
import { askHere } from '~/browser/ceremony-asker';
import type { CeremonyPurpose } from '~/domain/ceremony-state';
import { fromBase64 } from '~/envelope/bytes';
import { type SignedStep, signStep } from '~/envelope/case-transfer';
import { type CeremonyFacts, signApproval } from '~/envelope/ceremony';
import { releaseShareTo } from '~/envelope/two-share-key';
import { approveCeremony, askIdentity } from '~/services/ceremony.server';
import { askEscrow } from '~/services/escrow.server';
import { type House, today } from '~/services/house.server';
import type { EnrolledMember } from '~/services/provision.server';
import { desk } from './case-desk';
import { approval, type Cast, deskOf, type Filed, openFor, pageFor } from './ceremony-play';

/** What somebody who writes to the database does for a handler of another unit, and to put all back. */
export const giveInRow = (db: Db, caseId: string, unitId: string, assignedTo: string | null) =>
  db.update(caseFile).set({ responsibleUnitId: unitId, assignedTo, stage: 'assigned' }).where(eq(caseFile.id, caseId));

export type Asking = { login: string; filed: Filed; reportSeed: Uint8Array | null };

/** The ask as a handler's browser makes it, with whatever key it has for the proof. */
export async function askWith(house: House, cast: Cast, { login, filed, reportSeed }: Asking): Promise<string> {
  const handler = cast.of(login);
  const wish = { reason: 'contactForFacts', purpose: 'fields' } as const;
  const fields = ['name', 'phone'];
  const about = { ceremonyId: randomUUID(), ...filed, ...wish, fields, askedOn: today(house) };
  const facts: CeremonyFacts = { ...about, kind: 'identity', askedBy: handler.memberId };
  const sealed = await askHere(facts, '需要核实现场情况', await deskOf(house, handler), reportSeed);
  await askIdentity(house, handler.actor, { ...about, reasonSealed: fromBase64(sealed) });
  return about.ceremonyId;
}

/** A guardian's program that checks nothing. */
export async function approveAnyway(
  house: House,
  cast: Cast,
  id: string,
  [login, opener] = ['guardians.1', 'custodians.1'],
): Promise<void> {
  const [guardian, custodian] = [cast.of(login ?? ''), cast.of(opener ?? '')];
  const page = await pageFor(house, guardian, id);
  const { grants, keyring } = await deskOf(house, guardian);
  const expiresOn = page.approve?.expiresOn ?? '';
  const shares = await Promise.all(
    (page.approve?.shares ?? []).map(async ({ scope, unitKeyId, bytes }) => {
      const grant = grants.find((one) => one.unitKeyId === unitKeyId);
      if (!grant) throw new Error('grant');
      const release = {
        scope,
        holder: 'guardians',
        ceremonyId: id,
        share: fromBase64(bytes),
        holderIdentity: await keyring.unitIdentity(grant),
        toRecipient: custodian.keys.age.recipient,
        expiresOn,
        mayHave: () => undefined,
        tellAbout: true,
      } as const;
      return { scope, bytes: await releaseShareTo(release) };
    }),
  );
  const people = { approvedBy: guardian.memberId, openerId: custodian.memberId, receiverId: custodian.memberId };
  const signed = signApproval({ ...page.facts, ...people, expiresOn, shares }, guardian.keys.signing.seed);
  const posted = { openerId: custodian.memberId, expiresOn, approval: signed, shares };
  await approveCeremony(house, guardian.actor, id, posted);
}

type Refused = 'accusedUnit' | 'badSignature';

/** Each of the two honest browsers, alone, refuses; the other one belongs to an accomplice. */
export async function refusedByEach(house: House, cast: Cast, id: string, code: Refused): Promise<void> {
  const opener = cast.of('custodians.1').memberId;
  await expect(approval(house, cast.of('guardians.1'), id, opener)).rejects.toMatchObject({ code });
  await approveAnyway(house, cast, id);
  await expect(openFor(house, cast, id)).rejects.toMatchObject({ code });
}

/** The report's own key, as somebody who can open the case has it. */
export async function seedOf(house: House, reader: EnrolledMember, { caseId, reportId }: Filed): Promise<Uint8Array> {
  const { opened } = await desk(house, reader, caseId);
  const report = opened.reports.find((one) => one.reportId === reportId);
  if (!report) throw new Error('report');
  return report.keys.report.seed;
}

export type EscrowWish = { lead: EnrolledMember; caseId: string; purpose?: CeremonyPurpose; signer?: EnrolledMember };

/** A lead asks for a case's escrow, as the lead's own browser does. */
export async function askFromAbove(house: House, { lead, caseId, purpose = 'review', signer = lead }: EscrowWish) {
  const about = { ceremonyId: randomUUID(), caseId, reason: 'suspectedConcealment', purpose } as const;
  const facts = { ...about, kind: 'escrow', reportId: '', fields: [], askedBy: lead.memberId, askedOn: today(house) };
  const words = await askHere(facts, '复核', await deskOf(house, signer));
  await askEscrow(house, lead.actor, { ...about, askedOn: facts.askedOn, reasonSealed: fromBase64(words) });
  return { facts, words, id: about.ceremonyId };
}

type Forged = Pick<SignedStep, 'caseId' | 'way' | 'fromUnitId' | 'toUnitId' | 'onDay' | 'listVersion'>;

/** A step written into a case's rows, signed by an accomplice, perhaps for another case, with any key for the report's. */
export async function forgeStep(
  db: Db,
  step: Forged,
  signer: EnrolledMember,
  reportSeed: Uint8Array,
  caseId = step.caseId,
): Promise<void> {
  const by = { memberId: signer.memberId, signingSeed: signer.keys.signing.seed, reportSeeds: [reportSeed] };
  const { proofs, ...signed } = signStep({ ...step, sequence: 1 }, by);
  await db.insert(caseTransfer).values({ ...signed, caseId, proofs: [...proofs] });
}
