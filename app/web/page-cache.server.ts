import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { chinaDayNumber } from '~/domain/dates';
import { type SplicedBody, splicedBody } from './spliced-body.server';

/** Bytes that everybody gets, or bytes around a token that is different for each reader. */
export type KeptBody = Buffer | SplicedBody;

/** A public page as bytes, in every encoding in which it may be asked for. */
export type CachedPage = {
  /** Route pattern, for the log. */
  pattern: string;
  status: number;
  contentType: string;
  /** Null where each reader gets a different page. */
  etag: string | null;
  plain: KeptBody;
  gzip: KeptBody;
  /** Pages with a token in them have none. */
  br: KeptBody | null;
  /** When its making began. */
  madeAt: number;
};

export type Rendered = {
  pattern: string;
  status: number;
  contentType: string;
  /** The other headers; they go out only with answers that are not kept by browsers. */
  headers: [string, string][];
  body: Buffer;
  /** The placeholder for each reader's own token, in pages that have one. */
  placeholder: string;
};

export type PageCache = {
  maxAgeMs: number;
  /** A page that is fresh, or null; does no work. */
  get: (key: string) => CachedPage | null;
  /**
   * Makes the page, once for all who ask at the same time. It is not cached when its status is not in `KEPT`, or when
   * `clear` was called meanwhile.
   */
  fill: (key: string, render: () => Promise<Rendered>) => Promise<CachedPage | Rendered>;
  /** Forgets everything, because something public has changed. */
  clear: () => void;
  /** A different number after each `clear`. */
  generation: () => number;
};

/** Status codes of pages, of the page for what does not exist, and of the one that says what is not open yet. */
const KEPT: readonly number[] = [200, 404, 503];
/** The most pages of each route pattern, so that pages of one kind never crowd out those of another. */
const MAX_PAGES = 200;

const compressGzip = promisify(gzip);
const compressBrotli = promisify(brotliCompress);

/** Rendered bytes of the public read-only pages, never older than `maxAgeMs`, nor from another day. */
export function makePageCache(now: () => number, maxAgeMs: number): PageCache {
  const pages = new Map<string, CachedPage>();
  /** The keys of each pattern; the one that was asked for longest ago comes first. */
  const rooms = new Map<string, Set<string>>();
  const underWay = new Map<string, Promise<CachedPage | Rendered>>();
  let generation = 0;

  function keep(key: string, page: CachedPage): void {
    const room = rooms.get(page.pattern) ?? new Set();
    rooms.set(page.pattern, room);
    room.delete(key);
    const [oldest] = room;
    if (room.size >= MAX_PAGES && oldest !== undefined) {
      room.delete(oldest);
      pages.delete(oldest);
    }
    room.add(key);
    pages.set(key, page);
  }

  async function make(key: string, render: () => Promise<Rendered>): Promise<CachedPage | Rendered> {
    const [madeAt, startedIn] = [now(), generation];
    const rendered = await render();
    if (!KEPT.includes(rendered.status)) return rendered;
    const page = await compressed(rendered, madeAt);
    if (startedIn === generation) keep(key, page);
    return page;
  }

  return {
    maxAgeMs,
    get(key) {
      const page = pages.get(key);
      if (!page || now() - page.madeAt >= maxAgeMs || chinaDayNumber(now()) !== chinaDayNumber(page.madeAt))
        return null;
      const room = rooms.get(page.pattern);
      if (room?.delete(key)) room.add(key);
      return page;
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
      rooms.clear();
      // Whoever asks from now on must not get what was read before the change.
      underWay.clear();
    },
    generation: () => generation,
  };
}

async function compressed(rendered: Rendered, madeAt: number): Promise<CachedPage> {
  const { pattern, status, contentType, body, placeholder } = rendered;
  const spliced = await splicedBody(body, placeholder);
  if (spliced) return { pattern, status, contentType, etag: null, ...spliced, br: null, madeAt };
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: body.length };
  const [small, smaller] = await Promise.all([compressGzip(body, { level: 6 }), compressBrotli(body, { params })]);
  const etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  return { pattern, status, contentType, etag, plain: body, gzip: small, br: smaller, madeAt };
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
