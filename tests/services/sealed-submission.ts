import type { County as Known, PageFacts } from '~/browser/report/report-route';
import { destinationOf } from '~/browser/report/report-route';
import { newSession, sealForPost } from '~/browser/report/report-sealing';
import { encodeReport, type PostedReport } from '~/contract/posted/report';
import { readReport } from '~/contract/posted/report-body';
import type { ReportDraft } from '~/domain/report/report';
import { fromBase64 } from '~/envelope/bytes';
import { directoryFingerprint, openDirectory } from '~/envelope/keys/directory';
import { openRouting } from '~/envelope/keys/routing-statement';
import { openRegister } from '~/envelope/keys/town-register';
import { lookupHash, receiptKeys } from '~/envelope/report/receipt-code';
import type { Context } from '~/services/context.server';
import { registerText } from '~/services/keys/signed-routing.server';
import { reportingKeys } from '~/services/report/report-keys.server';

export type Sealed = { posted: PostedReport; code: string };

/** What the reporter's browser fetches, as it checks it. */
export async function knownCounty(ctx: Context): Promise<Known> {
  const given = await reportingKeys(ctx);
  const directory = openDirectory(given.directory);
  const routing = openRouting(given.routing, directory);
  const register = async (area: string) => {
    const named = routing.registers.find((one) => one.area === area);
    return named ? openRegister((await registerText(ctx.db, named.hash)) ?? '', area, routing) : null;
  };
  return { given, directory, routing, register, salt: fromBase64(given.salt) };
}

/** A report sealed with the island's own code, without the worker in which Argon2id runs there. */
export async function sealedInBrowser(
  ctx: Context,
  draft: ReportDraft,
  facts: Partial<PageFacts> = {},
): Promise<Sealed> {
  const county = await knownCounty(ctx);
  const { publicKey } = county.given.directory;
  const page = { keys: '', registers: '', fingerprint: directoryFingerprint(publicKey), boardArea: null };
  const session = await newSession();
  const { lookupToken, reporter } = await receiptKeys(session.code, county.salt, ctx.argon2id);
  const receipt = { lookupHash: lookupHash(lookupToken), reporter };
  const destination = await destinationOf(draft, county, { ...page, ...facts });
  const posted = await sealForPost({ session, draft, county, destination, receipt, files: [] });
  return { posted, code: session.code };
}

/** What the server reads of a report that the browser posts. */
export const sent = (posted: PostedReport): PostedReport => readReport(encodeReport(posted));
