import { eq } from 'drizzle-orm';
import type { Db } from '#db/client';
import { routingProposal } from '#db/schema/routing';
import { member } from '#db/schema/staff';
import type { IsoDate } from '~/domain/dates';
import { isEnvelopeError } from '~/envelope/errors';
import { type SignedHeldKey, takersOf } from '~/envelope/keys/held-key';
import {
  canonicalRouting,
  ROUTING,
  type RoutingStatement,
  type SignedRouting,
} from '~/envelope/keys/routing-statement';
import type { StatedDraft } from '~/services/county/routing-draft.server';
import { changedFaces } from './changed-faces.server';
import { offeredDraft } from './offered-draft.server';
import { signedHeldKeys } from './signed-held-keys.server';
import { formerRoutings, registerText, routingInForce, signedRouting } from './signed-routing.server';

type WaitingRouting = typeof routingProposal.$inferSelect & { proposer: string };

/** What guardians' browsers need to read, sign and confirm the next routing. */
export type RoutingPage = {
  /** The newest signed one, unchecked: browsers check it themselves. */
  signed: SignedRouting | null;
  /**
   * Earlier ones, the last one first, given where the newest does not hold: browsers look for the last one that did.
   */
  former: SignedRouting[];
  /** Does it hold, by the server's own check? */
  holds: boolean;
  proposal: WaitingRouting | null;
  /** The draft by today's rows; null while intake or the upper unit is missing. */
  draft: StatedDraft | null;
  /** Members' own statements about the keys that they hold. */
  words: SignedHeldKey[];
  /** Texts of registers, by their hash: those of the routing in force and of what waits. */
  texts: Record<string, string>;
  /** Texts of the faces of boards that change, by their hash. */
  faces: Record<string, string>;
};

export async function routingPage(db: Db, today: IsoDate): Promise<RoutingPage> {
  const [signed, inForce, proposal, draft, words] = await Promise.all([
    signedRouting(db),
    routingInForce(db),
    waitingRouting(db),
    offeredDraft(db, today),
    signedHeldKeys(db),
  ]);
  const former = signed !== null && inForce === null ? await formerRoutings(db, signed) : [];
  const earlier = former.map(({ statement }) => statement);
  const named = [signed?.statement, proposal?.statement, ...earlier].flatMap((text) => (text ? hashesIn(text) : []));
  const found = await Promise.all(
    [...new Set(named)].map(async (hash) => [hash, await registerText(db, hash)] as const),
  );
  const kept = found.flatMap(([hash, text]) => (text === null ? [] : [[hash, text] as const]));
  const { texts: drafted = {}, faces: draftedFaces = {}, ...stated } = draft ?? {};
  const texts = { ...Object.fromEntries(kept), ...drafted };
  const before = signed && inForce ? hashesIn(signed.statement).flatMap((hash) => texts[hash] ?? []) : [];
  return {
    signed,
    former,
    holds: inForce !== null,
    proposal,
    draft: draft && (stated as StatedDraft),
    words,
    texts,
    faces: await changedFaces(db, { before, all: Object.values(texts) }, draftedFaces),
  };
}

export async function waitingRouting(db: Db): Promise<WaitingRouting | null> {
  const [row] = await db
    .select({ proposal: routingProposal, proposer: member.name })
    .from(routingProposal)
    .innerJoin(member, eq(member.id, routingProposal.proposedBy));
  return row ? { ...row.proposal, proposer: row.proposer } : null;
}

function hashesIn(text: string): string[] {
  try {
    return ROUTING.parse(text).registers.map(({ hash }) => hash);
  } catch (error) {
    if (isEnvelopeError(error)) return [];
    throw error;
  }
}

/** Do guardians have something to sign? True when nothing holds, or the rows differ from what was signed. */
export async function isRoutingDue(db: Db, { draft, words }: Pick<RoutingPage, 'draft' | 'words'>): Promise<boolean> {
  const inForce = await routingInForce(db);
  if (inForce === null || draft === null) return draft !== null;
  const { statement, directory } = inForce;
  return !agrees(statement, draft) || takersOf(directory, words).join() !== statement.takes.join();
}

/** Does the signed routing say what the rows say? Who takes reports stands in no row, so it is not compared. */
export function agrees(statement: RoutingStatement, draft: StatedDraft): boolean {
  return canonicalRouting({ ...statement, ...draft }) === canonicalRouting(statement);
}
