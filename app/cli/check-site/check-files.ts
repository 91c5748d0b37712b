import { createHash } from 'node:crypto';
import type { ManifestFile } from '~/envelope/script-manifest';
import { codeReferences } from './code';
import { ownPath } from './own-path';
import { judgeWorkerPolicy } from './policy';
import type { Finding } from './types';
import type { Visitor } from './visit';

type Wanted = { path: string; namedBy: string };
type FilesReport = { checked: number; same: number; findings: Finding[] };

const AT_ONCE = 4;
/** Files in no list are fetched up to this number, so that a site cannot keep the check busy for ever. */
const MAX_UNLISTED = 200;

/**
 * Fetches every file of the list, every file that pages name, and whatever those import, and compares hashes. A file
 * that is in no list is a difference even if it is harmless.
 */
export async function checkFiles(
  visit: Visitor,
  origin: string,
  listed: readonly ManifestFile[],
  named: readonly Wanted[],
): Promise<FilesReport> {
  const expected = new Map(listed.map((file) => [file.path, file]));
  const queue: Wanted[] = [...listed.map(({ path }) => ({ path, namedBy: '' })), ...named];
  const seen = new Set<string>();
  const report: FilesReport = { checked: 0, same: 0, findings: [] };
  let unlisted = 0;

  async function check({ path, namedBy }: Wanted): Promise<void> {
    const file = expected.get(path);
    if (!file && ++unlisted > MAX_UNLISTED) return;
    const { code, findings } = await checkFile(visit, path, namedBy, file);
    report.checked++;
    if (findings.length === 0) report.same++;
    report.findings.push(...findings);
    if (code === null) return;
    const { imports, mentions } = codeReferences(code);
    for (const address of imports) {
      const own = ownPath(address, path, origin);
      if (own !== null) queue.push({ path: own, namedBy: path });
      else report.findings.push({ code: 'foreignFile', at: path, detail: address.slice(0, 200) });
    }
    for (const address of mentions) {
      const own = ownPath(address.replace(/^(?=(?:assets|islands)\/)/, '/'), path, origin);
      if (own !== null && expected.has(own)) queue.push({ path: own, namedBy: path });
    }
  }

  async function work(): Promise<void> {
    for (let next = queue.shift(); next; next = queue.shift()) {
      if (seen.has(next.path)) continue;
      seen.add(next.path);
      await check(next);
    }
  }
  while (queue.length > 0) await Promise.all(Array.from({ length: AT_ONCE }, work));
  return report;
}

async function checkFile(
  visit: Visitor,
  path: string,
  namedBy: string,
  file: ManifestFile | undefined,
): Promise<{ code: string | null; findings: Finding[] }> {
  const visited = await visit(path);
  const one = (code: Finding['code'], detail: string) => ({ code: null, findings: [{ code, at: path, detail }] });
  if (visited.kind === 'away') return one('redirectAway', visited.to);
  if (visited.kind === 'unreachable') return one('unreachable', visited.why);
  const { status, headers, body } = visited.answer;
  if (status === 429 || status >= 500) return one('unreachable', `status ${status}`);
  if (status !== 200) return one('missingFile', `status ${status}${namedBy ? `, named by ${namedBy}` : ''}`);
  const sha256 = createHash('sha256').update(body).digest('hex');
  const findings: Finding[] = [];
  if (!file)
    findings.push({ code: 'unlistedFile', at: path, detail: `${sha256}${namedBy ? `, named by ${namedBy}` : ''}` });
  else if (file.sha256 !== sha256)
    findings.push({ code: 'changedFile', at: path, detail: `${sha256} instead of ${file.sha256}` });
  const fault = file?.kind === 'worker' ? judgeWorkerPolicy(headers.get('content-security-policy') ?? []) : null;
  if (fault)
    findings.push({ code: fault, at: path, detail: (headers.get('content-security-policy') ?? []).join(' | ') });
  return { code: /\.m?js$/.test(path) ? body.toString('utf8') : null, findings };
}
