import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { databaseCode } from '#db/client';
import { report } from '#db/schema/casework';
import { identityOf, narrativeOf } from '~/contract/sealed/draft-narrative';
import {
  newReportKeys,
  type ReportKeys,
  type ReportToSeal,
  type SealedReport,
  sealReport,
} from '~/contract/sealed/report-bundle';
import type { Actor } from '~/domain/acts/permission';
import { textIn } from '~/domain/localized';
import { isRefusal, Refusal } from '~/domain/refusal';
import type { ReportDraft } from '~/domain/report/report';
import type { Channel } from '~/domain/vocabulary';
import { DEFAULT_LANG } from '~/domain/vocabulary';
import type { KeyPair } from '~/envelope/key-pair';
import { seenLists } from '~/envelope/keys/seen-lists';
import { lookupHash, newReceiptCode, receiptKeys } from '~/envelope/report/receipt-code';
import { reporterSigningKey } from '~/envelope/report/reporter-signing';
import type { Context } from '~/services/context.server';
import { countyInfo } from '~/services/county/county.server';
import { requireRoutingInForce, routeMatter } from '~/services/keys/routing.server';
import { tokenHash } from '~/services/token.server';
import { type Attached, attach, type CleanFile, removeBlobs } from './attachment.server';
import { type ReceivingKeys, receivingKeys } from './report-keys.server';
import { storeReport } from './report-rows.server';
import { goesOutside } from './superior-report.server';

export type Submission = {
  draft: ReportDraft;
  /** Files that `cleanFiles` judged and cleaned. */
  files?: readonly CleanFile[];
  /** The channel by which it came; without one, `board` when a signboard was scanned, else `web`. */
  channel?: Channel;
};

export type Receipt = {
  reportId: string;
  caseId: string;
  /** 20 digits, handed out once and never stored. */
  code: string;
  /** The same form was sent before; that copy and its code are void. */
  replaced: boolean;
};

/** A form was sent twice at the same moment: the later one finds the other's row and seals anew. */
const ATTEMPTS = 3;

/**
 * Takes a report: routes it in memory, seals everything, stores it in one transaction, and only then hands out the
 * receipt code. The same form token again replaces a first copy that nobody has touched. Refusals: `notOpen`,
 * `invalid` (accusedUnit, data.rule `aboutOffice`: it goes outside), `alreadyDone` (formToken: the first copy is being
 * handled), `busy`.
 */
export async function submitReport(
  ctx: Context,
  submission: Submission,
  actor: Actor = { kind: 'public' },
): Promise<Receipt> {
  const prepared = await prepare(ctx, submission);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await sealAndStore(ctx, actor, prepared);
    } catch (error) {
      const lostRace = isRaceLost(error);
      if (!lostRace || attempt === ATTEMPTS) throw lostRace ? new Refusal('busy') : error;
    }
  }
}

const isRaceLost = (error: unknown): boolean =>
  databaseCode(error) === '23505' || (isRefusal(error) && error.code === 'conflict');

type Prepared = Awaited<ReturnType<typeof prepare>>;

/** What can be known before sealing, such as where it goes. It exists only in memory. */
async function prepare(ctx: Context, { draft, files = [], channel }: Submission) {
  const { db } = ctx;
  if (await goesOutside(ctx, draft.accusedUnitId)) {
    throw new Refusal('invalid', { field: 'accusedUnit', data: { rule: 'aboutOffice' } });
  }
  const asked = { area: draft.town, siteCode: draft.siteCode, employer: draft.employer };
  const { routing, place } = await routeMatter(db, draft, asked);
  const { area, town, board } = place;
  return {
    draft,
    files,
    town,
    routing,
    channel: channel ?? (board ? 'board' : 'web'),
    narrative: narrativeOf(draft, {
      area,
      town,
      board: board && { code: board.code, employer: textIn(board.employer, DEFAULT_LANG) },
    }),
    formTokenHash: tokenHash('form', draft.formToken),
  };
}

async function sealAndStore(ctx: Context, actor: Actor, prepared: Prepared): Promise<Receipt> {
  const { db } = ctx;
  const [prior] = await db
    .select({ caseId: report.caseId })
    .from(report)
    .where(eq(report.formTokenHash, prepared.formTokenHash));
  const ids = { reportId: randomUUID(), caseId: prior?.caseId ?? randomUUID() };
  const code = newReceiptCode();
  const { salt } = await countyInfo(db);
  const { lookupToken, reporter } = await receiptKeys(code, salt, ctx.argon2id);
  const keys = await newReportKeys();
  let attached: Attached | null = null;
  try {
    const receiving = await receivingKeys(ctx, prepared.routing.responsibleUnitId);
    const { directory, statement: routing } = await requireRoutingInForce(db);
    const seen = seenLists({ directory, routing });
    const sealed = await sealAll({ ...ids, ...receiving, seen, keys, reporter }, prepared);
    const { reportRecipient } = sealed;
    const { seed: signingSeed } = reporterSigningKey(reporter.seed);
    attached = await attach(ctx, { reportId: ids.reportId, reportRecipient, signingSeed, files: prepared.files });
    await storeReport(ctx, actor, {
      ...ids,
      ...prepared,
      clear: prepared.draft,
      excludedUnitId: prepared.draft.accusedUnitId,
      sealed,
      attached: attached.parts,
      reporterRecipient: reporter.recipient,
      listVersion: receiving.listVersion,
      lookupHash: lookupHash(lookupToken),
      replaces: prior !== undefined,
    });
  } catch (error) {
    if (attached) await removeBlobs(ctx, attached.blobs);
    throw error;
  } finally {
    forget(keys, reporter.seed, lookupToken);
  }
  return { ...ids, code, replaced: prior !== undefined };
}

type ToSeal = ReceivingKeys & Pick<ReportToSeal, 'reportId' | 'caseId' | 'seen' | 'keys'> & { reporter: KeyPair };

/** Seals only to keys that the county directory vouches for. */
const sealAll = (report: ToSeal, { narrative, draft }: Prepared): Promise<SealedReport> =>
  sealReport({ ...report, narrative, identity: identityOf(draft) });

/** Wipes seeds where the language allows it; their text forms are left to the garbage collector. */
function forget(keys: ReportKeys, ...secrets: Uint8Array[]): void {
  for (const key of Object.values(keys)) key.seed.fill(0);
  for (const secret of secrets) secret.fill(0);
}
