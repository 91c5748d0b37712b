import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sealContent } from '~/contract/sealed/content';
import { openMessage, reporterMessageContent, sealReporterMessage, sealStaffMessage } from '~/contract/sealed/thread';
import { newKeyPair } from '~/envelope/key-pair';
import { newMemberKeys } from '~/envelope/keys/member-keys';
import { sealJson } from '~/envelope/seal';
import { newSigningKey, signStatement } from '~/envelope/signing';
import { refusalOf, slow } from '../envelope/samples';

const [thread, other] = [await newKeyPair(), await newKeyPair()];
const officer = await newMemberKeys();
const directory = {
  members: [
    {
      id: 'm1',
      unitIds: ['fire'],
      officeIds: ['fire'],
      recipient: officer.age.recipient,
      signingKey: officer.signing.publicKey,
    },
    {
      id: 'm2',
      unitIds: ['fire'],
      officeIds: ['fire'],
      recipient: officer.age.recipient,
      signingKey: newSigningKey().publicKey,
    },
  ],
};
const { seed: reporterSeed, publicKey: reporterKey } = newSigningKey();
const place = { reportId: 'r1', sequence: 4 };
const threadRecipient = thread.recipient;
const staffMessage = (text: string, memberId = 'm1', signingSeed = officer.signing.seed) =>
  sealStaffMessage({ ...place, text, threadRecipient, memberId, signingSeed });
const reporterMessage = (text: string, signingSeed = reporterSeed) =>
  sealReporterMessage({ ...place, text, threadRecipient, signingSeed });
const opening = (kind: 'reporterMessage' | 'staffMessage', sealed: Uint8Array, more: object = {}) =>
  openMessage({ ...place, kind, sealed, threadIdentity: thread.identity, directory, reporterKey, ...more });

const ABOUT = ['message', 'objection'] as const;

test('messages of both sides open with the thread key', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'grapheme', maxLength: 500 }),
      fc.constantFrom(...ABOUT),
      async (text, about) => {
        const asked = await sealReporterMessage({ ...place, text, about, threadRecipient, signingSeed: reporterSeed });
        expect(await opening('reporterMessage', asked)).toEqual({ from: 'reporter', text, memberId: null, about });
        expect(await opening('staffMessage', await staffMessage(text))).toEqual({
          from: 'staff',
          text,
          memberId: 'm1',
          about: 'message',
        });
      },
    ),
    slow,
  );
});

test('what the reporter signed as a message is no objection, and the other way round', async () => {
  const signature = signStatement('reporterMessage', { ...place, text: '请查' }, reporterSeed);
  const said = { text: '请查', about: 'objection', signature } as const;
  const label = { kind: 'reporterMessage', scope: place.reportId, sequence: place.sequence } as const;
  const sealed = await sealContent(reporterMessageContent, label, said, [threadRecipient]);
  expect(await refusalOf(() => opening('reporterMessage', sealed))).toBe('badSignature');
});

test('a message moved to another report, place or side is refused', async () => {
  const sealed = await staffMessage('请补充照片');
  expect(await refusalOf(() => opening('staffMessage', sealed, { reportId: 'r2' }))).toBe('wrongPart');
  expect(await refusalOf(() => opening('staffMessage', sealed, { sequence: 5 }))).toBe('wrongPart');
  expect(await refusalOf(() => opening('reporterMessage', sealed))).toBe('wrongPart');
  expect(await refusalOf(() => opening('staffMessage', sealed, { threadIdentity: other.identity }))).toBe('wrongKey');
});

test('a staff message counts only if that certified member signed that text for that place', async () => {
  const stranger = newSigningKey().seed;
  expect(await refusalOf(async () => opening('staffMessage', await staffMessage('x', 'm1', stranger)))).toBe(
    'badSignature',
  );
  expect(await refusalOf(async () => opening('staffMessage', await staffMessage('x', 'm2')))).toBe('badSignature');
  expect(await refusalOf(async () => opening('staffMessage', await staffMessage('x', 'm3')))).toBe('badSignature');
  const nobody = { directory: { members: [] } };
  expect(await refusalOf(async () => opening('staffMessage', await staffMessage('x'), nobody))).toBe('badSignature');

  const forge = async (content: object) => {
    const sealed = await sealJson({ kind: 'staffMessage', scope: 'r1', sequence: 4 }, content, [threadRecipient]);
    return refusalOf(() => opening('staffMessage', sealed));
  };
  const fields = { ...place, text: 'x', memberId: 'm1' };
  const sign = (signed: Record<string, string | number>, kind = 'staffMessage') =>
    signStatement(kind, signed, officer.signing.seed);
  expect(await forge({ text: 'x', memberId: 'm1', signature: sign(fields) })).toBe('no refusal');
  expect(await forge({ text: 'y', memberId: 'm1', signature: sign(fields) })).toBe('badSignature');
  expect(await forge({ text: 'x', memberId: 'm1', signature: sign({ ...fields, sequence: 3 }) })).toBe('badSignature');
  expect(await forge({ text: 'x', memberId: 'm1', signature: sign({ ...fields, reportId: 'r2' }) })).toBe(
    'badSignature',
  );
  expect(await forge({ text: 'x', memberId: 'm1', signature: sign(fields, 'approval') })).toBe('badSignature');
  expect(await forge({ text: 'x', memberId: 'm1' })).toBe('badSignature');
  expect(await forge({ memberId: 'm1' })).toBe('damaged');
});

test('a reporter’s message counts only if the receipt code’s key signed that text for that place', async () => {
  const forged = await reporterMessage('x', newSigningKey().seed);
  expect(await refusalOf(() => opening('reporterMessage', forged))).toBe('badSignature');
  const right = await reporterMessage('x');
  for (const key of [null, '', 'A'.repeat(43), newSigningKey().publicKey, officer.signing.publicKey]) {
    expect(await refusalOf(() => opening('reporterMessage', right, { reporterKey: key }))).toBe('badSignature');
  }
  const forge = async (content: object) => {
    const sealed = await sealJson({ kind: 'reporterMessage', scope: 'r1', sequence: 4 }, content, [threadRecipient]);
    return refusalOf(() => opening('reporterMessage', sealed));
  };
  const fields = { ...place, text: 'x' };
  const sign = (signed: Record<string, string | number>, kind = 'reporterMessage') =>
    signStatement(kind, signed, reporterSeed);
  expect(await forge({ text: 'x', signature: sign(fields) })).toBe('no refusal');
  expect(await forge({ text: 'y', signature: sign(fields) })).toBe('badSignature');
  expect(await forge({ text: 'x', signature: sign({ ...fields, sequence: 3 }) })).toBe('badSignature');
  expect(await forge({ text: 'x', signature: sign({ ...fields, reportId: 'r2' }) })).toBe('badSignature');
  expect(await forge({ text: 'x', signature: sign(fields, 'withdrawal') })).toBe('badSignature');
  expect(await forge({ text: 'x' })).toBe('badSignature');
});

test('the sealed message does not tell who wrote it', async () => {
  const sealed = Buffer.from(await staffMessage('内容'));
  expect(sealed.includes('m1"')).toBe(false);
  expect(sealed.includes(officer.signing.publicKey)).toBe(false);
});
