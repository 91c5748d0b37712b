import { expect, test } from 'vitest';
import { openIdentity } from '~/contract/sealed/identity';
import { openReportKey, openThreadAsReporter, rewrapForUnit } from '~/contract/sealed/key-wraps';
import { sealNarrative } from '~/contract/sealed/narrative';
import { openReportParts } from '~/contract/sealed/report-bundle';
import { fingerprint, type KeyPair } from '~/envelope/key-pair';
import { reporterSigningKey } from '~/envelope/report/reporter-signing';
import { sealJson } from '~/envelope/seal';
import { newSigningKey } from '~/envelope/signing';
import { refusalOf } from '../envelope/samples';
import { fire, gas, ids, keys, named, narrative, refOf, reporter } from './report-bundle-parties';

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
