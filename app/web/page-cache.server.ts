import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** A public page as bytes, in every encoding it may be asked for. */
export type CachedPage = {
  /** Route pattern, for the log. */
  pattern: string;
  contentType: string;
  etag: string;
  plain: Buffer;
  gzip: Buffer;
  br: Buffer;
  /** When its making began. */
  madeAt: number;
};

export type Rendered = {
  pattern: string;
  status: number;
  contentType: string;
  /** The other headers; they go out only with answers that are not kept. */
  headers: [string, string][];
  body: Buffer;
};

export type PageCache = {
  /** A page that is fresh, or null; does no work. */
  get: (key: string) => CachedPage | null;
  /** Makes the page, once for all that ask at the same time. Not kept when it is no 200, or when `clear` came meanwhile. */
  fill: (key: string, render: () => Promise<Rendered>) => Promise<CachedPage | Rendered>;
  /** Forgets all: something public has changed. */
  clear: () => void;
};

const compressGzip = promisify(gzip);
const compressBrotli = promisify(brotliCompress);
const MOST_PAGES = 500;
const MOST_KEY = 300;

/** Rendered bytes of the public read-only pages, never older than `maxAgeMs`. */
export function makePageCache(now: () => number, maxAgeMs: number): PageCache {
  const pages = new Map<string, CachedPage>();
  const underWay = new Map<string, Promise<CachedPage | Rendered>>();
  let generation = 0;

  async function make(key: string, render: () => Promise<Rendered>): Promise<CachedPage | Rendered> {
    const [madeAt, startedIn] = [now(), generation];
    const rendered = await render();
    if (rendered.status !== 200) return rendered;
    const page = await compressed(rendered, madeAt);
    if (startedIn === generation && key.length <= MOST_KEY) {
      if (pages.size >= MOST_PAGES) dropOldest(pages);
      pages.delete(key);
      pages.set(key, page);
    }
    return page;
  }

  return {
    get(key) {
      const page = pages.get(key);
      return page && now() - page.madeAt < maxAgeMs ? page : null;
    },
    fill(key, render) {
      const known = underWay.get(key);
      if (known) return known;
      const making = make(key, render).finally(() => {
        if (underWay.get(key) === making) underWay.delete(key);
      });
      underWay.set(key, making);
      return making;
    },
    clear() {
      generation++;
      pages.clear();
      // Who asks from now on must not get what was read before the change.
      underWay.clear();
    },
  };
}

function dropOldest(pages: Map<string, CachedPage>): void {
  const [oldest] = pages.keys();
  if (oldest !== undefined) pages.delete(oldest);
}

async function compressed({ pattern, contentType, body }: Rendered, madeAt: number): Promise<CachedPage> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: body.length };
  const [small, smaller] = await Promise.all([compressGzip(body, { level: 6 }), compressBrotli(body, { params })]);
  const etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  return { pattern, contentType, etag, plain: body, gzip: small, br: smaller, madeAt };
}

export type Encoding = 'br' | 'gzip' | 'plain';

const BROTLI = asked('br');
const GZIP = asked('gzip');

/** An entry of Accept-Encoding that names the encoding and does not forbid it with `q=0`. */
function asked(name: string): RegExp {
  return new RegExp(`(?:^|,)\\s*${name}\\s*(?:,|$|;(?!\\s*q=0(?:\\.0*)?\\s*(?:,|$)))`, 'i');
}

/** The best encoding that Accept-Encoding names without forbidding it. */
export function bestEncoding(accepted: string | undefined): Encoding {
  if (!accepted) return 'plain';
  if (BROTLI.test(accepted)) return 'br';
  return GZIP.test(accepted) ? 'gzip' : 'plain';
}
