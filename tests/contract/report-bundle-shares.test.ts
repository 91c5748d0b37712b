import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IDENTITY_BYTES, openIdentity, sealIdentity, unmask } from '~/contract/sealed/identity';
import { type KeyWrap, keyScope, openReportKey } from '~/contract/sealed/key-wraps';
import { joinReleased, releaseShareTo } from '~/contract/sealed/two-share-key';
import { EnvelopeError } from '~/envelope/errors';
import { ageFileOf } from '~/envelope/masked-file';
import type { ShareAbout } from '~/envelope/opening/share-about';
import { reportProofKey } from '~/envelope/report/report-proof';
import { refusalOf } from '../envelope/samples';
import {
  custodian,
  custodians,
  fire,
  gas,
  guardians,
  ids,
  keys,
  named,
  person,
  reporter,
  sealing,
} from './report-bundle-parties';

const bytesOf = (wraps: readonly KeyWrap[], key: KeyWrap['key'], share: KeyWrap['share']): Uint8Array =>
  wraps.find((wrap) => wrap.key === key && wrap.share === share)?.bytes ?? new Uint8Array();

const identityPart = named.parts.find((part) => part.kind === 'identity')?.bytes ?? new Uint8Array();

test('no single key of anyone opens the identity', async () => {
  const everyone = [fire, gas, custodians, guardians, custodian, reporter, keys.report, keys.thread, keys.case];
  for (const holder of everyone) {
    expect(await refusalOf(() => openIdentity(ids.reportId, identityPart, holder))).toBe('wrongKey');
    const opened = await Promise.all(
      named.wraps
        .filter((wrap) => wrap.key === 'identity')
        .map((wrap) =>
          refusalOf(() => openReportKey(ids, 'report', [{ ...wrap, key: 'report', share: 'whole' }], holder.identity)),
        ),
    );
    expect(opened).not.toContain('no refusal');
  }
});

test("unmasking takes the custodians' share and the guardians' release to that custodian", async () => {
  const abouts: (ShareAbout | null)[] = [];
  const released = await releaseShareTo({
    scope: `${ids.reportId}:identity`,
    holder: 'guardians',
    ceremonyId: 'ceremony-1',
    share: bytesOf(named.wraps, 'identity', 'guardians'),
    holderIdentity: guardians.identity,
    toRecipient: custodian.recipient,
    expiresOn: '2026-02-10',
    mayHave: (about) => void abouts.push(about),
    tellAbout: true,
  });
  const ceremony = {
    reportId: ids.reportId,
    ceremonyId: 'ceremony-1',
    part: identityPart,
    custodiansShare: bytesOf(named.wraps, 'identity', 'custodians'),
    custodiansIdentity: custodians.identity,
    released,
    custodianIdentity: custodian.identity,
    today: '2026-02-10',
    mayOpen: (about: ShareAbout | null) => void abouts.push(about),
  };
  expect(await unmask(ceremony)).toEqual(person);
  const proofKey = reportProofKey(keys.report.seed, 'ask').publicKey;
  const about = { accused: [], caseId: ids.caseId, firstUnitId: 'fire', listVersion: 3, proofKey };
  expect(abouts).toEqual([about, about]);
  const forbid = () => {
    throw new EnvelopeError('accusedUnit');
  };
  expect(await refusalOf(() => unmask({ ...ceremony, mayOpen: forbid }))).toBe('accusedUnit');
  expect(await refusalOf(() => unmask({ ...ceremony, today: '2026-02-11' }))).toBe('wrongPart');
  expect(await refusalOf(() => unmask({ ...ceremony, ceremonyId: 'ceremony-2' }))).toBe('wrongPart');
  expect(await refusalOf(() => unmask({ ...ceremony, released: ageFileOf(ceremony.custodiansShare) }))).toBe(
    'wrongKey',
  );
  expect(await refusalOf(() => unmask({ ...ceremony, custodianIdentity: custodians.identity }))).toBe('wrongKey');
  const elsewhere = await sealing(person, { reportId: ids.caseId });
  const otherShare = bytesOf(elsewhere.wraps, 'identity', 'custodians');
  expect(await refusalOf(() => unmask({ ...ceremony, custodiansShare: otherShare }))).toBe('wrongPart');
  const otherSplit = bytesOf((await sealing(person)).wraps, 'identity', 'custodians');
  expect(await refusalOf(() => unmask({ ...ceremony, custodiansShare: otherSplit }))).toBe('wrongKey');
});

test('named and anonymous reports give parts and wraps of the same kinds and sizes', async () => {
  const shape = (report: Awaited<ReturnType<typeof sealing>>) => [
    report.parts.map(({ kind, key, sequence, bytes }) => [kind, key, sequence, bytes.length]),
    report.wraps.map(({ bytes, ...wrap }) => [wrap, bytes.length]),
  ];
  expect(shape(await sealing(null))).toEqual(shape(named));
  const [short, long] = await Promise.all([
    sealIdentity(ids.reportId, { name: '一', phone: '1', idNumber: '' }, keys.identity.recipient),
    sealIdentity(ids.reportId, { ...person, insiderProof: '证'.repeat(1300) }, keys.identity.recipient),
  ]);
  expect(long.length).toBe(short.length);
  const anonymous = (await sealing(null)).parts.find((part) => part.kind === 'identity');
  expect(anonymous?.bytes.length).toBe(short.length);
});

test('an identity that would not fit is refused rather than told by its size', async () => {
  const tooLong = { ...person, insiderProof: 'x'.repeat(IDENTITY_BYTES) };
  await expect(sealIdentity(ids.reportId, tooLong, keys.identity.recipient)).rejects.toThrow(RangeError);
});

test('an identity opens as it was, and as nobody for an anonymous report', async () => {
  const texts = fc.string({ maxLength: 60, unit: 'grapheme' });
  await fc.assert(
    fc.asyncProperty(fc.record({ name: texts, phone: texts, idNumber: texts }), async (plain) => {
      const part = await sealIdentity(ids.reportId, plain, keys.identity.recipient);
      expect(await openIdentity(ids.reportId, part, keys.identity)).toEqual(plain);
    }),
    { numRuns: 6 },
  );
  const nobody = await sealIdentity(ids.reportId, null, keys.identity.recipient);
  expect(await openIdentity(ids.reportId, nobody, keys.identity)).toBeNull();
});

test('report and case key come out of escrow with both shares only', async () => {
  for (const key of ['report', 'case'] as const) {
    const scope = key === 'case' ? `${ids.caseId}:case` : `${ids.reportId}:report`;
    const released = await releaseShareTo({
      scope,
      holder: 'guardians',
      share: bytesOf(named.wraps, key, 'guardians'),
      holderIdentity: guardians.identity,
      toRecipient: custodian.recipient,
      mayHave: () => undefined,
      tellAbout: true,
    });
    const own = {
      holder: 'custodians',
      share: bytesOf(named.wraps, key, 'custodians'),
      identity: custodians.identity,
    } as const;
    const shares = { own, released: { holder: 'guardians', share: released, identity: custodian.identity } as const };
    expect(await joinReleased({ ...shares, scope })).toEqual(keys[key]);
    expect(
      await refusalOf(() => joinReleased({ ...shares, scope: keyScope(ids, key === 'case' ? 'report' : 'case') })),
    ).toBe('wrongPart');
  }
});
