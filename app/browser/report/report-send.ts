import { encodeReport } from '~/contract/posted/report';
import { isEnvelopeError } from '~/envelope/errors';
import type { Ready, ReportPage } from './report-destination';
import type { HeldReport } from './report-held';
import { postReport } from './report-post';
import { destinationOf } from './report-route';
import { type Session, sealForPost, type ToPost } from './report-sealing';
import { hooksOf, type Sending } from './report-sending';

/** Keys or duties may change between the check and the sending; this is how often they are fetched anew. */
const MAX_TRIES = 4;

/** Null when it is stored; else which sentence says why it is not. */
export async function sendReport(
  page: ReportPage,
  held: HeldReport,
  ready: Ready,
  session: Session,
  sending: Sending,
): Promise<string | null> {
  try {
    sending.say('deriving');
    const receipt = await held.receipt(session, ready.county);
    sending.say('files');
    const files = await (held
      .files()
      ?.finish()
      .catch(() => null) ?? []);
    if (files === null) return 'files';
    return await sealAndPost(page, ready, { session, receipt, files }, sending);
  } catch (error) {
    held.dropReceipt();
    return isEnvelopeError(error) && error.code === 'badSignature' ? 'keys' : 'sealing';
  }
}

async function sealAndPost(
  { form, facts, countyNow }: ReportPage,
  ready: Ready,
  made: Pick<ToPost, 'session' | 'receipt' | 'files'>,
  { step, say }: Sending,
): Promise<string | null> {
  let now = ready;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    say('sealing');
    const posted = await sealForPost({ ...made, ...now });
    const answer = await postReport(form.dataset.post ?? '', encodeReport(posted), hooksOf(step, say));
    if (answer.ok) return null;
    if (answer.code === 'notOpen') return 'notOpen';
    if (answer.code !== 'conflict') return 'refused';
    const fresh = await countyNow(true);
    const destination = await destinationOf(now.draft, fresh, facts);
    // It would go to another unit than the one that was shown, so the reporter looks again.
    if (destination.routing.responsibleUnitId !== now.destination.routing.responsibleUnitId) return 'routing';
    now = { draft: now.draft, county: fresh, destination };
  }
  return 'routing';
}
