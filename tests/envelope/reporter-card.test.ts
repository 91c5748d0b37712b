import { expect, test } from 'vitest';
import { isEnvelopeError } from '~/envelope/errors';
import { newKeyPair } from '~/envelope/key-pair';
import { openReporterCard, sealReporterCard } from '~/envelope/reporter-card';
import { sealJson } from '~/envelope/seal';
import { newSigningKey } from '~/envelope/signing';

const REPORT = '3b0c1f1e-3f8e-4d6c-9a51-1f5d0b3e9c11';
const OTHER = '3b0c1f1e-3f8e-4d6c-9a51-1f5d0b3e9c12';
const [thread, elsewhere, reportKey] = [await newKeyPair(), await newKeyPair(), await newKeyPair()];
const card = {
  reportRecipient: reportKey.recipient,
  reporterRecipient: (await newKeyPair()).recipient,
  countyKey: newSigningKey().publicKey,
};
const sealed = await sealReporterCard(REPORT, card, thread);

const refusalOf = async (opening: Promise<unknown>): Promise<string> => {
  const error = await opening.then(
    () => null,
    (caught: unknown) => caught,
  );
  return isEnvelopeError(error) ? error.code : 'none';
};

test('the holder of the thread key finds the report key and the county key again', async () => {
  expect(await openReporterCard(REPORT, sealed, thread)).toEqual(card);
});

test('nobody else opens it, and it belongs to its report', async () => {
  expect(await refusalOf(openReporterCard(REPORT, sealed, elsewhere))).toBe('wrongKey');
  expect(await refusalOf(openReporterCard(OTHER, sealed, thread))).toBe('wrongPart');
});

test('a server that knows the public thread key cannot put another county key on it', async () => {
  const label = { kind: 'reporterCard', scope: REPORT, sequence: 0 } as const;
  const forgedKey = newSigningKey().publicKey;
  // The best it can do: another's seed for the code, or a code copied from a card that it has not.
  const made = await sealReporterCard(
    REPORT,
    { ...card, countyKey: forgedKey },
    { ...elsewhere, recipient: thread.recipient },
  );
  expect(await refusalOf(openReporterCard(REPORT, made, thread))).toBe('badSignature');
  const bare = await sealJson(label, { ...card, countyKey: forgedKey, mac: 'A'.repeat(43) }, [thread.recipient]);
  expect(await refusalOf(openReporterCard(REPORT, bare, thread))).toBe('badSignature');
});

test('another shape is damaged', async () => {
  const label = { kind: 'reporterCard', scope: REPORT, sequence: 0 } as const;
  for (const content of [null, {}, { ...card }, { ...card, mac: 7 }]) {
    const made = await sealJson(label, content, [thread.recipient]);
    expect(await refusalOf(openReporterCard(REPORT, made, thread))).toBe('damaged');
  }
});
