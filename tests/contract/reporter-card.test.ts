import { expect, test } from 'vitest';
import { cardLength, keyNamed, openReporterCard, sealReporterCard } from '~/contract/sealed/reporter-card';
import { isEnvelopeError } from '~/envelope/errors';
import { fingerprint, newKeyPair } from '~/envelope/key-pair';
import { sealJson } from '~/envelope/seal';
import { newSigningKey } from '~/envelope/signing';
import { ABOUT, SEEN } from '../envelope/samples';

const REPORT = '3b0c1f1e-3f8e-4d6c-9a51-1f5d0b3e9c11';
const OTHER = '3b0c1f1e-3f8e-4d6c-9a51-1f5d0b3e9c12';
const [thread, elsewhere, reportKey, reporter] = await Promise.all([1, 2, 3, 4].map(() => newKeyPair()));
if (!thread || !elsewhere || !reportKey || !reporter) throw new Error('keys');
const READERS = [{ by: 'thread' }, { by: 'reporter', seed: reporter.seed }] as const;
const card = {
  reportRecipient: reportKey.recipient,
  reporterRecipient: reporter.recipient,
  countyKey: newSigningKey().publicKey,
  seen: SEEN,
  about: ABOUT,
};
const told = {
  reportKey: fingerprint(reportKey.recipient),
  reporterKey: fingerprint(reporter.recipient),
  countyKey: card.countyKey,
  seen: SEEN,
  about: ABOUT,
};
const sealed = await sealReporterCard(REPORT, card, thread, reporter.seed);

const refusalOf = async (opening: Promise<unknown>): Promise<string> => {
  const error = await opening.then(
    () => null,
    (caught: unknown) => caught,
  );
  return isEnvelopeError(error) ? error.code : 'none';
};

test('reporter and handling unit find the report key and the county key again', async () => {
  for (const reader of READERS) expect(await openReporterCard(REPORT, sealed, thread, reader)).toEqual(told);
});

test('nobody else opens it, and it belongs to its report', async () => {
  expect(await refusalOf(openReporterCard(REPORT, sealed, elsewhere, { by: 'thread' }))).toBe('wrongKey');
  expect(await refusalOf(openReporterCard(OTHER, sealed, thread, { by: 'thread' }))).toBe('wrongPart');
});

test('a server that knows the public thread key cannot put another county key on it', async () => {
  const label = { kind: 'reporterCard', scope: REPORT, sequence: 0 } as const;
  const forgedKey = newSigningKey().publicKey;
  // The best that an attacker can do: another's seed in place of the code's, or HMACs copied from another card.
  const made = await sealReporterCard(
    REPORT,
    { ...card, countyKey: forgedKey },
    { ...elsewhere, recipient: thread.recipient },
    elsewhere.seed,
  );
  for (const reader of READERS) {
    expect(await refusalOf(openReporterCard(REPORT, made, thread, reader))).toBe('badSignature');
  }
  const bare = await sealJson(label, { ...told, countyKey: forgedKey, mac: 'A'.repeat(43), ownMac: 'A'.repeat(43) }, [
    thread.recipient,
  ]);
  for (const reader of READERS) {
    expect(await refusalOf(openReporterCard(REPORT, bare, thread, reader))).toBe('badSignature');
  }
});

test('another shape is damaged', async () => {
  const label = { kind: 'reporterCard', scope: REPORT, sequence: 0 } as const;
  for (const content of [null, {}, { ...told }, { ...told, mac: 7, ownMac: 7 }]) {
    const made = await sealJson(label, content, [thread.recipient]);
    for (const reader of READERS) {
      expect(await refusalOf(openReporterCard(REPORT, made, thread, reader))).toBe('damaged');
    }
  }
});

test('a thread key that the server makes up, with a card to go with it, does not pass for the reporter', async () => {
  const made = await sealReporterCard(REPORT, card, elsewhere, elsewhere.seed);
  expect(await openReporterCard(REPORT, made, elsewhere, { by: 'thread' })).toEqual(told);
  expect(await refusalOf(openReporterCard(REPORT, made, elsewhere, { by: 'reporter', seed: reporter.seed }))).toBe(
    'badSignature',
  );
});

test('a card has one size, whomever its report is about', async () => {
  const about = { ...ABOUT, accused: [crypto.randomUUID()], listVersion: 123_456 };
  for (const one of [card, { ...card, about }]) {
    const made = await sealReporterCard(REPORT, one, thread, reporter.seed);
    expect(made.length).toBe(cardLength(REPORT));
  }
});

test('a card that would not fit is refused rather than told by its size', async () => {
  const about = { ...ABOUT, accused: Array.from({ length: 9 }, () => crypto.randomUUID()) };
  await expect(sealReporterCard(REPORT, { ...card, about }, thread, reporter.seed)).rejects.toThrow(RangeError);
});

test('of the keys that rows have only the one that the card names is sealed to', async () => {
  expect(keyNamed(told.reportKey, reportKey.recipient)).toBe(reportKey.recipient);
  for (const other of [reporter.recipient, null, '']) {
    expect(await refusalOf((async () => keyNamed(told.reportKey, other))())).toBe('badSignature');
  }
});
