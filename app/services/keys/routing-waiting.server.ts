import type { Db } from '#db/client';
import type { OwnSectors } from '~/domain/county/sector-list';
import type { IsoDate } from '~/domain/dates';
import type { Localized } from '~/domain/localized';
import { type RoutingChange, routingChanges, type WholeRouting } from '~/envelope/keys/routing-change';
import type { SignedArea } from '~/envelope/keys/routing-statement';
import { canonicalRegister, openRegister } from '~/envelope/keys/town-register';
import { units } from '~/services/county/county.server';
import { type RoutingDraft, routingDraft } from '~/services/county/routing-draft.server';
import { changedFaces } from './changed-faces.server';
import { draftDay } from './offered-draft.server';
import { waitingRouting } from './routing-page.server';
import { allRegisters, type RoutingInForce, routingInForce, signedRouting } from './signed-routing.server';

/**
 * What administrators drafted and guardians have not yet signed, as the server sees it; guardians' browsers check for
 * themselves.
 */
export type WaitingDraft = {
  /** The version of the routing in force; null where none was signed, or where it does not hold. */
  version: number | null;
  broken: boolean;
  /** From which day it shall hold, where that lies ahead. */
  fromDay: string | null;
  /** The first lines; `total` counts all. */
  changes: RoutingChange[];
  total: number;
  units: { id: string; names: Localized }[];
  areas: SignedArea[];
  /** What the draft says of trades. */
  sectors: OwnSectors;
  /** Texts of the faces of boards that change, by hash. */
  faces: Record<string, string>;
  /** A version that one guardian has already signed. */
  proposal: { version: number; proposer: string; proposedOn: string } | null;
};

const MAX_SHOWN = 100;

export async function waitingDraft(db: Db, today: IsoDate): Promise<WaitingDraft> {
  const [found, signed, proposal, offices] = await Promise.all([
    draftChanges(db),
    signedRouting(db),
    waitingRouting(db),
    units(db),
  ]);
  const { inForce, draft, before, after, changes } = found;
  const textsOf = (whole: WholeRouting | null) => whole?.registers.map(canonicalRegister) ?? [];
  return {
    version: inForce?.statement.version ?? null,
    broken: signed !== null && inForce === null,
    fromDay: await draftDay(db, today),
    changes: changes.slice(0, MAX_SHOWN),
    total: changes.length,
    units: offices.map(({ id, names }) => ({ id, names })),
    areas: draft?.areas ?? [],
    sectors: draft?.sectors ?? [],
    faces: await changedFaces(db, { before: textsOf(before), all: textsOf(after) }, draft?.faces ?? {}),
    proposal: proposal && { version: proposal.version, proposer: proposal.proposer, proposedOn: proposal.proposedOn },
  };
}

/** How many lines wait. */
export async function waitingCount(db: Db): Promise<number> {
  return (await draftChanges(db)).changes.length;
}

async function draftChanges(db: Db) {
  const [inForce, draft] = await Promise.all([routingInForce(db), routingDraft(db)]);
  const before = await signedWhole(db, inForce);
  const after = draft && draftWhole(draft, inForce);
  return { inForce, draft, before, after, changes: after === null ? [] : routingChanges(before, after) };
}

async function signedWhole(db: Db, inForce: RoutingInForce | null): Promise<WholeRouting | null> {
  return inForce && { routing: inForce.statement, registers: await allRegisters(db, inForce.statement) };
}

/** Who takes reports is no part of a draft, so it stays as it is. */
function draftWhole(draft: RoutingDraft, inForce: RoutingInForce | null): WholeRouting {
  return {
    routing: { ...draft, takes: inForce?.statement.takes ?? [] },
    registers: draft.registers.map(({ area, hash }) => openRegister(draft.texts[hash] ?? '', area, draft)),
  };
}
