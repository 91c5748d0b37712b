import { randomBytes } from 'node:crypto';
import { readManifest, type ScriptManifest } from '~/envelope/script-manifest';
import { checkFiles } from './check-files';
import { checkKeys, checkPublishedList, type PublishedList, sha256Hex } from './check-lists';
import { type CheckedPage, checkPage, pagesToCheck } from './check-page';
import { type Finding, resultOf, type SiteReport } from './types';
import { visitorOf } from './visit';

export type CheckOptions = {
  /** Origin of the site. */
  site: string;
  /** Text of a release's manifest; with null the site is compared with what it publishes itself. */
  manifest: string | null;
  /** Public key that must have signed the published list. */
  releaseKey: string | null;
};

/**
 * Visits the site as a browser would and compares everything it serves with a release. Throws EnvelopeError for a
 * damaged manifest.
 */
export async function checkSite({ site, manifest: given, releaseKey }: CheckOptions): Promise<SiteReport> {
  const own = given === null ? null : readManifest(given);
  const visit = visitorOf(site);
  const published = await checkPublishedList(visit, site, releaseKey);
  const pages: CheckedPage[] = [];
  for (const ask of pagesToCheck(randomBytes(9).toString('hex'))) pages.push(await checkPage(visit, site, ask));
  const html = new Map(pages.map((page) => [page.report.path, page.html]));
  const { keys, findings: keyFindings } = await checkKeys(visit, published, html);
  const expected = own ?? published.manifest;
  const named = pages.flatMap(({ report }) => report.files.map((path) => ({ path, namedBy: report.path })));
  const files = expected ? await checkFiles(visit, site, expected.files, named) : { checked: 0, same: 0, findings: [] };
  const findings = [
    ...published.findings,
    ...(own ? otherRelease(own, published) : []),
    ...keyFindings,
    ...reusedNonces(pages),
    ...files.findings,
  ];
  const reports = pages.map(({ report }) => report);
  return {
    format: 1,
    site,
    result: expected ? resultOf([...findings, ...reports.flatMap((page) => page.findings)]) : 'unchecked',
    reference: expected && {
      from: own ? 'file' : 'site',
      sha256: sha256Hex(given ?? published.text ?? ''),
      version: expected.version,
      madeOn: expected.madeOn,
    },
    published: published.list,
    keys,
    pages: reports,
    files: { checked: files.checked, same: files.same },
    findings,
  };
}

/** The same release built on another day lists the same files; nothing else may differ. */
function otherRelease(own: ScriptManifest, { manifest, list }: PublishedList): Finding[] {
  if (!manifest) return [];
  const names = (one: ScriptManifest) => JSON.stringify([one.version, one.files]);
  if (names(own) === names(manifest)) return [];
  return [{ code: 'otherRelease', at: '/.well-known/anshao/scripts.json', detail: list.sha256 ?? '' }];
}

/** A nonce that occurs twice could be written into an injected script beforehand. */
function reusedNonces(pages: readonly CheckedPage[]): Finding[] {
  const given = pages.flatMap(({ nonce, report }) => (nonce === null ? [] : [{ nonce, path: report.path }]));
  return given
    .filter(({ nonce }, n) => given.findIndex((other) => other.nonce === nonce) < n)
    .map(({ path }) => ({ code: 'nonceReused', at: path, detail: '' }));
}
