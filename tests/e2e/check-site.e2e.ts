import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { checkSite } from '~/cli/check-site/check';
import { MANIFEST } from '~/cli/static-folders';
import { makeCheckpoint } from '~/services/log/log-sequencer.server';
import { openSite, type TestSite } from './site';

let site: TestSite;
let manifest: string;

beforeAll(async () => {
  // Its files are those of the build, the workers, too.
  site = await openSite({ light: false });
  await makeCheckpoint(site.ctx);
  manifest = readFileSync(MANIFEST, 'utf8');
});

it('finds the site as built: every page, every file, the framework’s inline scripts, signatures and keys', async () => {
  const report = await checkSite({ site: site.origin, manifest, releaseKey: null });
  const all = [...report.findings, ...report.pages.flatMap((page) => page.findings)];
  expect(all).toEqual([]);
  expect(report).toMatchObject({ result: 'same', published: { sha256: site.ctx.scripts?.sha256 } });
  expect(report.keys.directoryFingerprint).toMatch(/^(?:[0-9a-f]{4} ?){8}$/);
  const files = JSON.parse(manifest).files as { path: string; kind: string }[];
  expect(report.files).toEqual({ checked: files.length, same: files.length });
  expect(new Set(files.map(({ kind }) => kind))).toEqual(new Set(['script', 'worker', 'island', 'style', 'other']));
  const named = report.pages.flatMap((page) => page.files);
  expect(named.filter((path) => !files.some((file) => file.path === path))).toEqual([]);
  expect(named).toContainEqual(expect.stringMatching(/^\/islands\//));
});

it('shows the digest that the log has on the protection page, in both languages', async () => {
  for (const lang of ['zh', 'en']) {
    const page = await (await fetch(`${site.origin}/${lang}/protection`)).text();
    expect(page).toContain(site.ctx.scripts?.sha256);
    for (const { sha256 } of site.ctx.scripts?.manifest.files ?? []) expect(page).toContain(sha256);
  }
});
