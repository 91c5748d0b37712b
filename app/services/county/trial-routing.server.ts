import type { Db } from '#db/client';
import type { IsoDate } from '~/domain/dates';
import type { RoutingTable } from '~/domain/report/routing';
import { takersOf } from '~/envelope/keys/held-key';
import { routingTable } from '~/envelope/keys/routing-statement';
import type { Superior } from '~/envelope/keys/superior';
import { openRegister } from '~/envelope/keys/town-register';
import type { LoadRegister, Places } from '~/envelope/report/report-place';
import { directoryDraft } from '~/services/keys/directory-draft.server';
import { signedHeldKeys } from '~/services/keys/signed-held-keys.server';
import { registerIn, routingInForce } from '~/services/keys/signed-routing.server';
import { routingDraft } from './routing-draft.server';

/** Everything by which a browser routes: one that is signed, or one that is only drafted. */
export type TrialRouting = {
  table: RoutingTable;
  places: Places;
  register: LoadRegister;
  /** The level above outside the county, for reports about the office itself. */
  superior: Superior | null;
};

/** The routing in force; null where none is, or where it does not hold. */
export async function signedTrial(db: Db): Promise<TrialRouting | null> {
  const inForce = await routingInForce(db);
  if (inForce === null) return null;
  const { statement, table, directory } = inForce;
  const register: LoadRegister = (area) => registerIn(db, statement, area);
  return { table, places: statement, register, superior: directory.superior };
}

/**
 * What would be in force if two guardians signed list and routing today, with the units that take reports by today's
 * signatures of their members. Null without intake or upper unit.
 */
export async function draftedTrial(db: Db, today: IsoDate): Promise<TrialRouting | null> {
  const [draft, list, words] = await Promise.all([routingDraft(db), directoryDraft(db, today), signedHeldKeys(db)]);
  if (draft === null) return null;
  const register: LoadRegister = async (area) => {
    const named = draft.registers.find((one) => one.area === area);
    return named ? openRegister(draft.texts[named.hash] ?? '', area, draft) : null;
  };
  const table = routingTable(list, { ...draft, takes: takersOf(list, words) });
  return { table, places: draft, register, superior: list.superior };
}
