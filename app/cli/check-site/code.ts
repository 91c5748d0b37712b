export type CodeReferences = {
  /** Imported modules, chunks and workers, as written: each must be in the manifest. */
  imports: string[];
  /** Texts that look like names of our files; they are followed where the manifest has them. */
  mentions: string[];
};

const IMPORTS = [
  /\b(?:import|from)\s*(["'])(.+?)\1/g,
  /\b(?:import|importScripts)\s*\(\s*(["'`])(.+?)\1/g,
  /\bnew\s+(?:Shared)?Worker\s*\(\s*(["'`])(.+?)\1/g,
  /\bnew\s+URL\s*\(\s*(["'`])(.+?)\1\s*,\s*import\.meta\.url/g,
];
const MENTIONS = /(["'`])([^"'`\s\\]{1,300}\.(?:m?js|css|wasm))\1/g;
/** Bare names are no addresses: bundles have none, and prose in texts has many. */
const ADDRESS = /^(?:\.{0,2}\/|https?:)/;

/**
 * What a script names: static and dynamic imports, workers, and every text that ends like a file name (lists of chunks,
 * the framework's own manifest). A file whose hash is the release's can only name what the release named.
 */
export function codeReferences(code: string): CodeReferences {
  const found = (pattern: RegExp) => [...code.matchAll(pattern)].map((one) => one[2] ?? '');
  return {
    imports: [...new Set(IMPORTS.flatMap(found).filter((text) => ADDRESS.test(text)))],
    mentions: [...new Set(found(MENTIONS))],
  };
}
