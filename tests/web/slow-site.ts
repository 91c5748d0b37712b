import type { PlainLineLimits } from '~/web/plain-line.server';
import { testSite } from './test-site';

/** A site that makes one page at a time, when told to. */
export async function slowSite(limits: PlainLineLimits = {}, now: () => number = Date.now) {
  const told: ((text: string) => void)[] = [];
  const seen: string[] = [];
  const action = async ({ request }: { request: Request }) => {
    seen.push(await request.text());
    return new Response(await new Promise<string>((resolve) => told.push(resolve)));
  };
  const site = await testSite(
    { '/:lang/report': { action }, '/:lang/follow': { action } },
    { now, plainLineLimits: { places: 1, holdMs: 50, ...limits } },
  );
  const post = (body: BodyInit, more: Record<string, string> = {}, path = '/zh/report') =>
    fetch(site.url + path, { method: 'POST', headers: { Origin: site.origin, ...more }, body });
  const until = async (count: number) => {
    while (told.length < count) await new Promise((go) => setImmediate(go));
  };
  return { ...site, post, seen, until, go: (n: number) => told[n]?.('made') };
}

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

export const hiddenFields = (html: string): [string, string][] =>
  [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map((match) => [
    decoded(match[1]),
    decoded(match[2]),
  ]);

const decoded = (text = '') =>
  text.replace(/&#(\d+);|&\w+;/g, (whole, code) =>
    code ? String.fromCharCode(Number(code)) : (ENTITIES[whole] ?? whole),
  );
