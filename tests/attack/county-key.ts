import { fromBase64 } from '~/envelope/bytes';
import { openDirectorySeed } from '~/envelope/keys/unit-key';
import type { SigningKey } from '~/envelope/signing';
import type { Context } from '~/services/context.server';
import { directoryPage } from '~/services/keys/directory.server';
import type { EnrolledMember } from '~/services/keys/enrolled-member.server';
import { certifyAll } from '~/services/keys/provision.server';
import { type Cast, workspaceOf } from '../services/ceremony-play';

const GUARDIANS = ['guardians.1', 'guardians.2'] as const;

/** The county key as this guardian of the demo opens it. */
export async function countyKeyOf(ctx: Context, guardian: EnrolledMember): Promise<SigningKey> {
  const { seed, publicKey } = await directoryPage(ctx, guardian.actor);
  const { grants, keyring } = await workspaceOf(ctx, guardian);
  const grant = grants.find(({ unitKeyId }) => unitKeyId === seed?.unitKeyId);
  if (!seed || !grant || publicKey === null) throw new Error('The demo has no county key');
  return { seed: await openDirectorySeed(fromBase64(seed.wrapped), await keyring.unitIdentity(grant)), publicKey };
}

/** Two honest guardians certify what stands in the rows, and stamp it in the same step; returns the list's version. */
export async function nextList(ctx: Context, cast: Cast, logins: readonly string[] = GUARDIANS): Promise<number> {
  const guardians = logins.map((login) => cast.of(login));
  const [first] = guardians;
  if (!first) throw new Error('Two guardians certify a list');
  return certifyAll(ctx, guardians, await countyKeyOf(ctx, first));
}
