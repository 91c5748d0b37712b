/** What may be found. The codes are documented in docs/interfaces.md and stable: codes are added, never renamed. */
export type FindingCode =
  | 'unreachable'
  | 'status'
  | 'redirectAway'
  | 'cspMissing'
  | 'cspTwice'
  | 'cspWeak'
  | 'nonceReused'
  | 'inlineScript'
  | 'forbiddenMarkup'
  | 'foreignFile'
  | 'unlistedFile'
  | 'changedFile'
  | 'missingFile'
  | 'listMissing'
  | 'listDamaged'
  | 'listDigest'
  | 'listOrigin'
  | 'installationSignature'
  | 'releaseSignature'
  | 'otherRelease'
  | 'keysMissing'
  | 'keysDiffer'
  | 'listSignature'
  | 'listGone'
  | 'listStale'
  | 'checkpointSignature'
  | 'logKeys';

/** `at` is a path of the site; `detail` says in technical terms what was there. */
export type Finding = { code: FindingCode; at: string; detail: string };

export type PageReport = { path: string; status: number | null; files: string[]; findings: Finding[] };

export type ListReport = {
  /** Digest of the list that the site publishes; null when it publishes none. */
  sha256: string | null;
  since: string | null;
  installationKey: string | null;
  releaseKey: string | null;
};

export type SiteReport = {
  format: 1;
  site: string;
  result: 'same' | 'different' | 'unchecked';
  /** Where the expected hashes came from, and which release it is. */
  reference: { from: 'file' | 'site'; sha256: string; version: string; madeOn: string } | null;
  published: ListReport;
  keys: { directoryFingerprint: string | null; logKey: string | null };
  pages: PageReport[];
  files: { checked: number; same: number };
  findings: Finding[];
};

/** Findings that say that something could not be checked, not that it differs. */
const UNCHECKED: readonly FindingCode[] = ['unreachable'];

export function resultOf(findings: readonly Finding[]): SiteReport['result'] {
  if (findings.some(({ code }) => !UNCHECKED.includes(code))) return 'different';
  return findings.length > 0 ? 'unchecked' : 'same';
}
