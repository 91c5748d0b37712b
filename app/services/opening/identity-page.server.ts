import { and, desc, eq } from 'drizzle-orm';
import { ceremony } from '#db/schema/ceremony';
import { unit } from '#db/schema/county';
import type { Actor, Member } from '~/domain/acts/permission';
import type { SealedCase } from '~/domain/case/sealed-case';
import { toBase64 } from '~/envelope/bytes';
import { requireMember } from '~/services/case/case-act.server';
import { findCase, openReports } from '~/services/case/case-record.server';
import { sealedCase } from '~/services/case/sealed-case.server';
import type { Context } from '~/services/context.server';
import { look } from '~/services/look.server';
import { itemOf } from './ceremony-page.server';
import type { CeremonyRow } from './ceremony-rows.server';
import type { CeremonyItem, WorkspaceData } from './ceremony-view.server';
import { workspaceData } from './ceremony-workspace.server';

/** A request to know who reported, as the handlers of the case see it; the outcome is for the asker. */
export type IdentityAskItem = CeremonyItem & {
  reportId: string;
  own: boolean;
  /** Sealed to the asker; null for everybody else. */
  told: { ceremonyId: string; openerId: string; code: string; sealed: string } | null;
};

export type IdentityPage = WorkspaceData & {
  case: { id: string; order: number };
  memberId: string;
  reports: { reportId: string }[];
  /** The report keys for the own unit: with them a request proves that its maker can open the report. */
  sealed: SealedCase;
  asks: IdentityAskItem[];
};

/**
 * The requests of one case, for its handlers. Refusal `notFound` outside the own unit, or for another officer's case.
 */
export function identityPage(ctx: Context, actor: Actor, caseId: string): Promise<IdentityPage> {
  const by = requireMember(actor);
  return look(ctx, actor, 'identity.read', `case:${caseId}`, async (p) => {
    const file = await findCase(p.db, caseId);
    p.within({ unitId: file.responsibleUnitId, assignedTo: file.assignedTo });
    const rows = await p.db
      .select({ row: ceremony, unit: { names: unit.names } })
      .from(ceremony)
      .leftJoin(unit, eq(unit.id, ceremony.askedUnitId))
      .where(and(eq(ceremony.caseId, caseId), eq(ceremony.kind, 'identity')))
      .orderBy(desc(ceremony.order));
    return {
      ...(await workspaceData(ctx, p, by)),
      sealed: await sealedCase(p.db, file, by.memberId, { kinds: [] }),
      case: { id: file.id, order: file.order },
      memberId: by.memberId,
      reports: (await openReports(p.db, caseId)).map(({ id }) => ({ reportId: id })),
      asks: rows.map(({ row, unit: named }) => askItem(row, itemOf(row, named, by, p.today), by)),
    };
  });
}

function askItem(row: CeremonyRow, item: CeremonyItem, by: Member): IdentityAskItem {
  const { id, reportId, openerId, outcome, outcomeSealed } = row;
  const own = row.askedBy === by.memberId;
  const told =
    own && openerId !== null && outcome !== null && outcomeSealed !== null
      ? { ceremonyId: id, openerId, code: outcome, sealed: toBase64(outcomeSealed) }
      : null;
  return { ...item, reportId: reportId ?? '', own, told };
}
