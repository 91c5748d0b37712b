import type { Tx } from '#db/client';
import { sectorDraft } from '#db/schema/routing';
import type { Member } from '~/domain/acts/permission';
import { namesShown, plainName } from '~/domain/county/register-entry';
import {
  mayBeSectorCode,
  nextSectorCode,
  type OwnSectors,
  type SectorEntry,
  sectorCodes,
  sectorProblems,
} from '~/domain/county/sector-list';
import type { Localized } from '~/domain/localized';
import { Refusal } from '~/domain/refusal';
import { requireShown, type Shown } from '~/domain/shown-entry';
import { LANGS, type Sector } from '~/domain/vocabulary';
import type { Context } from '~/services/context.server';
import { waitingDraft } from '~/services/keys/routing-waiting.server';
import { signedSectors } from '~/services/keys/signed-sectors.server';
import { look } from '~/services/look.server';
import { perform } from '~/services/perform.server';
import { lockDraft } from './register-choices.server';
import { draftedSectors } from './sector-rows.server';

/** What the page of trades shows: the list as drafted, and as signed. */
export function sectorPage(ctx: Context, actor: Member) {
  return look(ctx, actor, 'sector.draft', null, async ({ db, today }) => ({
    waiting: await waitingDraft(db, today),
    drafted: await draftedSectors(db),
    signed: await signedSectors(db),
  }));
}

export type TypedSector = {
  /** Null for a trade that is added. */
  code: Sector | null;
  names: Localized;
  closed: boolean;
  /** What the form was filled from. */
  shown: string;
};

/** The form values of an entry; empty for one of which nothing was drafted. */
export const sectorShown = (code: Sector | null, own: OwnSectors): Shown => {
  const entry = own.find((one) => one.code === code);
  return { ...namesShown('name', entry?.names ?? {}), closed: entry?.closed ? 'yes' : '' };
};

/**
 * Adds a trade, changes its words, or ends or begins its being offered, in the draft. `namesOf` gives the names of all
 * trades by code in every language. Refusals: `notFound`, `conflict` (requireShown), `invalid` by field.
 */
export function setSector(
  ctx: Context,
  actor: Member,
  { code, names, closed, shown }: TypedSector,
  namesOf: (own: OwnSectors) => Readonly<Record<Sector, readonly string[]>>,
): Promise<Sector> {
  return perform(ctx, actor, 'sector.draft', 'routing:draft', async ({ tx, record }) => {
    await lockDraft(tx);
    const own = await draftedSectors(tx);
    if (code !== null && !sectorCodes(own).includes(code)) throw new Refusal('notFound');
    const named = LANGS.map((lang) => [lang, plainName(names[lang] ?? '')] as const);
    const entry = {
      code: code ?? nextSectorCode(own),
      names: Object.fromEntries(named.filter(([, name]) => name !== '')),
      closed,
    };
    requireFine(entry, namesOf(own));
    requireShown(shown, sectorShown(code, own));
    await writeSector(tx, entry);
    record({ sector: entry.code, notOffered: closed });
    return entry.code;
  });
}

/**
 * An entry of another site's list under its own code, which its duties and employers name. Refusal `invalid` by field.
 */
export async function keepSectorEntry(ctx: Context, actor: Member, entry: SectorEntry): Promise<void> {
  await perform(ctx, actor, 'sector.draft', 'routing:draft', async ({ tx, record }) => {
    await lockDraft(tx);
    if (!mayBeSectorCode(entry.code))
      throw new Refusal('invalid', { field: 'code', data: { problems: ['code sector'] } });
    const own = await draftedSectors(tx);
    requireFine(entry, Object.fromEntries(own.map(({ code, names }) => [code, Object.values(names)])));
    await writeSector(tx, entry);
    record({ sector: entry.code, notOffered: entry.closed });
  });
}

function requireFine(entry: SectorEntry, names: Readonly<Record<Sector, readonly string[]>>): void {
  const problems = sectorProblems(entry, names);
  const [first] = problems;
  if (first === undefined) return;
  const told = problems.map(({ field, problem }) => `${field} ${problem}`);
  throw new Refusal('invalid', { field: first.field, data: { problems: told } });
}

async function writeSector(tx: Tx, { code, names, closed }: SectorEntry): Promise<void> {
  const set = { names, closed };
  await tx
    .insert(sectorDraft)
    .values({ code, ...set })
    .onConflictDoUpdate({ target: sectorDraft.code, set });
}
