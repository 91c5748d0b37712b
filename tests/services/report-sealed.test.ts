import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { caseFile, report, sealedPart, wrappedKey } from '#db/schema/casework';
import type { PostedReport } from '~/contract/posted-report';
import { isRefusal } from '~/domain/refusal';
import { toBase64 } from '~/envelope/bytes';
import { newKeyPair } from '~/envelope/key-pair';
import { seal } from '~/envelope/seal';
import { openByCode } from '~/services/follow.server';
import { seedPolicies } from '~/services/policies.server';
import { submitReport } from '~/services/report.server';
import { submitSealedReport } from '~/services/report-sealed.server';
import { readSealedSubmission } from '~/services/report-sealed-shape.server';
import { desk } from './case-desk';
import { type County, makeCounty } from './fixtures';
import { NAMED, reportDraft } from './report-drafts';
import { sealedInBrowser } from './sealed-submission';
import { type TestHouse, testHouse } from './test-house';

let house: TestHouse;
let county: County;
beforeAll(async () => {
  house = await testHouse();
  county = await makeCounty(house);
  await seedPolicies(house);
});

const submit = async (posted: unknown) => submitSealedReport(house, readSealedSubmission(posted));

/** Code and field of the refusal; nothing may be stored. */
async function refusalOf(posted: unknown): Promise<string> {
  const before = await house.db.$count(report);
  const error = await submit(posted).then(
    () => null,
    (caught: unknown) => caught,
  );
  expect(await house.db.$count(report)).toBe(before);
  return isRefusal(error) ? `${error.code} ${error.field ?? ''}`.trim() : String(error);
}

describe('a report sealed in the browser', () => {
  it('is opened by the officer like one of the plain way, and by its code', async () => {
    const draft = reportDraft({ description: '门被锁住，从外面打不开。' });
    const { posted, code } = await sealedInBrowser(house, draft);
    expect(await submit(posted)).toEqual({ repeated: false });
    const { opened } = await desk(house, county.of('fire.lead'), posted.caseId);
    expect(opened.unreadable).toBe(0);
    expect(opened.reports[0]?.narrative).toMatchObject({
      description: '门被锁住，从外面打不开。',
      village: '500200101001',
    });
    const session = await openByCode(house, code);
    expect(session).toBeTruthy();
  });

  it('leaves rows of the same shape and sizes as the plain way does', async () => {
    const draft = reportDraft(NAMED);
    const { posted } = await sealedInBrowser(house, draft);
    await submit(posted);
    const plain = await submitReport(house, { draft: { ...draft, formToken: `${draft.formToken}2` } });
    const shapeOf = async (caseId: string, reportId: string) => {
      const parts = await house.db.select().from(sealedPart).where(eq(sealedPart.caseId, caseId));
      const wraps = await house.db.select().from(wrappedKey).where(eq(wrappedKey.caseId, caseId));
      const [row] = await house.db.select().from(caseFile).where(eq(caseFile.id, caseId));
      return {
        parts: parts
          .sort((a, b) => a.order - b.order)
          .map(({ kind, key, scope, size, sequence }) => [
            kind,
            key,
            scope.replace(reportId, 'report'),
            size,
            sequence,
          ]),
        wraps: wraps
          .map((wrap) => [wrap.key, wrap.share, wrap.holder, wrap.unitKeyId, wrap.bytes.length].join())
          .sort(),
        row: { ...row, id: 0, order: 0, caseRecipient: 0, excludedUnitTags: row?.excludedUnitTags.length },
      };
    };
    expect(await shapeOf(posted.caseId, posted.reportId)).toEqual(await shapeOf(plain.caseId, plain.reportId));
  });

  it('is stored once, however often it arrives', async () => {
    const { posted } = await sealedInBrowser(house, reportDraft());
    const before = await house.db.$count(report);
    const answers = await Promise.all([submit(posted), submit(posted), submit(posted)]);
    answers.push(await submit(posted));
    expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(await house.db.$count(report)).toBe(before + 1);
    const { posted: other } = await sealedInBrowser(house, reportDraft());
    expect(await refusalOf({ ...other, formToken: posted.formToken })).toBe('alreadyDone formToken');
    expect(await refusalOf({ ...other, reportId: posted.reportId })).toBe('conflict reportId');
  });

  it('bypasses the accused unit, which stays sealed', async () => {
    const draft = reportDraft({ accusedUnit: county.unitIds.fire });
    const { posted } = await sealedInBrowser(house, draft);
    expect(posted.routing.responsibleUnitId).not.toBe(county.unitIds.fire);
    expect(JSON.stringify(posted)).not.toContain(county.unitIds.fire);
    expect(await submit(posted)).toEqual({ repeated: false });
  });
});

describe('what does not fit is refused and not stored', () => {
  let good: PostedReport;
  beforeAll(async () => {
    good = (await sealedInBrowser(house, reportDraft())).posted;
  });
  const changedPart = (kind: string, change: (bytes: string) => string) => ({
    ...good,
    parts: good.parts.map((part) => (part.kind === kind ? { ...part, bytes: change(part.bytes) } : part)),
  });

  it('a unit that no rule leads to', async () => {
    const unitId = county.unitIds.custodians;
    const routing = { responsibleUnitId: unitId, assistingUnitIds: [], reasons: [{ rule: 'regulates', unitId }] };
    expect(await refusalOf({ ...good, routing })).toBe('conflict routing');
    expect(
      await refusalOf({ ...good, routing: { ...good.routing, reasons: [{ rule: 'accusedBypassed', unitId }] } }),
    ).toBe('invalid routing');
    expect(await refusalOf({ ...good, town: '999' })).toBe('invalid town');
  });

  it('keys that are not the ones in force', async () => {
    const rogue = crypto.randomUUID();
    const wraps = good.wraps.map((wrap) => (wrap.share === 'guardians' ? { ...wrap, unitKeyId: rogue } : wrap));
    expect(await refusalOf({ ...good, wraps })).toBe('conflict keys');
    expect(await refusalOf({ ...good, wraps: good.wraps.slice(1) })).toBe('invalid wraps');
    expect(await refusalOf({ ...good, wraps: [...good.wraps, good.wraps[0]] })).toBe('invalid wraps');
    expect(await refusalOf({ ...good, threadRecipient: good.reportRecipient })).toBe('invalid recipients');
    const { threadRecipient } = good;
    const mistyped = `${threadRecipient.slice(0, -1)}${threadRecipient.endsWith('x') ? 'q' : 'x'}`;
    expect(await refusalOf({ ...good, threadRecipient: mistyped })).toBe('invalid recipients');
  });

  it('parts that are not sealed, not padded, missing, swapped or too long', async () => {
    const plain = toBase64(new TextEncoder().encode('门被锁住'.repeat(200)));
    expect(await refusalOf(changedPart('narrative', () => plain))).toBe('invalid parts');
    expect(await refusalOf(changedPart('narrative', (bytes) => bytes.slice(0, -4)))).toBe('invalid parts');
    expect(await refusalOf(changedPart('narrative', () => 'A'.repeat(400_000)))).toBe('invalid parts');
    expect(await refusalOf({ ...good, parts: good.parts.slice(1) })).toBe('invalid parts');
    expect(await refusalOf({ ...good, parts: [...good.parts].reverse() })).toBe('invalid parts');
    const { recipient } = await newKeyPair();
    const label = { kind: 'identity', scope: good.reportId, sequence: 0 } as const;
    const short = toBase64(await seal(label, new Uint8Array(10), [recipient]));
    expect(await refusalOf(changedPart('identity', () => short))).toBe('invalid parts');
  });

  it('fields that the form does not have, and no form at all', async () => {
    for (const posted of [null, 'x', {}, [], { ...good, description: '明文' }]) {
      expect(await refusalOf(posted)).toMatch(/^invalid/);
    }
    expect(await refusalOf({ ...good, formToken: 'short' })).toBe('invalid formToken');
    expect(await refusalOf({ ...good, lookupHash: 'x' })).toBe('invalid lookupHash');
    expect(await refusalOf({ ...good, reportId: 'x' })).toBe('invalid reportId');
  });
});
