import { expect, test } from 'vitest';
import { openMarkWords, sealMarkWords, wordsHashOf } from '~/contract/sealed/mark-words';
import { randomBytes } from '~/envelope/bytes';
import {
  confirmMark,
  isAbout,
  isConfirmedBy,
  isMadeBy,
  makeMark,
  markedUnit,
  markHash,
  newMarkSecret,
} from '~/envelope/case/accused-mark';
import { newKeyPair } from '~/envelope/key-pair';
import { reportProofKey } from '~/envelope/report/report-proof';
import { newSigningKey } from '~/envelope/signing';

const UNITS = ['fire', 'mining', 'upper'];
const [maker, guardian] = [newSigningKey(), newSigningKey()];
const seeds = [randomBytes(32), randomBytes(32)];
const secret = newMarkSecret();
const wanted = { markId: 'm1', unitId: 'mining', secret, wordsHash: 'ab', markedOn: '2025-09-30' };
const mark = makeMark(wanted, { memberId: 'p1', signingSeed: maker.seed, reportSeeds: seeds });
const place = { sequence: 1, previous: '', confirmedBy: 'g1', confirmedOn: '2025-09-30' };
const confirmed = confirmMark({ ...mark, ...place }, guardian.seed);
const keyOf = (seed: Uint8Array, use: 'ask' | 'claim') => reportProofKey(seed, use).publicKey;

test('names its unit to the shares of every report of the case, for asks and for payments, and to no other', () => {
  for (const seed of seeds) {
    for (const use of ['ask', 'claim'] as const) expect(markedUnit(mark, keyOf(seed, use), UNITS)).toBe('mining');
  }
  expect(markedUnit(mark, keyOf(randomBytes(32), 'ask'), UNITS)).toBeNull();
});

test('tells neither unit nor how many reports the case has', () => {
  expect(JSON.stringify(mark)).not.toContain('mining');
  const alone = makeMark(wanted, { memberId: 'p1', signingSeed: maker.seed, reportSeeds: [randomBytes(32)] });
  expect(JSON.stringify(alone).length).toBe(JSON.stringify(mark).length);
});

test('another one’s entry, and one spoilt, count for nothing and hide nothing', () => {
  const other = makeMark(
    { ...wanted, unitId: 'fire' },
    { memberId: 'p1', signingSeed: maker.seed, reportSeeds: seeds },
  );
  expect(markedUnit({ ...mark, unitTag: other.unitTag }, keyOf(seeds[0] ?? secret, 'ask'), UNITS)).toBeNull();
  expect(markedUnit({ ...mark, markedBy: 'p2' }, keyOf(seeds[0] ?? secret, 'ask'), UNITS)).toBeNull();
  const spoilt = { ...mark, entries: [{ lock: '!', proof: '' }, ...mark.entries] };
  expect(markedUnit(spoilt, keyOf(seeds[0] ?? secret, 'ask'), UNITS)).toBe('mining');
});

test('signatures of both people hold for all of it, its place too', () => {
  expect(isMadeBy(mark, maker.publicKey)).toBe(true);
  expect(isConfirmedBy(confirmed, guardian.publicKey)).toBe(true);
  for (const changed of [{ unitTag: 'x' }, { markedOn: '2025-10-01' }, { entries: mark.entries.slice(1) }]) {
    expect(isMadeBy({ ...mark, ...changed }, maker.publicKey)).toBe(false);
  }
  for (const changed of [{ sequence: 2 }, { previous: 'x' }, { confirmedBy: 'g2' }, { signature: 'x' }]) {
    expect(isConfirmedBy({ ...confirmed, ...changed }, guardian.publicKey)).toBe(false);
    expect(markHash({ ...confirmed, ...changed })).not.toBe(markHash(confirmed));
  }
});

test('its words show the guardian the very unit that the mark is about', async () => {
  const { recipient, identity } = await newKeyPair();
  const words = await sealMarkWords('m1', { unitId: 'mining', text: '核查中发现' }, secret, recipient);
  const said = makeMark(
    { ...wanted, wordsHash: wordsHashOf(words) },
    { memberId: 'p1', signingSeed: maker.seed, reportSeeds: seeds },
  );
  expect(await openMarkWords(said, words, identity)).toEqual({ unitId: 'mining', text: '核查中发现' });
  expect(isAbout(said, 'fire', secret)).toBe(false);
  const lying = await sealMarkWords('m1', { unitId: 'fire', text: '' }, secret, recipient);
  for (const bytes of [words, lying]) {
    const false_ = { ...said, wordsHash: bytes === lying ? wordsHashOf(lying) : 'other' };
    await expect(openMarkWords(false_, bytes, identity)).rejects.toMatchObject({ code: 'badSignature' });
  }
});
