import { Decrypter } from 'age-encryption';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { logEntry } from '#db/schema/log';
import { superiorReport } from '#db/schema/superior';
import { type Outside, outsideOf } from '~/browser/report/report-outside';
import { sealSuperiorReport } from '~/contract/sealed/superior-report';
import { retention2026 } from '~/domain/county/policies/retention-2026';
import { receiptNumber } from '~/domain/typed/receipt-number';
import { openAge } from '~/envelope/age-file';
import { newKeyPair } from '~/envelope/key-pair';
import { randomDigits } from '~/envelope/outside-file';
import { applyRetention } from '~/services/case/retention.server';
import { openingPage } from '~/services/county/opening.server';
import { seedPolicies } from '~/services/county/policies.server';
import { submitReport } from '~/services/report/report.server';
import {
  exportSuperiorReport,
  officeOfReports,
  recordSent,
  superiorReports,
  takeSuperiorReport,
} from '~/services/report/superior-report.server';
import { leaveOutside, signSuperior } from '../county/outside-county';
import { playedContext } from '../played-context';
import { reportDraft } from '../report-drafts';
import { knownCounty } from '../sealed-submission';

const { ctx, county } = await playedContext();
const { intake, fire } = county.unitIds;
const [first, second] = [await newKeyPair(), await newKeyPair()];
const SUPERIOR = {
  names: { zh: '市应急管理局举报中心' },
  address: null,
  phone: '023-12350',
  mail: null,
  holders: [
    { post: '主任', recipient: first.recipient },
    { post: '值班长', recipient: second.recipient },
  ],
  others: [{ names: { zh: '纪检监察机关' }, phone: '12388' }],
};
const MARKER = '受理组组长收了红包，把举报压了下来';
const about = (accusedUnit: string) => reportDraft({ accusedUnit, area: '', description: MARKER });
const refused = { code: 'invalid', field: 'accusedUnit', data: { rule: 'aboutOffice' } };
const cases = async () => (await ctx.db.execute(sql`select count(*)::int as n from case_file`))[0]?.n;

/** What an honest browser does with it: nothing leaves but what is sealed. */
async function sealedOutside() {
  const outside = outsideOf(about(intake), await knownCounty(ctx));
  if (outside === null || outside === 'none') throw new Error(`goes ${outside}`);
  return given(outside);
}
async function given({ superior, listVersion }: Outside) {
  const number = receiptNumber(randomDigits());
  const rows = [{ label: '发生了什么', text: MARKER }];
  const sealed = await sealSuperiorReport({ title: '举报', number, day: '2026-11-30', rows }, superior);
  return { number, formToken: `token-of-the-form-${number}`, sealed, listVersion };
}

/** Without this the checklist of the opening has a line about it. */
const checklistNames = async () =>
  (await openingPage(ctx, county.actor('admin'))).advised.some(
    ({ act, state }) => act === 'superior' && state === 'done',
  );

test('while the level above has members here, nothing goes outside', async () => {
  expect(await officeOfReports(ctx)).toBeNull();
  expect(await checklistNames()).toBe(true);
  expect(outsideOf(about(intake), await knownCounty(ctx))).toBeNull();
});

test('without a key such a report is taken by no channel, and the form says where to go', async () => {
  await leaveOutside(ctx, county);
  expect(await checklistNames()).toBe(false);
  await signSuperior(ctx, county, { ...SUPERIOR, holders: [] });
  expect(await checklistNames()).toBe(true);
  expect(await officeOfReports(ctx)).toMatchObject({
    unitIds: [intake],
    takes: false,
    superior: { phone: '023-12350', others: [{ phone: '12388' }] },
  });
  const county_ = await knownCounty(ctx);
  expect([outsideOf(about(intake), county_), outsideOf(about(fire), county_)]).toEqual(['none', null]);
  const before = await cases();
  await expect(submitReport(ctx, { draft: about(intake) })).rejects.toMatchObject(refused);
  const listVersion = county_.directory.version;
  const made = await given({ superior: SUPERIOR, listVersion });
  await expect(takeSuperiorReport(ctx, made)).rejects.toMatchObject(refused);
  expect(await cases()).toBe(before);
  expect(await ctx.db.$count(superiorReport)).toBe(0);
});

test('with a key it is sealed to the two holders alone, each of whom opens it with age by itself', async () => {
  await signSuperior(ctx, county, SUPERIOR);
  await expect(submitReport(ctx, { draft: about(intake) })).rejects.toMatchObject(refused);
  const before = await cases();
  const made = await sealedOutside();
  await takeSuperiorReport(ctx, made);
  const [row] = await ctx.db.select().from(superiorReport);
  for (const { identity } of [first, second]) {
    const age = new Decrypter();
    age.addIdentity(identity);
    const text = new TextDecoder().decode(await age.decrypt(row?.sealed ?? new Uint8Array()));
    expect(text).toContain(MARKER);
    expect(text).toContain(made.number);
  }
  for (const code of ['intake', 'emergency', 'custodians', 'guardians'] as const) {
    const opening = openAge(row?.sealed ?? new Uint8Array(), county.unitPair(code).identity);
    await expect(opening).rejects.toMatchObject({ code: 'wrongKey' });
  }
  expect(await cases()).toBe(before);
});

test('the same one again is acknowledged and stored once; another number, older keys or no age file are refused', async () => {
  const made = await sealedOutside();
  await takeSuperiorReport(ctx, made);
  await takeSuperiorReport(ctx, made);
  expect(await ctx.db.$count(superiorReport)).toBe(2);
  const other = receiptNumber(randomDigits());
  await expect(takeSuperiorReport(ctx, { ...made, number: other })).rejects.toMatchObject({ code: 'alreadyDone' });
  const fresh = await sealedOutside();
  await expect(takeSuperiorReport(ctx, { ...fresh, number: '1234-5678-9012' })).rejects.toMatchObject({
    field: 'number',
  });
  const older = { ...fresh, listVersion: fresh.listVersion - 1 };
  await expect(takeSuperiorReport(ctx, older)).rejects.toMatchObject({ code: 'conflict', field: 'listVersion' });
  const plain = new TextEncoder().encode(MARKER);
  await expect(takeSuperiorReport(ctx, { ...fresh, sealed: plain })).rejects.toMatchObject({ field: 'sealed' });
  await expect(takeSuperiorReport(ctx, { ...fresh, number: made.number })).rejects.toMatchObject({ field: 'number' });
});

test('it is taken out and recorded as handed on by several roles, never by others, each with a row in the log', async () => {
  const [row] = await ctx.db.select().from(superiorReport);
  const number = row?.number ?? '';
  for (const login of ['fire.handler', 'guardians.1', 'custodians.1', 'finance.1', 'auditor', 'publisher']) {
    await expect(exportSuperiorReport(ctx, county.actor(login), number)).rejects.toMatchObject({ code: 'notAllowed' });
    await expect(superiorReports(ctx, county.actor(login))).rejects.toMatchObject({ code: 'notAllowed' });
  }
  const admin = county.actor('admin');
  const sent = { number, sentOn: '', way: 'carried' };
  await expect(recordSent(ctx, admin, sent)).rejects.toMatchObject({ code: 'conflict', data: { rule: 'notExported' } });
  for (const login of ['admin', 'intake.1', 'fire.lead', 'committee.1']) {
    expect(await exportSuperiorReport(ctx, county.actor(login), number)).toEqual(row?.sealed);
  }
  await expect(exportSuperiorReport(ctx, admin, '0000-0000-0000')).rejects.toMatchObject({ code: 'notFound' });
  await expect(recordSent(ctx, admin, { ...sent, way: 'pigeon' })).rejects.toMatchObject({ field: 'way' });
  await expect(recordSent(ctx, admin, { ...sent, sentOn: '2020-01-01' })).rejects.toMatchObject({ field: 'sentOn' });
  await recordSent(ctx, admin, sent);
  await expect(recordSent(ctx, admin, sent)).rejects.toMatchObject({ code: 'notFound' });
  expect((await superiorReports(ctx, admin)).rows.find((one) => one.number === number)).toMatchObject({
    way: 'carried',
  });
  const acts = (await ctx.db.select().from(logEntry)).filter(({ subject }) => subject === `superiorReport:${number}`);
  expect(acts.map(({ act }) => act)).toEqual([
    'superiorReport.take',
    ...Array(4).fill('superiorReport.export'),
    'superiorReport.send',
  ]);
  expect(JSON.stringify(acts)).not.toContain(MARKER);
});

test('what was handed on is deleted after the term of an identity not accepted here; what waits is not', async () => {
  await seedPolicies(ctx);
  const [waits, handedOn] = [await sealedOutside(), await sealedOutside()];
  for (const one of [waits, handedOn]) await takeSuperiorReport(ctx, one);
  const admin = county.actor('admin');
  await exportSuperiorReport(ctx, admin, handedOn.number);
  await recordSent(ctx, admin, { number: handedOn.number, sentOn: '', way: 'carried' });
  const numbers = async () => (await ctx.db.select().from(superiorReport)).map(({ number }) => number);
  const { ends } = retention2026;
  const later = (days: number) => ({ ...ctx, now: () => ctx.now() + days * 86_400_000 });
  await applyRetention(later(ends.notAccepted.identityDays));
  expect(await numbers()).toContain(handedOn.number);
  expect(await applyRetention(later(ends.notAccepted.identityDays + 1))).toMatchObject({ handedOn: 2 });
  expect(await numbers()).not.toContain(handedOn.number);
  expect(await numbers()).toContain(waits.number);
  const acts = (await ctx.db.select().from(logEntry)).filter(({ subject }) => subject?.endsWith(handedOn.number));
  expect(acts.map(({ act }) => act)).toContain('superiorReport.delete');
});
