import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { sealedPart, wrappedKey } from '#db/schema/casework';
import { ceremony } from '#db/schema/ceremony';
import { askHere } from '~/browser/opening/ceremony-asker';
import { approveHere } from '~/browser/opening/ceremony-workspace';
import { openIdentityHere } from '~/browser/opening/identity-workspace';
import { openIdentity as openPart } from '~/contract/sealed/identity';
import { openReportKey } from '~/contract/sealed/key-wraps';
import { joinReleased, openShare } from '~/contract/sealed/two-share-key';
import { addDays } from '~/domain/dates';
import { fromBase64 } from '~/envelope/bytes';
import { today } from '~/services/context.server';
import type { EnrolledMember } from '~/services/keys/enrolled-member.server';
import { approveCeremony } from '~/services/opening/ceremony.server';
import { openIdentity } from '~/services/opening/identity-opening.server';
import { reportFire } from '../case-workspace';
import { approval, approveFor, askFor, pageFor, workspaceOf } from '../ceremony-play';
import { county, ctx } from './escrow-county';

const PERSON = { name: 'ZqReporterName22', phone: '13812345678', idNumber: '' };

describe('the cryptography', () => {
  /** Everything in the database about one identity, tried with every key that one person can reach. */
  test('whoever has the whole database and one person’s keys opens no identity', async () => {
    const filed = await reportFire(ctx, { anonymity: 'named', identity: PERSON, consent: true });
    const id = await askFor(ctx, county, filed);
    await approveFor(ctx, county, id);
    const [part] = await ctx.db.select().from(sealedPart).where(eq(sealedPart.reportId, filed.reportId));
    const parts = await ctx.db.select().from(sealedPart).where(eq(sealedPart.reportId, filed.reportId));
    const identity = parts.find(({ kind }) => kind === 'identity')?.bytes;
    const wraps = await ctx.db.select().from(wrappedKey).where(eq(wrappedKey.reportId, filed.reportId));
    const shareOf = (share: string) => wraps.find((one) => one.key === 'identity' && one.share === share)?.bytes;
    const [custodians, guardians] = [shareOf('custodians'), shareOf('guardians')];
    if (!part || !identity || !custodians || !guardians) throw new Error('rows');
    const scope = `${filed.reportId}:identity`;
    const opensBoth: string[] = [];
    // The named custodian has the guardian's release: that is the ceremony, and nobody else may.
    const others = [...county.members.keys()].filter((login) => login !== 'custodians.1');
    for (const login of others) {
      const workspace = await workspaceOf(ctx, county.of(login));
      const keys = [county.of(login).keys.age.identity];
      for (const grant of workspace.grants) keys.push(await workspace.keyring.unitIdentity(grant));
      const reach = { custodians: false, guardians: false };
      for (const key of keys) {
        await openShare(custodians, key, scope, 'custodians').then(
          () => (reach.custodians = true),
          () => undefined,
        );
        await openShare(guardians, key, scope, 'guardians').then(
          () => (reach.guardians = true),
          () => undefined,
        );
        await expect(openPart(filed.reportId, identity, { identity: key })).rejects.toThrow();
        for (const wrap of wraps) {
          const whole = { ...wrap, key: 'report' as const, share: 'whole' as const, holder: 'unit' as const };
          if (wrap.key === 'identity') await expect(openReportKey(filed, 'report', [whole], key)).rejects.toThrow();
        }
      }
      if (reach.custodians && reach.guardians) opensBoth.push(login);
    }
    expect(opensBoth).toEqual([]);
  });

  test('a release of one ceremony, or of another report, opens nothing in the next', async () => {
    const [one, other] = [
      await reportFire(ctx, { anonymity: 'named', identity: PERSON, consent: true }),
      await reportFire(ctx, { anonymity: 'named', identity: PERSON, consent: true }),
    ];
    const custodian = county.of('custodians.1');
    const ids = [await askFor(ctx, county, one), await askFor(ctx, county, other)] as const;
    for (const id of ids) await approveFor(ctx, county, id);
    const toOpen = async (id: string) => ({
      ...(await openIdentity(ctx, custodian.actor, id)),
      words: (await pageFor(ctx, custodian, id)).words,
    });
    const [a, b] = [await toOpen(ids[0]), await toOpen(ids[1])];
    const workspace = await workspaceOf(ctx, custodian);
    const day = today(ctx);
    expect((await openIdentityHere(a, day, workspace)).identity).toEqual(PERSON);
    const noticed = (sealed: typeof a, on = day) => expect(openIdentityHere(sealed, on, workspace)).rejects;
    await noticed({ ...a, approval: b.approval }).toMatchObject({ code: 'badSignature' });
    await noticed({ ...a, approval: { ...a.approval, shares: b.approval.shares } }).toMatchObject({
      code: 'badSignature',
    });
    await noticed({ ...a, own: b.own }).toMatchObject({ code: 'wrongPart' });
    await noticed({ ...a, part: b.part }).toMatchObject({ envelopeError: true });
    await noticed({ ...a, words: b.words }).toMatchObject({ code: 'wrongPart' });
    await noticed({ ...a, words: null }).toMatchObject({ code: 'badSignature' });
    await noticed(a, '2099-01-01').toMatchObject({ code: 'wrongPart' });
    await noticed({ ...a, facts: { ...a.facts, purpose: 'contact' } }).toMatchObject({ code: 'badSignature' });
    // The label alone would prevent it too, should a signature ever be bypassed.
    const [share] = a.approval.shares;
    if (!share) throw new Error('share');
    const [grant] = workspace.grants;
    if (!grant) throw new Error('grant');
    const join = {
      scope: share.scope,
      own: {
        holder: 'custodians',
        share: fromBase64(a.own.bytes),
        identity: await workspace.keyring.unitIdentity(grant),
      },
      released: { holder: 'guardians', share: fromBase64(share.bytes), identity: custodian.keys.age.identity },
      today: day,
    } as const;
    await expect(joinReleased({ ...join, ceremonyId: ids[1] })).rejects.toMatchObject({ code: 'wrongPart' });
    const key = await joinReleased({ ...join, ceremonyId: ids[0] });
    expect(await openPart(one.reportId, fromBase64(a.part), key)).toEqual(PERSON);
  });

  test('ends by the device’s own day, though the server’s clock was turned', async () => {
    const filed = await reportFire(ctx, { anonymity: 'named', identity: PERSON, consent: true });
    const [handler, guardian, custodian] = ['fire.handler', 'guardians.1', 'custodians.1'].map(county.of);
    if (!handler || !guardian || !custodian) throw new Error('people');
    const day = today(ctx);
    const id = await askFor(ctx, county, filed);
    const page = await pageFor(ctx, guardian, id);
    const { shares = [], expiresOn = '' } = page.approve ?? {};
    const { facts, words } = page;
    const wanted = { facts, words, shares, openerId: custodian.memberId, expiresOn };
    const onDay = async (member: EnrolledMember, own: string) => ({ ...(await workspaceOf(ctx, member)), day: own });
    const late = addDays(expiresOn, 1);
    const far = { ...wanted, expiresOn: addDays(day, 170) };
    const refused = { code: 'wrongDay' };
    // Its clock was set forward: a request from the future, or an approval that would be valid for half a year.
    const sooner = { ...facts, askedOn: addDays(day, 2) };
    await expect(askHere(sooner, '核实', await onDay(handler, day))).rejects.toMatchObject(refused);
    await expect(approveHere(far, await onDay(guardian, addDays(day, -20)))).rejects.toMatchObject(refused);
    // Set back: an old request is brought out again.
    await expect(approveHere(wanted, await onDay(guardian, late))).rejects.toMatchObject(refused);
    await expect(approveHere(wanted, await onDay(guardian, addDays(day, -2)))).rejects.toMatchObject(refused);
    await approveFor(ctx, county, id);
    const sealed = { ...(await openIdentity(ctx, custodian.actor, id)), words };
    const opened = async (own: string) => openIdentityHere(sealed, day, await onDay(custodian, own));
    await expect(opened(late)).rejects.toMatchObject({ code: 'wrongPart' });
    expect((await opened(expiresOn)).identity).toEqual(PERSON);
    // A device that is behind follows the server.
    expect((await opened(addDays(day, -2))).identity).toEqual(PERSON);
  });

  test('a guardian’s browser lets no other share out than what the ask is about', async () => {
    const filed = await reportFire(ctx, { anonymity: 'named', identity: PERSON, consent: true });
    const id = await askFor(ctx, county, filed);
    const guardian = county.of('guardians.1');
    const page = await pageFor(ctx, guardian, id);
    await ctx.database.owner.db.update(ceremony).set({ outcomeSealed: null }).where(eq(ceremony.id, id));
    const lead = county.of('upper.lead');
    const facts = { ...page.facts, kind: 'escrow', askedBy: lead.memberId };
    const words = await askHere(facts, '核实', await workspaceOf(ctx, lead));
    const openerId = county.of('custodians.1').memberId;
    const wanted = { facts, words, shares: page.approve?.shares ?? [], openerId, expiresOn: '2025-09-18' };
    await expect(approveHere(wanted, await workspaceOf(ctx, guardian))).rejects.toMatchObject({ code: 'wrongPart' });
    // Nor may anybody but a certified custodian be named.
    for (const login of ['fire.handler', 'guardians.2', 'guardians.1', 'admin']) {
      await expect(approval(ctx, guardian, id, county.of(login).memberId)).rejects.toMatchObject({
        code: 'badSignature',
      });
    }
    await approveCeremony(ctx, guardian.actor, id, await approval(ctx, guardian, id, openerId));
  });
});
