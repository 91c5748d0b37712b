import type { CountyValues } from '~/contract/county/county-file';
import type { Member } from '~/domain/acts/permission';
import { type FieldProblem, readEmployer, type TypedEmployer } from '~/domain/county/register-entry';
import type { Context } from '~/services/context.server';
import { look } from '~/services/look.server';
import type { IdOf } from './county-file-units.server';
import { registeredCodes } from './employer.server';
import { importEmployers } from './employer-import.server';
import { knownOf, registerChoices } from './register-choices.server';

// A county's first register has some 20,000 employers. One act for each would take minutes, and as many rows of the log; so
// new ones are kept as a table of employers is: many by one act that names them all.

/** At most this many are kept at once, so that neither a statement nor a row of the log grows without end. */
export const EMPLOYERS_AT_ONCE = 1_000;

type Value = CountyValues['employers'];
/** `entry` is null where it cannot be kept. */
type Read = { entry: TypedEmployer | null; problems: FieldProblem[] };

/** Keeps new employers, those that can be kept; returns for each what is wrong with it, as `field problem`. */
export async function keepNewEmployers(
  ctx: Context,
  actor: Member,
  values: readonly Value[],
  id: IdOf,
): Promise<string[][]> {
  const read = await look(ctx, actor, 'employer.import', null, async ({ db }) => {
    const known = knownOf(await registerChoices(db));
    const one = ({ names, creditCode, sector, area, regulators }: Value): Read => {
      const typed = regulators.map(({ unit, duty, sectors }) => ({ unitId: id(unit), duty, sectors }));
      const found = readEmployer({ names, creditCode, sector, areaCode: area, regulators: typed }, known);
      return found.ok ? { entry: found.entry, problems: [] } : { entry: null, problems: found.problems };
    };
    const all = values.map(one);
    const codes = all.flatMap(({ entry }) => entry?.creditCode ?? []);
    return withoutTaken(all, new Set((await registeredCodes(db, codes)).keys()));
  });
  const entries = read.flatMap(({ entry }) => entry ?? []);
  if (entries.length > 0) await importEmployers(ctx, actor, entries);
  return read.map(({ problems }) => problems.map(({ field, problem }) => `${field} ${problem}`));
}

/** A code may be registered, or stand in an earlier entry, in another writing than the file's. */
function withoutTaken(all: readonly Read[], taken: Set<string>): Read[] {
  return all.map((one) => {
    if (one.entry === null) return one;
    const { creditCode } = one.entry;
    if (taken.has(creditCode)) return { entry: null, problems: [{ field: 'creditCode', problem: 'registered' }] };
    taken.add(creditCode);
    return one;
  });
}
