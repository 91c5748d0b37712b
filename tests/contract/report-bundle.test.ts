import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IDENTITY_BYTES, openIdentity, sealIdentity, unmask } from '~/contract/sealed/identity';
import {
  type KeyWrap,
  keyScope,
  openReportKey,
  openThreadAsReporter,
  rewrapForUnit,
} from '~/contract/sealed/key-wraps';
import { sealNarrative } from '~/contract/sealed/narrative';
import {
  type IdentityPlain,
  type Narrative,
  newReportKeys,
  openReportParts,
  sealReport,
} from '~/contract/sealed/report-bundle';
import { joinReleased, releaseShareTo } from '~/contract/sealed/two-share-key';
import { EnvelopeError } from '~/envelope/errors';
import { fingerprint, type KeyPair, newKeyPair } from '~/envelope/key-pair';
import type { UnitKeyRef } from '~/envelope/keys/directory';
import { ageFileOf } from '~/envelope/masked-file';
import type { ShareAbout } from '~/envelope/opening/share-about';
import { reportProofKey } from '~/envelope/report/report-proof';
import { reporterSigningKey } from '~/envelope/report/reporter-signing';
import { sealJson } from '~/envelope/seal';
import { newSigningKey } from '~/envelope/signing';
import { refusalOf, SEEN } from '../envelope/samples';

const ids = { reportId: '0b0d2f0c-1f5e-4a39-8a0e-2a3c9f2f6b01', caseId: '5d9f7a1c-3b54-47f8-9a51-6f1b0c4e7d02' };
const [fire, gas, custodians, guardians, custodian, reporter] = [
  await newKeyPair(),
  await newKeyPair(),
  await newKeyPair(),
  await newKeyPair(),
  await newKeyPair(),
  await newKeyPair(),
];
const refOf = (unitId: string, { recipient }: KeyPair): UnitKeyRef => ({ unitId, unitKeyId: `${unitId}-1`, recipient });

const narrative: Narrative = {
  description: '厂房东侧安全出口被货物堵死',
  place: '二号车间',
  employer: '样例包装厂',
  occurredOn: '2026-02-01',
  siteCode: 'GATE7',
  village: null,
  insider: true,
  wantsReward: true,
  anonymity: 'anonymous',
  deaths: 0,
  accusedUnit: null,
  matter: 'hazard',
  sector: 'fire',
  area: 'T03',
  phoneLeft: false,
  answers: {},
};
const person: IdentityPlain = { name: '张三', phone: '13800000000', idNumber: '500000199001010000' };

const keys = await newReportKeys();
const sealing = (identity: IdentityPlain | null, more: Partial<typeof ids> = {}) =>
  sealReport({
    ...ids,
    ...more,
    narrative,
    identity,
    handling: refOf('fire', fire),
    custodians: refOf('custodians', custodians),
    guardians: refOf('guardians', guardians),
    reporter,
    countyKey: 'A'.repeat(43),
    seen: { ...SEEN, directory: { ...SEEN.directory, version: 3 } },
    keys,
  });
const named = await sealing(person);
const bytesOf = (wraps: readonly KeyWrap[], key: KeyWrap['key'], share: KeyWrap['share']): Uint8Array =>
  wraps.find((wrap) => wrap.key === key && wrap.share === share)?.bytes ?? new Uint8Array();
const identityPart = named.parts.find((part) => part.kind === 'identity')?.bytes ?? new Uint8Array();

test('the handling unit opens the narrative and all three keys', async () => {
  for (const key of ['report', 'thread', 'case'] as const) {
    expect(await openReportKey(ids, key, named.wraps, fire.identity)).toEqual(keys[key]);
  }
  const opened = await openReportParts(ids.reportId, named.parts, keys.report);
  expect(opened.narrative).toEqual(narrative);
  expect(named.reportRecipient).toBe(keys.report.recipient);
  expect(named.threadRecipient).toBe(keys.thread.recipient);
  expect(named.caseRecipient).toBe(keys.case.recipient);
});

test('who gets which key, whole or in shares, is exactly this', () => {
  const table = named.wraps.map(({ key, share, holder, unitKeyId }) => [key, share, holder, unitKeyId].join(' '));
  expect(table.sort()).toEqual(
    [
      'case custodians unit custodians-1',
      'case guardians unit guardians-1',
      'case whole unit fire-1',
      'identity custodians unit custodians-1',
      'identity guardians unit guardians-1',
      'report custodians unit custodians-1',
      'report guardians unit guardians-1',
      'report whole unit fire-1',
      'thread whole reporter ',
      'thread whole unit fire-1',
    ].sort(),
  );
});

test('the receipt code opens the thread and nothing else', async () => {
  expect(await openThreadAsReporter(ids.reportId, named.wraps, reporter.identity)).toEqual(keys.thread);
  for (const key of ['report', 'thread', 'case'] as const) {
    expect(await refusalOf(() => openReportKey(ids, key, named.wraps, reporter.identity))).toBe('wrongKey');
  }
  for (const identity of [reporter.identity, keys.thread.identity]) {
    expect(await refusalOf(() => openReportParts(ids.reportId, named.parts, { ...reporter, identity }))).toBe(
      'wrongKey',
    );
    for (const part of named.parts.filter(({ key }) => key !== 'thread')) {
      expect(await refusalOf(() => openIdentity(ids.reportId, part.bytes, { identity }))).toBe('wrongKey');
    }
  }
});

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

test('a transfer re-wraps the three keys for the next unit, which then opens them', async () => {
  const opened = {
    report: await openReportKey(ids, 'report', named.wraps, fire.identity),
    thread: await openReportKey(ids, 'thread', named.wraps, fire.identity),
    case: await openReportKey(ids, 'case', named.wraps, fire.identity),
  };
  const moved = await rewrapForUnit(ids, opened, refOf('gas', gas));
  expect(moved.map(({ key, unitKeyId }) => `${key} ${unitKeyId}`)).toEqual([
    'report gas-1',
    'thread gas-1',
    'case gas-1',
  ]);
  const wraps = [...named.wraps, ...moved];
  for (const key of ['report', 'thread', 'case'] as const) {
    expect(await openReportKey(ids, key, wraps, gas.identity)).toEqual(keys[key]);
    expect(await refusalOf(() => openReportKey(ids, key, moved, fire.identity))).toBe('wrongKey');
  }
  expect(await rewrapForUnit(ids, { thread: opened.thread }, refOf('gas', gas))).toHaveLength(1);
  expect(await rewrapForUnit(ids, keys, refOf('gas', gas))).toHaveLength(3);
});

test('wraps and parts swapped between keys or reports are refused', async () => {
  const asReport = named.wraps
    .filter((wrap) => wrap.key === 'thread')
    .map((wrap) => ({ ...wrap, key: 'report' as const }));
  expect(await refusalOf(() => openReportKey(ids, 'report', asReport, fire.identity))).toBe('wrongPart');
  const other = { reportId: ids.caseId, caseId: ids.reportId };
  for (const key of ['report', 'thread', 'case'] as const) {
    expect(await refusalOf(() => openReportKey(other, key, named.wraps, fire.identity))).toBe('wrongPart');
  }
  expect(await refusalOf(() => openReportParts(other.reportId, named.parts, keys.report))).toBe('wrongPart');
  expect(await refusalOf(() => openReportParts(ids.reportId, [], keys.report))).toBe('damaged');
});

test('a narrative of another shape is damaged, whoever sealed it', async () => {
  const label = { kind: 'narrative', scope: ids.reportId, sequence: 0 } as const;
  const { place, ...cut } = narrative;
  const shapes = [null, [], cut, { ...narrative, description: { toString: 1 } }, { ...narrative, anonymity: 'x' }];
  for (const shape of shapes) {
    const bytes = await sealJson(label, shape, [keys.report.recipient]);
    const parts = [{ kind: 'narrative' as const, bytes }];
    expect(await refusalOf(() => openReportParts(ids.reportId, parts, keys.report))).toBe('damaged');
  }
  expect(place).toBe(narrative.place);
});

test('the narrative names the keys that the report was sent with, and only who made the report key can write one', async () => {
  const { bound } = await openReportParts(ids.reportId, named.parts, keys.report);
  expect(bound).toEqual({
    thread: fingerprint(keys.thread.recipient),
    case: fingerprint(keys.case.recipient),
    reporter: fingerprint(reporter.recipient),
    signing: reporterSigningKey(reporter.seed).publicKey,
    firstUnitId: 'fire',
    listVersion: 3,
  });
  const forged = async (key: Pick<KeyPair, 'seed' | 'recipient'>, scope = ids.reportId) => {
    const bytes = await sealNarrative(scope, narrative, { ...bound, signing: newSigningKey().publicKey }, key);
    return refusalOf(() => openReportParts(ids.reportId, [{ kind: 'narrative', bytes }], keys.report));
  };
  expect(await forged(keys.report)).toBe('no refusal');
  expect(await forged({ ...keys.report, seed: new Uint8Array(32) })).toBe('badSignature');
  expect(await forged(keys.report, 'r2')).toBe('wrongPart');
  const label = { kind: 'narrative', scope: ids.reportId, sequence: 0 } as const;
  for (const [told, code] of [
    [{ ...narrative, bound }, 'damaged'],
    [{ ...narrative, bound, mac: 'A'.repeat(43) }, 'badSignature'],
    [{ ...narrative, bound: { thread: '', case: '' }, mac: 'A' }, 'damaged'],
  ] as const) {
    const bytes = await sealJson(label, told, [keys.report.recipient]);
    expect(await refusalOf(() => openReportParts(ids.reportId, [{ kind: 'narrative', bytes }], keys.report))).toBe(
      code,
    );
  }
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
