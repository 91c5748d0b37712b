import { expect, test } from 'vitest';
import { superiorDraft } from '#db/schema/superior';
import { superiorShown, type TypedSuperior } from '~/domain/county/superior-entry';
import { addDays } from '~/domain/dates';
import { shownText } from '~/domain/shown-entry';
import { newKeyPair } from '~/envelope/key-pair';
import { attestDirectory } from '~/envelope/keys/attestation';
import { signDirectory } from '~/envelope/keys/directory';
import { historyAfter } from '~/envelope/keys/directory-history';
import { canonicalDirectory, type DirectoryContent } from '~/envelope/keys/directory-statement';
import { today } from '~/services/context.server';
import { draftSuperior, dropSuperior, superiorPage, takeBackSuperior } from '~/services/county/superior.server';
import { proposeDirectory } from '~/services/keys/certification.server';
import { openedInForce } from '~/services/keys/certified.server';
import { directoryDraft } from '~/services/keys/directory-draft.server';
import { admin, county, ctx, guardians, signList } from './units-county';

const [first, second] = [await newKeyPair(), await newKeyPair()];
const typed = (given: Partial<TypedSuperior> = {}): TypedSuperior => ({
  names: { zh: '市应急管理局', en: 'Municipal Bureau' },
  address: { zh: '市府路 1 号' },
  phone: '12350',
  mail: '',
  holders: [
    { post: '举报中心主任', recipient: first.recipient },
    { post: '值班长', recipient: second.recipient },
  ],
  others: [{ names: { zh: '纪检监察机关' }, phone: '12388' }],
  fromDay: '',
  ...given,
});
const shown = async () => (await superiorPage(ctx, admin)).shown;
const draft = async (given: Partial<TypedSuperior> = {}) =>
  draftSuperior(ctx, admin, { ...typed(given), shown: await shown() });
const signed = async () => (await openedInForce(ctx.db))?.superior ?? null;
const offered = async (day = today(ctx)) => (await directoryDraft(ctx.db, day)).superior;

/** What a guardian's browser would propose, with this said of the superior. */
async function propose(superior: DirectoryContent['superior']) {
  const [guardian] = guardians;
  const before = await openedInForce(ctx.db);
  if (!guardian || !before) throw new Error('no list');
  const statement = canonicalDirectory({
    ...before,
    superior,
    version: before.version + 1,
    madeOn: today(ctx),
    history: historyAfter(before),
  });
  const signature = signDirectory(statement, county.directory.seed);
  const attestation = attestDirectory(statement, county.directory.publicKey, guardian.keys.signing.seed);
  return proposeDirectory(ctx, guardian.actor, { statement, signature, attestation });
}

test('a drafted superior is nothing before two guardians sign it, and is then in the signed list alone', async () => {
  await draft();
  expect(await signed()).toBeNull();
  expect((await superiorPage(ctx, admin)).changes).toMatchObject([{ of: 'superior', change: 'added' }]);
  await signList();
  expect(await signed()).toMatchObject({
    names: { zh: '市应急管理局' },
    holders: [{ post: '举报中心主任', recipient: first.recipient }, { recipient: second.recipient }],
    others: [{ phone: '12388' }],
  });
  expect(await ctx.db.$count(superiorDraft)).toBe(0);
});

test('a change is offered to guardians from its day on, and may be taken back', async () => {
  const from = addDays(today(ctx), 10);
  await draft({ phone: '023-999', fromDay: from });
  expect([(await offered())?.phone, (await offered(from))?.phone]).toEqual(['12350', '023-999']);
  await signList();
  expect((await signed())?.phone).toBe('12350');
  expect((await superiorPage(ctx, admin)).draft).toEqual({ fromDay: from, drops: false });
  await takeBackSuperior(ctx, admin);
  expect((await offered(from))?.phone).toBe('12350');
  await expect(takeBackSuperior(ctx, admin)).rejects.toMatchObject({ code: 'notFound' });
});

test('guardians may sign a list with the drafted one or with the one that stands, and with no other', async () => {
  const stands = await signed();
  await draft({ phone: '023-888' });
  const drafted = await offered();
  const forged = stands && { ...stands, holders: stands.holders.map((one) => ({ ...one, recipient: guardKey })) };
  await expect(propose(forged)).rejects.toMatchObject({ code: 'invalid' });
  await expect(propose(null)).rejects.toMatchObject({ code: 'invalid' });
  expect(await propose(stands)).toBe(await propose(drafted));
  await takeBackSuperior(ctx, admin);
});
const guardKey = (await newKeyPair()).recipient;

test('what is wrong is told by field, and a colleague’s draft is not written over unseen', async () => {
  const page = await superiorPage(ctx, admin);
  const wrong = typed({
    phone: 'call',
    holders: [
      { post: '主任', recipient: first.identity },
      { post: '', recipient: '' },
    ],
  });
  await expect(draftSuperior(ctx, admin, { ...wrong, shown: page.shown })).rejects.toMatchObject({
    code: 'invalid',
    data: { problems: ['phone phone', 'recipient0 secretKey', 'post1 bothHolders'] },
  });
  await expect(draftSuperior(ctx, admin, { ...typed(), shown: page.shown })).rejects.toMatchObject({
    code: 'alreadyDone',
  });
  const stale = shownText(superiorShown({ ...(page.entry ?? never()), phone: '1' }));
  await expect(draftSuperior(ctx, admin, { ...typed(), shown: stale })).rejects.toMatchObject({ code: 'conflict' });
});

test('that there shall be none is drafted and signed the same way', async () => {
  await dropSuperior(ctx, admin, { shown: await shown() });
  expect((await signed())?.phone).toBe('12350');
  expect((await superiorPage(ctx, admin)).draft).toMatchObject({ drops: true });
  await signList();
  expect(await signed()).toBeNull();
  await expect(dropSuperior(ctx, admin, { shown: await shown() })).rejects.toMatchObject({ code: 'alreadyDone' });
});

function never(): never {
  throw new Error('no entry');
}
