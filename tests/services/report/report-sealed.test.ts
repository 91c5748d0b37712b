import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { caseFile, report, sealedPart, wrappedKey } from '#db/schema/casework';
import { encodeReport, type PostedReport } from '~/contract/posted/report';
import { readReport } from '~/contract/posted/report-body';
import { isRefusal } from '~/domain/refusal';
import { utf8 } from '~/envelope/bytes';
import { newKeyPair } from '~/envelope/key-pair';
import { seal } from '~/envelope/seal';
import { seedPolicies } from '~/services/county/policies.server';
import { openByCode } from '~/services/follow/follow.server';
import { submitReport } from '~/services/report/report.server';
import { submitSealedReport } from '~/services/report/report-sealed.server';
import { workspace } from '../case-workspace';
import type { County } from '../fixtures';
import { playedContext } from '../played-context';
import { NAMED, reportDraft } from '../report-drafts';
import { sealedInBrowser, sent } from '../sealed-submission';
import type { TestContext } from '../test-context';

let ctx: TestContext;
let county: County;
beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await seedPolicies(ctx);
});

const submit = async (posted: PostedReport | Uint8Array) =>
  submitSealedReport(ctx, posted instanceof Uint8Array ? readReport(posted) : sent(posted));

/** Code and field of the refusal; also checks that nothing was stored. */
async function refusalOf(posted: PostedReport | Uint8Array): Promise<string> {
  const before = await ctx.db.$count(report);
  const error = await submit(posted).then(
    () => null,
    (caught: unknown) => caught,
  );
  expect(await ctx.db.$count(report)).toBe(before);
  return isRefusal(error) ? `${error.code} ${error.field ?? ''}`.trim() : String(error);
}

describe('a report sealed in the browser', () => {
  it('is opened by the officer like one of the plain way, and by its code', async () => {
    const draft = reportDraft({ description: '门被锁住，从外面打不开。' });
    const { posted, code } = await sealedInBrowser(ctx, draft);
    expect(await submit(posted)).toEqual({ repeated: false });
    const { opened } = await workspace(ctx, county.of('fire.lead'), posted.caseId);
    expect(opened.unreadable).toBe(0);
    expect(opened.reports[0]?.narrative).toMatchObject({
      description: '门被锁住，从外面打不开。',
      village: '500200101001',
    });
    const session = await openByCode(ctx, code);
    expect(session).toBeTruthy();
  });

  it('leaves rows of the same shape and sizes as the plain way does', async () => {
    const draft = reportDraft(NAMED);
    const { posted } = await sealedInBrowser(ctx, draft);
    await submit(posted);
    const plain = await submitReport(ctx, { draft: { ...draft, formToken: `${draft.formToken}2` } });
    const shapeOf = async (caseId: string, reportId: string) => {
      const parts = await ctx.db.select().from(sealedPart).where(eq(sealedPart.caseId, caseId));
      const wraps = await ctx.db.select().from(wrappedKey).where(eq(wrappedKey.caseId, caseId));
      const [row] = await ctx.db.select().from(caseFile).where(eq(caseFile.id, caseId));
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
    const { posted } = await sealedInBrowser(ctx, reportDraft());
    const before = await ctx.db.$count(report);
    const answers = await Promise.all([submit(posted), submit(posted), submit(posted)]);
    answers.push(await submit(posted));
    expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(await ctx.db.$count(report)).toBe(before + 1);
    const { posted: other } = await sealedInBrowser(ctx, reportDraft());
    expect(await refusalOf({ ...other, formToken: posted.formToken })).toBe('alreadyDone formToken');
    expect(await refusalOf({ ...other, reportId: posted.reportId })).toBe('conflict reportId');
  });

  it('takes at most 32 KB for a thousand characters, whoever sends them', async () => {
    const description = '消防通道被货物堵住已经三个星期了。'.repeat(60).slice(0, 1000);
    const draft = reportDraft({ ...NAMED, description, accusedUnit: county.unitIds.fire });
    const body = encodeReport((await sealedInBrowser(ctx, draft)).posted);
    expect(body.length).toBeLessThanOrEqual(32 * 1024);
    expect(body.length).toBeGreaterThan(25 * 1024);
  });

  it('bypasses the accused unit, which stays sealed', async () => {
    const draft = reportDraft({ accusedUnit: county.unitIds.fire });
    const { posted } = await sealedInBrowser(ctx, draft);
    expect(posted.routing.responsibleUnitId).not.toBe(county.unitIds.fire);
    expect(Buffer.from(encodeReport(posted)).includes(county.unitIds.fire)).toBe(false);
    expect(await submit(posted)).toEqual({ repeated: false });
  });
});

describe('what does not fit is refused and not stored', () => {
  let good: PostedReport;
  beforeAll(async () => {
    good = (await sealedInBrowser(ctx, reportDraft())).posted;
  });
  type Part = 'narrative' | 'identity' | 'reporterCard';
  const changed = (name: Part, bytes: Uint8Array): PostedReport => ({ ...good, [name]: bytes });

  it('a unit that no rule leads to', async () => {
    const unitId = county.unitIds.custodians;
    const routing = {
      responsibleUnitId: unitId,
      assistingUnitIds: [],
      reasons: [{ rule: 'regulates', unitId } as const],
    };
    expect(await refusalOf({ ...good, routing })).toBe('conflict routing');
    const passedOver = [{ rule: 'accusedBypassed', unitId } as const];
    expect(await refusalOf({ ...good, routing: { ...good.routing, reasons: passedOver } })).toBe('invalid routing');
    expect(await refusalOf({ ...good, town: '999' })).toBe('invalid town');
  });

  it('keys that are not the ones in force', async () => {
    const rogue = crypto.randomUUID();
    for (const name of ['handling', 'custodians', 'guardians'] as const) {
      expect(await refusalOf({ ...good, unitKeys: { ...good.unitKeys, [name]: rogue } })).toBe('conflict keys');
    }
    const { keys, recipients } = good;
    const swapped = { ...keys, unit: keys.guardians, guardians: keys.unit };
    expect(await refusalOf({ ...good, keys: swapped })).toBe('invalid keys');
    expect(await refusalOf({ ...good, keys: { ...keys, reporter: keys.unit.file } })).toBe('invalid keys');
    const plain = { ...keys.unit, file: new Uint8Array(keys.unit.file.length) };
    expect(await refusalOf({ ...good, keys: { ...keys, unit: plain } })).toBe('invalid keys');
    const twice = { ...recipients, thread: recipients.report };
    expect(await refusalOf({ ...good, recipients: twice })).toBe('invalid recipients');
  });

  it('parts that are not sealed, not padded, missing, swapped or too long', async () => {
    const { narrative, identity, reporterCard } = good;
    expect(await refusalOf(changed('narrative', utf8('门被锁住'.repeat(200))))).toBe('invalid parts');
    expect(await refusalOf(changed('narrative', narrative.slice(0, -4)))).toBe('invalid parts');
    expect(await refusalOf(changed('narrative', new Uint8Array(400_000)))).toBe('invalid lengths');
    expect(await refusalOf(changed('narrative', new Uint8Array()))).toBe('invalid lengths');
    expect(await refusalOf({ ...good, identity: reporterCard, reporterCard: identity })).toBe('invalid parts');
    const { recipient } = await newKeyPair();
    const label = { kind: 'identity', scope: good.reportId, sequence: 0 } as const;
    expect(await refusalOf(changed('identity', await seal(label, new Uint8Array(10), [recipient])))).toBe(
      'invalid parts',
    );
  });

  it('a list of files without files, and files without a list', async () => {
    expect(await refusalOf({ ...good, fileManifest: good.narrative })).toBe('invalid parts');
    expect(await refusalOf({ ...good, uploadToken: 'A'.repeat(43) })).toBe('invalid parts');
  });

  it('fields that the form does not have, and no form at all', async () => {
    expect(await refusalOf({ ...good, description: '明文' } as PostedReport)).toMatch(/^invalid/);
    expect(await refusalOf({ ...good, formToken: 'short' })).toBe('invalid formToken');
    expect(await refusalOf({ ...good, lookupHash: 'x' })).toBe('invalid lookupHash');
    expect(await refusalOf({ ...good, reportId: 'x' })).toBe('invalid reportId');
  });
});
