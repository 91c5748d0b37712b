import type { Child } from '../child';
import { BROWSER, httpGet } from '../http-get';
import { kilobytes, type Measurement, verdict } from '../measurement';
import { addressOf } from '../site';

const FIRST_LIMIT = 30_000;
const ALL_LIMIT = 120_000;

/**
 * Compressed bytes of the report page: what must arrive before it can be read and filled in, and the total with every
 * script.
 */
export async function measureWeight(site: Child): Promise<Measurement[]> {
  const html = await httpGet(`${addressOf(site)}/zh/report`, BROWSER);
  const text = await (await fetch(`${addressOf(site)}/zh/report`)).text();
  const styles = await sizes(site, links(text, /<link[^>]+rel="stylesheet"[^>]*>/g, /href="([^"]+)"/));
  const named = links(text, /<(?:script|link)[^>]+(?:src=|rel="modulepreload")[^>]*>/g, /(?:src|href)="([^"]+)"/);
  const scripts = await sizes(site, await withImports(site, named));
  const first = html.body.length + styles;
  const note = `HTML ${kilobytes(html.body.length)}, CSS ${kilobytes(styles)}; all scripts ${kilobytes(scripts)}.`;
  return [
    {
      what: 'Report page before it can be filled in',
      measured: kilobytes(first),
      budget: '≤ 30 KB',
      verdict: verdict(first <= FIRST_LIMIT),
      note,
      values: { bytes: first, html: html.body.length, css: styles },
    },
    {
      what: 'Report page with all scripts for sealing',
      measured: kilobytes(first + scripts),
      budget: '≤ 120 KB',
      verdict: scripts === 0 ? 'notYet' : verdict(first + scripts <= ALL_LIMIT),
      note: 'With everything that the scripts load later, proof-of-work and the Argon2 worker too.',
      values: { bytes: first + scripts, scripts },
    },
  ];
}

function links(html: string, tag: RegExp, address: RegExp): string[] {
  return [...new Set((html.match(tag) ?? []).flatMap((found) => address.exec(found)?.[1] ?? []))];
}

/** The scripts and whatever files of the same folder they name: imports, later imports, workers. */
async function withImports(site: Child, named: string[]): Promise<string[]> {
  const found = new Set(named);
  for (const path of found) {
    const text = await (await fetch(`${addressOf(site)}${path}`)).text();
    for (const [name] of text.matchAll(/[\w.-]+-[\w-]{8}\.js\b/g)) found.add(`/islands/${name}`);
  }
  return [...found];
}

async function sizes(site: Child, paths: string[]): Promise<number> {
  const answers = await Promise.all(paths.map((path) => httpGet(`${addressOf(site)}${path}`, BROWSER)));
  return answers.reduce((sum, { body }) => sum + body.length, 0);
}
