import { staffPost } from '~/browser/staff/staff-post';
import { dutyBoards, type HazardWorkspace, hazardFileAnswer, hazardRowsAnswer } from '~/contract/answers/hazard';
import { done } from '~/contract/answers/staff';
import type { EvidenceFile } from '~/contract/sealed/hazard';
import { openHazardFile } from '~/contract/sealed/hazard-file';
import type { HazardFilter } from '~/domain/case/hazard-filter';
import { fromBase64 } from '~/envelope/bytes';
import { type OpenedHazard, openHazards } from './hazard-workspace';
import { workspaceKeyring } from './use-case-workspace';

const path = (lang: string) => `/${lang}/staff/hazard-rows`;

/** Sends an entry or a step of one, under a mark, so that it counts once however often it is sent. */
export const postHazard = (lang: string, act: string, fields: Record<string, string>, mark: string) =>
  staffPost(path(lang), { ...fields, act, mark }, done);

/** Opens every entry that fits the filter, page by page; `onProgress` is told how many are open. */
export async function openWholeLedger(
  lang: string,
  filter: HazardFilter,
  workspace: HazardWorkspace,
  onProgress: (opened: number) => void,
): Promise<OpenedHazard[]> {
  const all: OpenedHazard[] = [];
  let after = filter.after;
  for (;;) {
    const { after: _, ...rest } = filter;
    const wanted = JSON.stringify({ ...rest, ...(after !== undefined && { after }) });
    const { rows, next } = await staffPost(path(lang), { act: 'rows', filter: wanted }, hazardRowsAnswer);
    all.push(...(await openHazards(rows, workspace, workspaceKeyring)));
    onProgress(all.length);
    if (next === null) return all;
    after = next;
  }
}

export const boardsHere = async (lang: string) => (await staffPost(path(lang), { act: 'boards' }, dutyBoards)).boards;

/** A file of evidence, opened with the key that its entry has. Rejects with EnvelopeError. */
export async function evidenceHere(lang: string, { id, identity }: EvidenceFile): Promise<Uint8Array> {
  const { file } = await staffPost(path(lang), { act: 'file', id }, hazardFileAnswer);
  return openHazardFile(id, fromBase64(file), identity);
}
