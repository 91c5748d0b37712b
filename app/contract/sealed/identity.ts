import * as z from 'zod/mini';
import { IDENTITY_ANSWERS, type IdentityAnswer } from '~/domain/report/report-fields';
import { utf8 } from '~/envelope/bytes';
import type { KeyPair } from '~/envelope/key-pair';
import type { ShareAbout } from '~/envelope/opening/share-about';
import { type PartLabel, sealedLength } from '~/envelope/seal';
import { content, openContent, sealContent } from './content';
import { joinReleased } from './two-share-key';

/** Who reported, in the clear. It exists in the reporter's form and, after the ceremony, in a custodian's browser. */
const answers = Object.fromEntries(IDENTITY_ANSWERS.map((field) => [field, z.optional(z.string())])) as Record<
  IdentityAnswer,
  z.ZodMiniOptional<z.ZodMiniString>
>;
const identityShape = z.object({
  name: z._default(z.string(), ''),
  phone: z._default(z.string(), ''),
  idNumber: z._default(z.string(), ''),
  insiderProof: z.optional(z.string()),
  ...answers,
});
export type IdentityPlain = z.output<typeof identityShape>;

/** Without `who` the report is anonymous. */
export const identityContent = content('identity', z.object({ who: z.nullable(identityShape) }));

/** Every identity part is padded to this many bytes, including the empty one of an anonymous report. */
export const IDENTITY_BYTES = 4096;

/**
 * Seals who reported, or that nobody said so. Both give parts of the same size, so no row tells who is named. Throws
 * RangeError for an identity longer than IDENTITY_BYTES, whose size would tell.
 */
export async function sealIdentity(
  reportId: string,
  identity: IdentityPlain | null,
  recipient: string,
): Promise<Uint8Array> {
  const plain = { who: identity };
  if (utf8(JSON.stringify(identityContent.written(plain))).length > IDENTITY_BYTES) throw new RangeError('identity');
  return sealContent(identityContent, labelOf(reportId), plain, [recipient], IDENTITY_BYTES);
}

/** Bytes of every sealed identity of a report. */
export const identityLength = (reportId: string): number => sealedLength(labelOf(reportId), IDENTITY_BYTES);

/** Opens an identity part with the joined key; null where the reporter is anonymous. */
export async function openIdentity(
  reportId: string,
  part: Uint8Array,
  identityKey: Pick<KeyPair, 'identity'>,
): Promise<IdentityPlain | null> {
  return (await openContent(identityContent, part, identityKey.identity, labelOf(reportId))).who;
}

/**
 * Runs in the named custodian's browser: joins the custodians' share with the released one and opens the identity.
 * `mayOpen` gets what the custodians' own share says, and throws where the identity must not be opened.
 */
export async function unmask(ceremony: {
  reportId: string;
  ceremonyId: string;
  part: Uint8Array;
  custodiansShare: Uint8Array;
  custodiansIdentity: string;
  released: Uint8Array;
  custodianIdentity: string;
  today: string;
  mayOpen: (about: ShareAbout | null) => void;
}): Promise<IdentityPlain | null> {
  const key = await joinReleased({
    scope: identityScope(ceremony.reportId),
    own: { holder: 'custodians', share: ceremony.custodiansShare, identity: ceremony.custodiansIdentity },
    released: { holder: 'guardians', share: ceremony.released, identity: ceremony.custodianIdentity },
    ceremonyId: ceremony.ceremonyId,
    today: ceremony.today,
    mayHave: ceremony.mayOpen,
  });
  return openIdentity(ceremony.reportId, ceremony.part, key);
}

/** Scope of the identity key's shares. */
export const identityScope = (reportId: string): string => `${reportId}:identity`;

const labelOf = (reportId: string): PartLabel => ({ kind: 'identity', scope: reportId, sequence: 0 });
