import { type DefaultTreeAdapterTypes, parse } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

export type InlineScript = { text: string; module: boolean; nonce: string | null };

/** Everything in a page that could run, or be sent somewhere. */
export type PageParts = {
  /** Addresses of scripts, modules, styles and workers, as written. */
  code: string[];
  /** Addresses of everything else that the browser fetches, or posts to. */
  other: string[];
  inline: InlineScript[];
  /** Elements and attributes that no page of ours has, because they run scripts or redirect addresses. */
  forbidden: string[];
};

const CODE_LINKS = /\b(?:stylesheet|modulepreload|preload|prefetch|serviceworker|manifest)\b/;
const FRAMES = ['iframe', 'frame', 'object', 'embed', 'applet', 'portal', 'fencedframe'];
/** Data that the page's own script reads; browsers do not run it. */
const DATA_BLOCK = 'application/json';
const FETCHED = ['src', 'data', 'poster', 'background', 'action', 'formaction', 'ping', 'manifest'];
const RUNS = /^\W*(?:java|vb)script:/i;

/**
 * Reads a page both as browsers with scripts do and as those without, because `noscript` gives each a different tree.
 */
export function readPage(html: string): PageParts {
  const parts: PageParts = { code: [], other: [], inline: [], forbidden: [] };
  for (const scriptingEnabled of [true, false]) walk(parse(html, { scriptingEnabled }), parts);
  const inline = new Map(parts.inline.map((one) => [`${one.module} ${one.nonce} ${one.text}`, one]));
  return {
    code: unique(parts.code),
    other: unique(parts.other),
    inline: [...inline.values()],
    forbidden: unique(parts.forbidden),
  };
}

const unique = (texts: string[]): string[] => [...new Set(texts)];

function walk(node: Node, parts: PageParts): void {
  if ('attrs' in node) readElement(node, parts);
  if ('content' in node) walk(node.content, parts);
  if ('childNodes' in node) for (const child of node.childNodes) walk(child, parts);
}

function readElement(element: Element, parts: PageParts): void {
  const { tagName } = element;
  const given = new Map(element.attrs.map(({ name, prefix, value }) => [prefix ? `${prefix}:${name}` : name, value]));
  if (tagName === 'script') readScript(element, given, parts);
  else if (tagName === 'link') readLink(given, parts);
  else if (FRAMES.includes(tagName) || tagName === 'base') parts.forbidden.push(tagName);
  else if (tagName === 'meta' && given.has('http-equiv')) parts.forbidden.push(`meta ${given.get('http-equiv')}`);
  for (const [name, value] of given) {
    if (name.startsWith('on') || name === 'srcdoc') parts.forbidden.push(`${tagName} ${name}`);
    if (RUNS.test(value)) parts.forbidden.push(`${tagName} ${name} ${value.trim().slice(0, 40)}`);
    if (tagName === 'script' || tagName === 'link') continue;
    if (FETCHED.includes(name)) parts.other.push(value);
    if (name === 'srcset') parts.other.push(...value.split(',').flatMap((one) => one.trim().split(/\s+/)[0] ?? []));
    if (tagName !== 'a' && tagName !== 'area' && /^(?:xlink:)?href$/.test(name)) parts.other.push(value);
  }
}

function readScript(element: Element, given: ReadonlyMap<string, string>, parts: PageParts): void {
  const source = given.get('src') ?? given.get('href') ?? given.get('xlink:href');
  if (source !== undefined) {
    parts.code.push(source);
    return;
  }
  const type = given.get('type')?.trim().toLowerCase();
  if (type === DATA_BLOCK) return;
  const text = element.childNodes.map((child) => ('value' in child ? child.value : '')).join('');
  parts.inline.push({ text, module: type === 'module', nonce: given.get('nonce') ?? null });
}

function readLink(given: ReadonlyMap<string, string>, parts: PageParts): void {
  const href = given.get('href');
  if (href === undefined) return;
  (CODE_LINKS.test(given.get('rel')?.toLowerCase() ?? '') ? parts.code : parts.other).push(href);
}

/** Addresses in `Link` header lines, which browsers preload. */
export function linkHeaders(lines: readonly string[]): string[] {
  return lines.flatMap((line) => [...line.matchAll(/<([^>]*)>/g)].map((found) => found[1] ?? ''));
}
