import { asc } from 'drizzle-orm';
import { unit } from '#db/schema/county';
import type { UnitContacts } from '~/domain/county/unit-tree';
import type { Localized } from '~/domain/localized';
import type { UnitKind } from '~/domain/staff/unit-kinds';
import type { Context } from '~/services/context.server';
import { openedInForce } from '~/services/keys/certified.server';
import { countyIfAny } from './county.server';

/** An office as everybody may see it: its name, and how people reach it as guardians signed it. */
type Office = { names: Localized; contacts: UnitContacts | null; mail?: string | null };

/** Those to which a citizen may have to turn: who takes reports, and the level above. */
const NAMED = ['intake', 'upper'] as const satisfies readonly UnitKind[];

type Offices = {
  county: { names: Localized; hotline: string } | null;
  offices: Partial<Record<(typeof NAMED)[number], Office>>;
};

/**
 * The offices that the pages about personal data, accessibility and security name, as guardians signed them, so that
 * whoever writes into the database sends nobody astray; before there is a list, as set up. Of several of a kind it is
 * the first by code. The level above is the one outside the county, where one was signed.
 */
export async function publicOffices({ db }: Pick<Context, 'db'>): Promise<Offices> {
  const [county, list] = await Promise.all([countyIfAny(db), openedInForce(db)]);
  const entries = list?.units ?? (await db.select().from(unit).orderBy(asc(unit.code)));
  const offices: Offices['offices'] = {};
  for (const kind of NAMED) {
    const entry = entries.find((one) => one.kind === kind && one.closedOn === null);
    if (entry) offices[kind] = { names: entry.names, contacts: entry.contacts ?? null };
  }
  const superior = list?.superior;
  if (superior) {
    const { names, phone, address, mail } = superior;
    offices.upper = { names, contacts: { phone, address, hours: null }, mail };
  }
  return { county: county && { names: county.names, hotline: county.hotline }, offices };
}
