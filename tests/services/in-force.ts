import { isEnvelopeError } from '~/envelope/errors';
import type { SignedDirectory } from '~/envelope/keys/directory';
import type { Context } from '~/services/context.server';
import { directoryInForce } from '~/services/keys/certified.server';

/** The signed list in force, which every county of the tests has. */
export async function listInForce({ db }: Pick<Context, 'db'>): Promise<SignedDirectory> {
  const signed = await directoryInForce(db);
  if (!signed) throw new Error('no directory');
  return signed;
}

/** The code with which a browser refuses; null where it does not. Other errors stay errors. */
export const refusedWith = (work: Promise<unknown>): Promise<string | null> =>
  work.then(
    () => null,
    (error: unknown) => (isEnvelopeError(error) ? error.code : Promise.reject(error)),
  );
