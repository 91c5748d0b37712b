import type { Context } from '~/services/context.server';
import { units } from '~/services/county/county.server';
import type { Performing } from '~/services/perform.server';

/** Units that an opening by two people waits for. */
export const WAITED_FOR = ['guardians', 'custodians', 'finance'] as const;
export type WaitedFor = (typeof WAITED_FOR)[number];

/** Queues the mail that tells a unit that something waits for it; the job names neither case nor person. */
export const tellWhoseTurn = ({ enqueue }: Pick<Performing, 'enqueue'>, ceremonyId: string, unit: WaitedFor) =>
  enqueue('notice.ceremony', { unit }, `notice.ceremony:${ceremonyId}:${unit}`);

/** The duty address of the unit of a kind; null where none was given. */
export async function dutyAddressOf(ctx: Pick<Context, 'db'>, unit: WaitedFor): Promise<string | null> {
  const all = await units(ctx.db);
  return all.find(({ kind }) => kind === unit)?.dutyMail ?? null;
}
