/** Why a page's content security policy lets more run than it should; empty when it is as strict as it must be. */
export type PolicyFault = 'cspMissing' | 'cspTwice' | 'cspWeak';

/** `public`: only scripts from the site's own files. `staff`: those, and inline ones with this answer's nonce. */
export type PageGroup = 'public' | 'staff';

/** Directives that must be exactly so; sources of all others may only be the site itself. */
const EXACT: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
};
const OWN = ["'none'", "'self'"];
/** Pictures, sound and film made in the page itself run nothing. */
const MADE_IN_PAGE = ['data:', 'blob:'];
const MEDIA = ['img-src', 'media-src'];
const NONCE = /^'nonce-([A-Za-z0-9+/_-]{22,}={0,2})'$/;

/**
 * Judges the policy of a page by its header lines; `nonce` is the one that inline scripts of a staff page must have.
 */
export function judgePolicy(
  lines: readonly string[],
  group: PageGroup,
): { fault: PolicyFault | null; detail: string; nonce: string | null } {
  const [policy, ...more] = lines;
  if (policy === undefined) return { fault: 'cspMissing', detail: '', nonce: null };
  // A comma begins another policy in the same line.
  if (more.length > 0 || policy.includes(',')) return { fault: 'cspTwice', detail: lines.join(' | '), nonce: null };
  const directives = directivesOf(policy);
  const scripts = directives.get('script-src') ?? [];
  const nonces = scripts.flatMap((source) => NONCE.exec(source)?.[1] ?? []);
  const wanted = group === 'staff' ? nonces.length === 1 && scripts.length === 2 : scripts.length === 1;
  const weak = [
    ...(wanted && scripts.includes("'self'") ? [] : [`script-src ${scripts.join(' ')}`.trim()]),
    ...Object.entries(EXACT).flatMap(([name, value]) =>
      directives.get(name)?.join(' ') === value ? [] : [`${name} ${directives.get(name)?.join(' ') ?? 'missing'}`],
    ),
    ...[...directives].flatMap(([name, sources]) => (isOwn(name, sources) ? [] : [`${name} ${sources.join(' ')}`])),
  ];
  return { fault: weak.length > 0 ? 'cspWeak' : null, detail: weak.join('; '), nonce: nonces[0] ?? null };
}

/** A worker may use WebAssembly, and nothing else beyond the site's own files. */
export function judgeWorkerPolicy(lines: readonly string[]): PolicyFault | null {
  const [policy, ...more] = lines;
  if (policy === undefined) return 'cspMissing';
  if (more.length > 0 || policy.includes(',')) return 'cspTwice';
  const sources = [...directivesOf(policy).values()].flat();
  return sources.every((source) => [...OWN, ...MADE_IN_PAGE, "'wasm-unsafe-eval'"].includes(source)) ? null : 'cspWeak';
}

function isOwn(name: string, sources: readonly string[]): boolean {
  if (name === 'script-src' || name in EXACT) return true;
  const allowed = MEDIA.includes(name) ? [...OWN, ...MADE_IN_PAGE] : OWN;
  return sources.every((source) => allowed.includes(source));
}

/** The first of several directives of one name counts, as in browsers (CSP3 section 2.2.1). */
function directivesOf(policy: string): Map<string, string[]> {
  const directives = new Map<string, string[]>();
  for (const part of policy.split(';')) {
    const [name, ...sources] = part.trim().split(/\s+/);
    if (name && !directives.has(name.toLowerCase())) directives.set(name.toLowerCase(), sources);
  }
  return directives;
}
