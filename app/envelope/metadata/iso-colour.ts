import { type Box, type BoxWork, blank } from './boxes';
import { cleanIccProfile, sameProfile } from './icc';
import { latin1 } from './source';

/** Cleans the profile of a `colr` box (ISO/IEC 14496-12, 12.1.5) in its place; code points stay as they are. */
export async function cleanColour(work: BoxWork, box: Box): Promise<void> {
  const { body, to } = box;
  const type = latin1(await work.file.slice(body, Math.min(to, body + 4)));
  if (type !== 'prof' && type !== 'rICC') return;
  const before = (await work.file.slice(body + 4, to)).slice();
  const after = cleanIccProfile(before);
  if (after === null) return blank(work, box, ['other']);
  if (sameProfile(before, after)) return;
  work.edits.push({ from: body + 4, to, bytes: after });
  work.found.add('other');
}
