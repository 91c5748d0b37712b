import { buffer } from 'node:stream/consumers';
import { and, eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { caseFile, wrappedKey } from '#db/schema/casework';
import { unit } from '#db/schema/county';
import { logEntry } from '#db/schema/log';
import { PREPARE } from '~/browser/case/case-acts';
import { openCaseFile, safeFileName } from '~/browser/case/case-files';
import { sealMessage, sealTransfer } from '~/browser/case/case-sealing';
import { type OpenedCase, openCase } from '~/browser/case/case-workspace';
import { fromBase64 } from '~/envelope/bytes';
import {
  acceptCase,
  addNote,
  assignCase,
  closeCase,
  confirmVerdict,
  proposeVerdict,
  recordPenalty,
  rectify,
  refuseCase,
  replyCase,
  sendStaffMessage,
  strikeOff,
  visitCase,
} from '~/services/case/case.server';
import { caseFilePart, caseForStaff } from '~/services/case/case-page.server';
import { transferCase } from '~/services/case/case-transfer.server';
import { transferChain } from '~/services/case/transfer-chain.server';
import { seedPolicies } from '~/services/county/policies.server';
import { certifyAll } from '~/services/keys/provision.server';
import { submitReport } from '~/services/report/report.server';
import {
  findingRead,
  fireDraft,
  giverOf,
  keyringOf,
  reportFire,
  sealedMessages,
  sealedPart,
  whyGiven,
  workspace,
} from '../case-workspace';
import type { County } from '../fixtures';
import { playedContext } from '../played-context';
import type { TestContext } from '../test-context';

let ctx: TestContext;
let county: County;
const who = (login: string) => county.of(login);
const actor = (login: string) => county.actor(login);
const refusal = (code: string, field?: string) =>
  expect.objectContaining({ refusal: true, code, ...(field !== undefined && { field }) });

beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await seedPolicies(ctx);
});

const rowOf = async (caseId: string) => {
  const [row] = await ctx.db.select().from(caseFile).where(eq(caseFile.id, caseId));
  if (!row) throw new Error('no case');
  return row;
};

/** A case brought to its officer. */
async function assigned(): Promise<string> {
  const { caseId } = await reportFire(ctx);
  await acceptCase(ctx, actor('fire.lead'), caseId);
  await assignCase(ctx, actor('fire.lead'), caseId, who('fire.handler').memberId);
  return caseId;
}

async function proposed(): Promise<string> {
  const caseId = await assigned();
  const { opened } = await workspace(ctx, who('fire.handler'), caseId);
  const finding = await sealedPart(opened, 'finding', { verdict: 'substantiated', text: '现场拍照三张' });
  const verdict = { verdict: 'substantiated', finding } as const;
  await expect(proposeVerdict(ctx, actor('fire.handler'), caseId, verdict)).rejects.toEqual(refusal('stageForbids'));
  await proposeVerdict(ctx, actor('fire.handler'), caseId, { ...verdict, unvisited: true });
  return caseId;
}

describe('a case from acceptance to its end', () => {
  test('travels the whole way; limits follow the rule in force', async () => {
    const handler = actor('fire.handler');
    const lead = actor('fire.lead');
    const { caseId, reportId } = await reportFire(ctx);
    expect((await rowOf(caseId)).dueOn).toBe('2025-09-22');
    await acceptCase(ctx, lead, caseId);
    expect(await rowOf(caseId)).toMatchObject({ stage: 'accepted', acceptedOn: '2025-09-15', dueOn: '2025-11-14' });
    await assignCase(ctx, lead, caseId, handler.memberId);

    const first = await workspace(ctx, who('fire.handler'), caseId);
    expect(first.opened.reports[0]?.narrative?.description).toContain('消防通道');
    expect(first.opened.unreadable).toBe(0);
    expect(first.next).toContain('proposeVerdict');
    const { opened } = first;
    await addNote(ctx, handler, caseId, await sealedPart(opened, 'note', { about: 'note', text: '先电话核实' }));
    const message = await sealMessage(opened, reportId, '请问堵了多久？', keyringOf(who('fire.handler')));
    await sendStaffMessage(ctx, handler, caseId, { ...message, bytes: fromBase64(message.bytes) });
    const note = await sealedPart(opened, 'note', { about: 'visit', text: '东门堆满木料' });
    await visitCase(ctx, handler, caseId, { visitedOn: '2025-09-15', note });
    const finding = await sealedPart(opened, 'finding', { verdict: 'substantiated', text: '属实' });
    await proposeVerdict(ctx, handler, caseId, { verdict: 'substantiated', finding });
    await confirmVerdict(ctx, lead, caseId, await findingRead(ctx, caseId));
    expect((await rowOf(caseId)).dueOn).toBe('2025-09-25');
    await recordPenalty(ctx, handler, caseId, await sealedPart(opened, 'penalty', { amountYuan: '50000' }));
    const reply = await workspace(ctx, who('fire.handler'), caseId);
    await replyCase(ctx, handler, caseId, await sealedMessages(reply.opened, '答复：属实', who('fire.handler')));
    await expect(closeCase(ctx, handler, caseId)).rejects.toEqual(refusal('stageForbids'));
    await rectify(ctx, handler, caseId, await sealedPart(opened, 'evidence', { about: 'rectification', text: '清空' }));
    await strikeOff(ctx, handler, caseId, await sealedPart(opened, 'evidence', { about: 'strikeOff', text: '复查' }));
    await closeCase(ctx, handler, caseId);

    expect(await rowOf(caseId)).toMatchObject({ stage: 'closed', dueOn: null, penaltyRecordedOn: '2025-09-15' });
    const end = await workspace(ctx, who('fire.lead'), caseId);
    expect(end.opened.reports[0]?.messages.map(({ text }) => text)).toEqual(['请问堵了多久？', '答复：属实']);
    expect(end.opened.reports[0]?.messages[0]?.memberId).toBe(handler.memberId);
    expect(end.opened.notes.map(({ about }) => about)).toEqual([
      'note',
      'visit',
      'finding',
      'penalty',
      'rectification',
      'strikeOff',
    ]);
    expect(end.next).toEqual([]);
    expect(end.timeline.map(({ act }) => act)).toEqual([
      'report.submit',
      'case.accept',
      'case.assign',
      'case.note',
      'case.message',
      'case.visit',
      'case.proposeVerdict',
      'case.confirmVerdict',
      'case.recordPenalty',
      'case.reply',
      'case.rectify',
      'case.strikeOff',
      'case.close',
    ]);
  });

  test('a refusal tells the reporter, with the reason as a code', async () => {
    const { caseId } = await reportFire(ctx);
    const { opened } = await workspace(ctx, who('fire.handler'), caseId);
    const messages = await sealedMessages(opened, '请向法院反映', who('fire.handler'));
    await expect(
      refuseCase(ctx, actor('fire.handler'), caseId, { reason: 'courtOrArbitration', messages: [] }),
    ).rejects.toEqual(refusal('conflict'));
    await refuseCase(ctx, actor('fire.handler'), caseId, { reason: 'courtOrArbitration', messages });
    expect(await rowOf(caseId)).toMatchObject({
      stage: 'notAccepted',
      refusalReason: 'courtOrArbitration',
      dueOn: null,
    });
  });

  test('looking at a case is logged, and no content is in the log', async () => {
    const { caseId } = await reportFire(ctx);
    await caseForStaff(ctx, actor('fire.lead'), caseId);
    const entries = await ctx.db
      .select()
      .from(logEntry)
      .where(eq(logEntry.subject, `case:${caseId}`));
    expect(entries.map(({ act }) => act).sort()).toEqual(['case.read', 'report.submit']);
    expect(entries.some(({ entry }) => entry.includes('木料') || entry.includes('红星'))).toBe(false);
  });
});

describe('who may do what', () => {
  test('an officer outside the unit gets notFound for every act, and changes nothing', async () => {
    const caseId = await assigned();
    const { opened } = await workspace(ctx, who('fire.handler'), caseId);
    const part = await sealedPart(opened, 'note', { text: 'x' });
    const [message] = await sealedMessages(opened, 'x', who('fire.handler'));
    if (!message) throw new Error('no message');
    const before = await rowOf(caseId);
    for (const login of ['emergency.handler', 'emergency.lead', 'zhenxi.lead', 'intake.2']) {
      const other = actor(login);
      const nothing = { unitKeyId: '', wraps: [], step: {} as never };
      const acts: [string, () => Promise<unknown>][] = [
        ['read', () => caseForStaff(ctx, other, caseId)],
        ['accept', () => acceptCase(ctx, other, caseId)],
        ['refuse', () => refuseCase(ctx, other, caseId, { reason: 'suggestion', messages: [message] })],
        ['assign', () => assignCase(ctx, other, caseId, other.memberId)],
        ['note', () => addNote(ctx, other, caseId, part)],
        ['message', () => sendStaffMessage(ctx, other, caseId, message)],
        ['visit', () => visitCase(ctx, other, caseId, { visitedOn: '2025-09-15', note: part })],
        ['verdict', () => proposeVerdict(ctx, other, caseId, { verdict: 'substantiated', finding: part })],
        ['confirm', () => confirmVerdict(ctx, other, caseId, { findingId: '', verdict: 'substantiated' })],
        ['penalty', () => recordPenalty(ctx, other, caseId, part)],
        ['rectify', () => rectify(ctx, other, caseId, part)],
        ['strikeOff', () => strikeOff(ctx, other, caseId, part)],
        ['reply', () => replyCase(ctx, other, caseId, [message])],
        ['close', () => closeCase(ctx, other, caseId)],
        ['transfer', () => transferCase(ctx, other, caseId, { ...nothing, toUnitId: other.unitId, note: part })],
      ];
      for (const [name, act] of acts) {
        const error = await act().then(
          () => null,
          (thrown: { code?: string }) => thrown,
        );
        // Without a role for the act at all it is notAllowed, before any case is looked for.
        expect(['notFound', 'notAllowed'], `${login} ${name}`).toContain(error?.code);
        if (login.endsWith('handler') && name !== 'assign' && name !== 'confirm') expect(error?.code).toBe('notFound');
      }
    }
    expect(await rowOf(caseId)).toEqual(before);
  });

  test('a colleague who is not the assigned officer does not verify; a wrong role does nothing', async () => {
    const caseId = await assigned();
    const { opened } = await workspace(ctx, who('fire.handler2'), caseId);
    const finding = await sealedPart(opened, 'finding', { text: 'x' });
    const verdict = { verdict: 'substantiated', finding } as const;
    await expect(proposeVerdict(ctx, actor('fire.handler2'), caseId, verdict)).rejects.toEqual(refusal('notFound'));
    await expect(proposeVerdict(ctx, actor('fire.lead'), caseId, verdict)).rejects.toEqual(refusal('notAllowed'));
    await expect(assignCase(ctx, actor('fire.handler'), caseId, who('fire.handler2').memberId)).rejects.toEqual(
      refusal('notAllowed'),
    );
    for (const login of ['committee.1', 'finance.1', 'guardians.1', 'custodians.1', 'publisher', 'auditor', 'admin']) {
      await expect(caseForStaff(ctx, actor(login), caseId)).rejects.toEqual(refusal('notAllowed'));
    }
    await expect(assignCase(ctx, actor('fire.lead'), caseId, who('emergency.handler').memberId)).rejects.toEqual(
      refusal('invalid'),
    );
  });

  test('nobody confirms their own verdict, the lead of another unit neither', async () => {
    const caseId = await proposed();
    const double = { ...actor('fire.handler'), roles: ['handler', 'lead'] as const };
    const read = await findingRead(ctx, caseId);
    await expect(confirmVerdict(ctx, double, caseId, read)).rejects.toEqual(refusal('samePerson'));
    await expect(confirmVerdict(ctx, actor('fire.handler2'), caseId, read)).rejects.toEqual(refusal('notAllowed'));
    // Signed is what was opened and read: never another finding than the newest.
    const another = { ...read, findingId: crypto.randomUUID() };
    const conflict = expect.objectContaining({ code: 'conflict', field: 'finding' });
    await expect(confirmVerdict(ctx, actor('fire.lead'), caseId, another)).rejects.toEqual(conflict);
    await confirmVerdict(ctx, actor('fire.lead'), caseId, read);
    await expect(confirmVerdict(ctx, actor('fire.lead2'), caseId, read)).rejects.toEqual(refusal('stageForbids'));
  });

  test('the verdict that a lead confirms is the one of the finding, whatever the row says', async () => {
    const caseId = await proposed();
    const lead = actor('fire.lead');
    const { opened, facts } = await workspace(ctx, who('fire.lead'), caseId);
    const transfers = () => transferChain(ctx, ctx.db);
    const context = { opened, today: '2025-09-15', transfers, replyTitles: {} as never, rewardDueOptions: {} };
    const press = (verdict: string | null) =>
      PREPARE.confirmVerdict((field) => (field === 'read' ? 'yes' : ''), { ...context, verdict });
    const read = await findingRead(ctx, caseId);
    expect(await press(facts.verdict)).toEqual({ fields: { finding: read.findingId, verdict: read.verdict } });
    // Somebody wrote another verdict into the row: the browser refuses, and so does the server where the row changed later.
    await ctx.database.owner.db.update(caseFile).set({ verdict: 'unsubstantiated' }).where(eq(caseFile.id, caseId));
    expect(await press('unsubstantiated')).toEqual({ errors: { '': 'otherVerdict' } });
    await expect(confirmVerdict(ctx, lead, caseId, read)).rejects.toEqual(refusal('conflict', 'finding'));
    expect((await rowOf(caseId)).confirmedOn).toBeNull();
  });

  test('acts out of turn are refused', async () => {
    const { caseId } = await reportFire(ctx);
    await expect(closeCase(ctx, actor('fire.lead'), caseId)).rejects.toEqual(refusal('stageForbids'));
    await expect(assignCase(ctx, actor('fire.lead'), caseId, who('fire.handler').memberId)).rejects.toEqual(
      refusal('stageForbids'),
    );
    await acceptCase(ctx, actor('fire.lead'), caseId);
    await expect(acceptCase(ctx, actor('fire.lead'), caseId)).rejects.toEqual(refusal('stageForbids'));
  });
});

describe('sealed parts', () => {
  test('what is not sealed is refused, and a message for a taken sequence is sealed anew', async () => {
    const caseId = await assigned();
    const clear = new TextEncoder().encode('举报人说……'.repeat(50));
    await expect(addNote(ctx, actor('fire.handler'), caseId, { sequence: 1, bytes: clear })).rejects.toEqual(
      refusal('invalid'),
    );
    const { opened } = await workspace(ctx, who('fire.handler'), caseId);
    const [one] = await sealedMessages(opened, '一', who('fire.handler'));
    const [two] = await sealedMessages(opened, '二', who('fire.handler2'));
    if (!one || !two) throw new Error('no message');
    await sendStaffMessage(ctx, actor('fire.handler'), caseId, one);
    await expect(sendStaffMessage(ctx, actor('fire.handler2'), caseId, two)).rejects.toEqual(refusal('conflict'));
  });

  test('a message whose signature does not fit is not shown as anybody’s', async () => {
    const caseId = await assigned();
    const { opened } = await workspace(ctx, who('fire.handler'), caseId);
    const forger = { ...who('fire.handler'), memberId: who('fire.lead').memberId };
    const [forged] = await sealedMessages(opened, '我是领导', forger);
    if (!forged) throw new Error('no message');
    await sendStaffMessage(ctx, actor('fire.handler'), caseId, forged);
    const seen = await workspace(ctx, who('fire.handler2'), caseId);
    expect(seen.opened.reports[0]?.messages).toMatchObject([{ from: 'staff', text: null, memberId: null }]);
  });

  test('a file opens from its sealed parts, under a safe name; outside the unit not even those are given', async () => {
    const bytes = new Uint8Array(5 * 1024 * 1024).map((_, at) => (at * 31) % 251);
    const files = [{ name: '../照片\u202Egpj.exe', type: 'image/jpeg', bytes }];
    const { caseId } = await submitReport(ctx, { draft: fireDraft(), files });
    const { opened } = await workspace(ctx, who('fire.handler'), caseId);
    const [file] = opened.reports[0]?.files ?? [];
    if (!file) throw new Error('no file');
    const fetchPart = async (id: string) => {
      const part = await caseFilePart(ctx, actor('fire.handler'), caseId, id);
      return new Uint8Array(await buffer(await ctx.blobs.open(part.blob ?? '')));
    };
    const blob = await openCaseFile(opened, file, fetchPart);
    expect(Buffer.from(await blob.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
    expect(blob.type).toBe('application/octet-stream');
    expect(safeFileName('../照片\u202Egpj.exe', 'file-1')).toBe('照片gpj.exe');
    expect(safeFileName('..', 'file-1')).toBe('file-1');
    const [partId = ''] = file.partIds;
    await expect(caseFilePart(ctx, actor('emergency.handler'), caseId, partId)).rejects.toEqual(refusal('notFound'));
    const swapped = { ...file, partIds: [...file.partIds].reverse() };
    await expect(openCaseFile(opened, swapped, fetchPart)).rejects.toMatchObject({ code: 'damaged' });
  });

  test('a part swapped by the server does not open', async () => {
    const [a, b] = [await assigned(), await assigned()];
    const [page, other] = [
      await caseForStaff(ctx, actor('fire.handler'), a),
      await caseForStaff(ctx, actor('fire.handler'), b),
    ];
    const foreign = other.sealed.parts.find(({ kind }) => kind === 'narrative');
    const sealed = {
      ...page.sealed,
      parts: page.sealed.parts.map((part) =>
        part.kind === 'narrative' ? { ...part, bytes: foreign?.bytes ?? null } : part,
      ),
    };
    const opened = await openCase(sealed, keyringOf(who('fire.handler')));
    expect(opened.unreadable).toBe(1);
    expect(opened.reports[0]?.narrative).toBeNull();
  });
});

/** As a browser would have it that does not look whom the report is about: the server must refuse by itself. */
function withoutAccused(opened: OpenedCase): OpenedCase {
  const blind = ({ narrative, ...rest }: OpenedCase['reports'][number]) => ({
    ...rest,
    narrative: narrative && { ...narrative, accusedUnit: null },
  });
  return { ...opened, reports: opened.reports.map(blind) };
}

describe('transfer', () => {
  const seals = async (caseId: string, toUnitId: string) => {
    const { opened } = await workspace(ctx, who('fire.handler'), caseId);
    return sealTransfer(opened, toUnitId, await giverOf(ctx, who('fire.handler'))).then(
      () => true,
      (error: { code?: string }) => error.code,
    );
  };

  const handOver = async (login: string, caseId: string, toUnitId: string) => {
    const { opened } = await workspace(ctx, who(login), caseId);
    const posted = await sealTransfer(withoutAccused(opened), toUnitId, await giverOf(ctx, who(login)));
    const wraps = posted.wraps.map((wrap) => ({ ...wrap, bytes: fromBase64(wrap.bytes) }));
    await transferCase(ctx, actor(login), caseId, { ...posted, wraps, note: await whyGiven(opened) });
  };

  test('the next unit reads, the one before reads no more, and the days for acceptance run on', async () => {
    const { caseId } = await reportFire(ctx);
    ctx.advance(3 * 86_400_000);
    await handOver('fire.handler', caseId, county.unitIds.emergency);
    expect(await rowOf(caseId)).toMatchObject({
      stage: 'registered',
      responsibleUnitId: county.unitIds.emergency,
      receivedOn: '2025-09-15',
      dueOn: '2025-09-22',
      assignedTo: null,
    });
    const there = await workspace(ctx, who('emergency.handler'), caseId);
    expect(there.opened.reports[0]?.narrative?.description).toContain('消防通道');
    expect(there.reasons.at(-1)).toMatchObject({ rule: 'transfer', unit: { unitId: county.unitIds.emergency } });
    await expect(caseForStaff(ctx, actor('fire.handler'), caseId)).rejects.toEqual(refusal('notFound'));
    const wraps = await ctx.db
      .select()
      .from(wrappedKey)
      .where(and(eq(wrappedKey.caseId, caseId), eq(wrappedKey.unitKeyId, county.unitKey('fire').unitKeyId)));
    expect(wraps).toEqual([]);
    ctx.setNow('2025-09-15');
  });

  test('never to the unit that the report is about, nor to one that cannot take it', async () => {
    const { caseId } = await reportFire(ctx, { accusedUnitId: county.unitIds.emergency });
    const page = await caseForStaff(ctx, actor('fire.handler'), caseId);
    expect(page.targets.map(({ unitId }) => unitId)).not.toContain(county.unitIds.emergency);
    await expect(handOver('fire.handler', caseId, county.unitIds.emergency)).rejects.toEqual(refusal('invalid'));
    expect(await seals(caseId, county.unitIds.emergency)).toBe('badSignature');
    expect(await seals(caseId, county.unitIds.zhenxi)).toBe(true);
    await expect(handOver('fire.handler', caseId, county.unitIds.guardians)).rejects.toEqual(refusal('invalid'));
    expect((await rowOf(caseId)).responsibleUnitId).toBe(county.unitIds.fire);
  });

  /** Officers' browsers go by the signed list: two guardians sign who stands above whom. */
  async function standsUnder(unitId: string, parentUnitId: string): Promise<void> {
    await ctx.db.update(unit).set({ parentUnitId }).where(eq(unit.id, unitId));
    await certifyAll(ctx, [who('guardians.1'), who('guardians.2')], county.directory);
  }

  test('never to a unit under the accused one; a report about the topmost still finds a taker', async () => {
    const { emergency, zhenxi, upper } = county.unitIds;
    await standsUnder(zhenxi, emergency);
    const about = await reportFire(ctx, { accusedUnitId: emergency });
    const targets = (await caseForStaff(ctx, actor('fire.handler'), about.caseId)).targets.map((one) => one.unitId);
    expect(targets).not.toContain(zhenxi);
    expect(targets).toContain(upper);
    await expect(handOver('fire.handler', about.caseId, zhenxi)).rejects.toEqual(refusal('invalid'));
    expect(await seals(about.caseId, zhenxi)).toBe('badSignature');
    expect(await seals(about.caseId, upper)).toBe(true);
    await standsUnder(zhenxi, upper);

    const { caseId } = await reportFire(ctx, { accusedUnitId: upper });
    const [row] = await ctx.db.select().from(caseFile).where(eq(caseFile.id, caseId));
    expect(row?.responsibleUnitId).not.toBe(upper);
    const taker = [...county.members.values()].find((one) => one.unitId === row?.responsibleUnitId);
    const page = await caseForStaff(ctx, actor(taker?.login ?? ''), caseId);
    expect(page.targets.length).toBeGreaterThan(0);
    expect(page.targets.map(({ unitId }) => unitId)).not.toContain(upper);
  });

  test('a wrap too few, or for another key than the certified one, is refused whole', async () => {
    const { caseId } = await reportFire(ctx);
    const { opened } = await workspace(ctx, who('fire.handler'), caseId);
    const posted = await sealTransfer(opened, county.unitIds.zhenxi, await giverOf(ctx, who('fire.handler')));
    const wraps = posted.wraps.map((wrap) => ({ ...wrap, bytes: fromBase64(wrap.bytes) }));
    const note = await whyGiven(opened);
    const give = (transfer: Omit<Parameters<typeof transferCase>[3], 'note'>) =>
      transferCase(ctx, actor('fire.handler'), caseId, { ...transfer, note });
    await expect(give({ ...posted, wraps: wraps.slice(1) })).rejects.toEqual(refusal('conflict'));
    await expect(give({ ...posted, wraps, unitKeyId: county.unitKey('fire').unitKeyId })).rejects.toEqual(
      refusal('conflict'),
    );
    expect((await workspace(ctx, who('fire.handler'), caseId)).facts.unitId).toBe(county.unitIds.fire);
  });
});
