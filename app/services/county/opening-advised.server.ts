import { eq } from 'drizzle-orm';
import type { Db } from '#db/client';
import { rosterChange } from '#db/schema/duty';
import { member } from '#db/schema/staff';
import { rolesFor } from '~/domain/acts/permission';
import type { AdvisedFacts } from '~/domain/county/opening-advised';
import type { IsoDate } from '~/domain/dates';
import { superiorIsInside } from '~/domain/report/about-office';
import { certifiedInForce, isListed, openedInForce } from '~/services/keys/certified.server';
import { routingInForce } from '~/services/keys/signed-routing.server';
import { draftedSuperior } from '~/services/keys/superior-draft.server';
import { rosterOn } from './roster.server';

/** What is there of all that an office should have besides what reporting needs. */
export async function advisedFacts(db: Db, today: IsoDate): Promise<AdvisedFacts> {
  const [list, routing, draft, roster, rosterSeconds] = await Promise.all([
    openedInForce(db),
    routingInForce(db),
    draftedSuperior(db),
    rosterOn(db, today),
    secondsOfRoster(db),
  ]);
  const signed = list?.superior != null || (routing !== null && superiorIsInside(routing.table));
  return {
    superior: signed ? 'signed' : draft === null ? 'none' : 'drafted',
    rostered: roster.some(({ event }) => event === 'danger'),
    rosterSeconds,
    reserve: list?.reserve != null,
    backup: list?.backup != null,
  };
}

/** Who may confirm what waits; nobody where nothing does. */
async function secondsOfRoster(db: Db): Promise<string[]> {
  const asked = await db.select({ by: rosterChange.askedBy }).from(rosterChange).where(eq(rosterChange.state, 'asked'));
  if (asked.length === 0) return [];
  const [certified, roles] = [await certifiedInForce(db), rolesFor('roster.confirm')];
  const rows = await db.select().from(member).where(eq(member.status, 'enrolled')).orderBy(member.login);
  return rows
    .filter((row) => roles.some((role) => row.roles.includes(role)) && isListed(row, certified))
    .filter(({ id }) => asked.some(({ by }) => by !== id))
    .map(({ name }) => name);
}
