import { inlineReferences } from './inline';
import { ownPath } from './own-path';
import { linkHeaders, readPage } from './page';
import { judgePolicy, type PageGroup } from './policy';
import type { FindingCode, PageReport } from './types';
import type { Visited, Visitor } from './visit';

export type CheckedPage = { report: PageReport; nonce: string | null; html: string };

/** `status`: the status codes that the page may have. */
type PageAsk = { path: string; group: PageGroup; status: readonly number[] };

const PUBLIC = [
  '',
  '/report',
  '/follow',
  '/exposure',
  '/statistics',
  '/rewards',
  '/limits',
  '/notices',
  '/protection',
  '/privacy',
  '/accessibility',
  '/security',
];
/** Forms are answered with 203. While reporting is not open, its page says so with 503. */
const STATUS: Readonly<Record<string, readonly number[]>> = { '/report': [203, 503], '/follow': [203] };

/** The pages of both languages. One of them does not exist, because error pages are pages too. */
export function pagesToCheck(random: string): PageAsk[] {
  return ['/zh', '/en'].flatMap((lang) => [
    ...PUBLIC.map((path): PageAsk => ({ path: `${lang}${path}`, group: 'public', status: STATUS[path] ?? [200] })),
    { path: `${lang}/staff/sign-in`, group: 'staff', status: [200] },
    { path: `${lang}/${random}`, group: 'public', status: [404] },
  ]);
}

/** Fetches a page and checks its status, policy, markup and inline scripts. Its files are left to the caller. */
export async function checkPage(visit: Visitor, origin: string, ask: PageAsk): Promise<CheckedPage> {
  const report: PageReport = { path: ask.path, status: null, files: [], findings: [] };
  const find = (code: FindingCode, detail: string) => void report.findings.push({ code, at: ask.path, detail });
  const visited = await visit(ask.path, 'text/html,application/xhtml+xml');
  if (visited.kind !== 'answer') {
    if (visited.kind === 'away') find('redirectAway', visited.to);
    else find('unreachable', visited.why);
    return { report, nonce: null, html: '' };
  }
  const { answer } = visited;
  report.status = answer.status;
  if (!ask.status.includes(answer.status)) {
    const busy = answer.status === 429 || answer.status >= 500;
    find(busy ? 'unreachable' : 'status', `${answer.status} instead of ${ask.status.join(' or ')}`);
  }
  const policy = judgePolicy(answer.headers.get('content-security-policy') ?? [], ask.group);
  if (policy.fault) find(policy.fault, policy.detail);
  const html = answer.body.toString('utf8');
  report.files = looksThrough({ answer, html, origin, path: ask.path, group: ask.group, nonce: policy.nonce }, find);
  return { report, nonce: policy.nonce, html };
}

type Look = { answer: Visited; html: string; origin: string; path: string; group: PageGroup; nonce: string | null };

/** Returns the paths of scripts, styles and workers that the page names. */
function looksThrough(look: Look, find: (code: FindingCode, detail: string) => void): string[] {
  const { answer, origin, path, group, nonce } = look;
  const parts = readPage(look.html);
  for (const markup of parts.forbidden) find('forbiddenMarkup', markup);
  if (answer.headers.has('refresh')) find('forbiddenMarkup', 'header refresh');
  const code = [...parts.code, ...linkHeaders(answer.headers.get('link') ?? [])];
  for (const script of parts.inline) {
    const named =
      group === 'staff' && script.nonce !== null && script.nonce === nonce ? inlineReferences(script) : null;
    if (named) code.push(...named);
    else find('inlineScript', shortened(script.text));
  }
  const files = new Set<string>();
  for (const address of code) {
    const own = ownPath(address, path, origin);
    if (own === null) find('foreignFile', address.slice(0, 200));
    else files.add(own);
  }
  for (const address of parts.other) {
    if (!/^\s*data:image\//i.test(address) && ownPath(address, path, origin) === null)
      find('foreignFile', address.slice(0, 200));
  }
  return [...files].sort();
}

const shortened = (text: string): string => JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text);
