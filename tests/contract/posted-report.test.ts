import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BLOCKS, encodeReport, HEAD_LENGTH, type PostedReport } from '~/contract/posted/report';
import { MAX_REPORT_BYTES, readReport } from '~/contract/posted/report-body';
import { KEYS_OF } from '~/contract/sealed/sent-keys';
import { isRefusal } from '~/domain/refusal';
import { concat, randomBytes, text, utf8 } from '~/envelope/bytes';
import { newKeyPair } from '~/envelope/key-pair';

const id = () => crypto.randomUUID();
const unitId = id();
const recipient = async () => (await newKeyPair()).recipient;
const file = (holder: keyof typeof KEYS_OF) => ({
  file: randomBytes(2_000),
  masks: KEYS_OF[holder].map(() => randomBytes(32)),
});
/** The bytes stand in for what is sealed: whether they are age files is for the service to check. */
const report: PostedReport = {
  formToken: 'x'.repeat(32),
  reportId: id(),
  caseId: id(),
  matter: 'hazard',
  sector: 'fire',
  town: '500200101',
  urgent: false,
  channel: 'web',
  routing: { responsibleUnitId: unitId, assistingUnitIds: [], reasons: [{ rule: 'does', unitId, ruleId: id() }] },
  lookupHash: 'a'.repeat(64),
  listVersion: 3,
  unitKeys: { handling: id(), custodians: id(), guardians: id() },
  uploadToken: 'A'.repeat(43),
  recipients: {
    reporter: await recipient(),
    report: await recipient(),
    thread: await recipient(),
    case: await recipient(),
  },
  narrative: randomBytes(5_000),
  identity: randomBytes(6_000),
  reporterCard: randomBytes(2_500),
  fileManifest: randomBytes(1_900),
  keys: {
    unit: file('unit'),
    reporter: randomBytes(1_900),
    custodians: file('custodians'),
    guardians: file('guardians'),
  },
};
const body = encodeReport(report);
const headLength = new DataView(body.buffer).getUint32(0);

function fieldOf(bytes: Uint8Array): string {
  try {
    readReport(bytes);
    return 'none';
  } catch (error) {
    if (isRefusal(error) && error.code === 'invalid') return error.field ?? '';
    throw error;
  }
}

/** The same body with another head. */
function withHead(change: (head: Record<string, unknown>) => unknown): Uint8Array {
  const head = utf8(JSON.stringify(change(JSON.parse(text(body.subarray(HEAD_LENGTH, HEAD_LENGTH + headLength))))));
  const length = new Uint8Array(HEAD_LENGTH);
  new DataView(length.buffer).setUint32(0, head.length);
  return concat(length, head, body.subarray(HEAD_LENGTH + headLength));
}

test('what was posted is read as it was, with files and without', () => {
  expect(readReport(body)).toEqual(report);
  const none = { ...report, town: null, uploadToken: null, fileManifest: null };
  expect(readReport(encodeReport(none))).toEqual(none);
  expect(body.length).toBeLessThan(MAX_REPORT_BYTES);
});

test('a body that is cut, lengthened or changed anywhere is refused as invalid, and never another error', () => {
  for (const bytes of [
    new Uint8Array(),
    body.subarray(0, 3),
    body.subarray(0, 4),
    utf8('{"v":1}'),
    utf8('x'.repeat(99)),
  ]) {
    expect(fieldOf(bytes)).toBe('report');
  }
  expect(fieldOf(body.subarray(0, -1))).toBe('lengths');
  expect(fieldOf(concat(body, new Uint8Array(1)))).toBe('lengths');
  fc.assert(
    fc.property(fc.nat({ max: body.length - 1 }), (at) => {
      expect(fieldOf(body.subarray(0, at))).toMatch(/^(report|lengths)$/);
    }),
  );
  // Whatever a byte of the head is changed to, the body is either read or refused.
  fc.assert(
    fc.property(fc.nat({ max: HEAD_LENGTH + headLength - 1 }), fc.nat({ max: 255 }), (at, byte) => {
      const changed = body.slice();
      changed[at] = byte;
      expect(fieldOf(changed)).toMatch(/^[a-zA-Z]+$/);
    }),
  );
});

test('each member of the head has its bounds, and its name in the refusal', () => {
  const members = Object.keys(JSON.parse(text(body.subarray(HEAD_LENGTH, HEAD_LENGTH + headLength))));
  for (const name of members) {
    expect(fieldOf(withHead((head) => ({ ...head, [name]: [] })))).toBe(name);
    expect(fieldOf(withHead(({ [name]: _, ...rest }) => rest))).toBe(name);
  }
  expect(fieldOf(withHead((head) => ({ ...head, v: 2 })))).toBe('v');
  expect(fieldOf(withHead((head) => ({ ...head, description: '明文' })))).toBe('report');
  for (const other of [null, [], 'x', 7]) expect(fieldOf(withHead(() => other))).toBe('report');
});

test('lengths are bounded before anything is read by them', () => {
  for (const name of BLOCKS) {
    for (const length of [-1, 2 ** 40, 1.5, '9', null, Number.MAX_SAFE_INTEGER]) {
      const change = (head: Record<string, unknown>) => ({
        ...head,
        lengths: { ...(head.lengths as object), [name]: length },
      });
      expect(fieldOf(withHead(change))).toBe('lengths');
    }
  }
});
