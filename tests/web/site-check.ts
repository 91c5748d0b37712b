import { expect } from 'vitest';
import { checkSite } from '~/cli/check-site/check';
import type { SiteReport } from '~/cli/check-site/types';
import { type ServedCopy, servedCopy } from './served-copy';

export const check = (site: ServedCopy, releaseKey: string | null = null) =>
  checkSite({ site: site.origin, manifest: site.manifest, releaseKey });

/** Everything that was found, as "code path". */
export const found = ({ findings, pages }: SiteReport) =>
  [...findings, ...pages.flatMap((page) => page.findings)].map(({ code, at }) => `${code} ${at}`).sort();

/** What the check finds after one change to an intact site. */
export async function foundAfter(change: (site: ServedCopy) => void): Promise<string[]> {
  const site = await servedCopy();
  change(site);
  const report = await check(site);
  expect(report.result).toBe('different');
  return found(report);
}
