import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import { directoryFingerprint } from '~/envelope/keys/directory';
import { canonicalManifest, kindOfFile, readManifest, signRelease, signServed } from '~/envelope/script-manifest';
import { newSigningKey, type SigningKey } from '~/envelope/signing';
import { checkpointKey, checkpointSeed } from '~/services/log/log-chain.server';
import { signedLogKey } from '~/services/log/log-keys.server';
import { secretOf } from '~/services/log/server-secret.server';
import { PAGE_POLICY, scriptPagePolicy, WORKER_POLICY } from '~/web/headers.server';
import { type SignedLists, signedLists } from './signed-lists';

export type Served = { status: number; headers: [string, string][]; body: string | Buffer };

export const SCRIPTS = '/.well-known/anshao/scripts.json';
export const KEYS = '/.well-known/anshao/keys.json';
export const MAIN = '/islands/report-Ab12Cd34.js';
export const CHUNK = '/islands/chunk-Ab12Cd34.js';
export const WORKER = '/islands/argon2-worker-Ab12Cd34.js';
export const ENTRY = '/assets/entry.client-Ab12Cd34.js';

const FILES: Record<string, string> = {
  '/assets/site-Ab12Cd34.css': 'body{color:#123}',
  [ENTRY]: 'import"./root-Ab12Cd34.js";export const m=["assets/lazy-Ab12Cd34.js"];',
  '/assets/root-Ab12Cd34.js': 'export{};',
  '/assets/lazy-Ab12Cd34.js': 'export{};',
  [MAIN]: `import{a}from"./chunk-Ab12Cd34.js";new Worker(new URL("${WORKER}",import.meta.url),{type:"module"});`,
  [CHUNK]: 'export const a=1;',
  [WORKER]: 'postMessage(1);',
};

/** Pages on which somebody writes, which no browser may keep for Back. */
const FORMS = ['/report', '/follow'];

/** A site as a build is served, with plain answers by path; a test changes the one it is about. */
export type ServedCopy = {
  origin: string;
  /** The release's manifest, as a person who checks has it. */
  manifest: string;
  releaseKey: SigningKey;
  answers: Map<string, Served>;
  edit: (path: string, change: (body: string) => string) => void;
  setHeader: (path: string, name: string, ...values: string[]) => void;
  /** The signed key list and routing that it publishes. */
  lists: SignedLists;
  /** Signs a list as the site does and publishes it. */
  publish: (text: string) => void;
  /** Everything that was asked for: path and headers. */
  asked: { path: string; headers: NodeJS.Dict<string | string[]> }[];
};

export async function servedCopy(): Promise<ServedCopy> {
  const answers = new Map<string, Served>();
  const asked: ServedCopy['asked'] = [];
  const server = createServer((req, res) => {
    const path = (req.url ?? '').split('?', 1)[0] ?? '';
    asked.push({ path, headers: req.headers });
    const lang = path.split('/')[1] === 'en' ? 'en' : 'zh';
    const { status, headers, body } = answers.get(path) ?? page(lang, '', 404);
    res.writeHead(status, [...headers, ['Set-Cookie', 'anshao-test=1']].flat()).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const releaseKey = newSigningKey();
  const ctx = { secret: secretOf(new Uint8Array(32).fill(7)) };
  const log = checkpointKey(ctx);
  const publish = (text: string) => {
    const sha256 = createHash('sha256').update(text).digest('hex');
    const statement = { sha256, since: '2026-03-02' };
    const installation = { publicKey: log.publicKey, signature: signServed(statement, checkpointSeed(ctx)) };
    const release = { publicKey: releaseKey.publicKey, signature: signRelease(text, releaseKey.seed) };
    answers.set(SCRIPTS, json({ format: 1, origin, ...statement, manifest: text, installation, release }));
  };
  for (const [path, body] of Object.entries(FILES)) answers.set(path, file(path, body));
  const manifest = canonicalManifest({
    version: '0.1.0',
    madeOn: '2026-03-01',
    files: Object.entries(FILES).map(listed),
  });
  readManifest(manifest);
  publish(manifest);

  const lists = await signedLists();
  const { publicKey } = lists.countyKey;
  const fingerprint = directoryFingerprint(publicKey);
  const headOf = (onDay: string, sequence: number, old: boolean) => {
    const named = lists.named.filter(({ version }) => (version === 1) === old);
    return log.sign({ onDay, sequence, head: 'a'.repeat(64), lists: named });
  };
  const checkpoints = [headOf('2026-03-03', 9, false), headOf('2026-03-02', 5, true)];
  const first = { number: 1, reason: 'first', fromDay: '2026-03-01', afterSequence: 0, head: '0'.repeat(64) } as const;
  const keys = [signedLogKey({ ...first, previous: '' }, ctx.secret, null)];
  answers.set(
    KEYS,
    json({
      directory: { publicKey, fingerprint, version: 3 },
      signed: { directory: lists.directory, routing: lists.routing, stamps: lists.stamps },
      log: { publicKey: log.publicKey, keys, confirmations: [], checkpoints },
    }),
  );
  for (const lang of ['zh', 'en']) {
    const shown = `<code>${fingerprint}</code> <code>${log.publicKey}</code>`;
    const island = `<script type="module" src="${MAIN}"></script><script type="application/json">{"a":1}</script>`;
    const others = {
      '': '',
      '/follow': island,
      '/exposure': '',
      '/statistics': '',
      '/rewards': '',
      '/limits': '',
      '/notices': '',
      '/privacy': '',
      '/accessibility': '',
      '/security': '',
      '/protection': shown,
    };
    for (const [path, body] of Object.entries({ ...others, '/report': island }))
      answers.set(`/${lang}${path}`, page(lang, body, FORMS.includes(path) ? 203 : 200));
    answers.set(`/${lang}/staff/sign-in`, staffPage(lang));
  }
  const answerAt = (path: string): Served => {
    const found = answers.get(path);
    if (!found) throw new Error(`${path} is not served`);
    return found;
  };
  return {
    origin,
    manifest,
    releaseKey,
    answers,
    lists,
    asked,
    publish,
    edit(path, change) {
      const answer = answerAt(path);
      const plain = answer.headers.filter(([name]) => name !== 'Content-Encoding');
      answers.set(path, { ...answer, headers: plain, body: change(FILES[path] ?? String(answer.body)) });
    },
    setHeader(path, name, ...values) {
      const answer = answerAt(path);
      const kept = answer.headers.filter(([one]) => one !== name);
      answers.set(path, { ...answer, headers: [...kept, ...values.map((value): [string, string] => [name, value])] });
    },
  };
}

const listed = ([path, body]: [string, string]) => ({
  path,
  sha256: createHash('sha256').update(body).digest('hex'),
  bytes: body.length,
  kind: kindOfFile(path),
});

const json = (value: unknown): Served => ({
  status: 200,
  headers: [['Content-Type', 'application/json']],
  body: JSON.stringify(value),
});

/** Compressed, as browsers get it. */
function file(path: string, body: string): Served {
  const policy = /worker/.test(path) ? WORKER_POLICY : PAGE_POLICY;
  const brotli = path.length % 2 === 0;
  const headers: [string, string][] = [
    ['Content-Security-Policy', policy],
    ['Content-Encoding', brotli ? 'br' : 'gzip'],
  ];
  return { status: 200, headers, body: brotli ? brotliCompressSync(body) : gzipSync(body) };
}

const shell = (lang: string, body: string) =>
  `<!DOCTYPE html><html lang="${lang}"><head><link rel="stylesheet" href="/assets/site-Ab12Cd34.css"></head><body><form action="/${lang}/report"></form>${body}</body></html>`;

function page(lang: string, body: string, status = 200): Served {
  return { status, headers: [['Content-Security-Policy', PAGE_POLICY]], body: shell(lang, body) };
}

/** With inline scripts as the framework writes them. */
function staffPage(lang: string): Served {
  const nonce = Buffer.from(`nonce of ${lang} page`).toString('base64');
  const stream =
    'window.__remixContext.stream = new ReadableStream({start(controller){window.__remixContext.streamController = controller;}}).pipeThrough(new TextEncoderStream());';
  const inline = [
    `<script nonce="${nonce}">window.__remixContext = {"basename":"/"};${stream}</script>`,
    `<script nonce="${nonce}" type="module" async="">;\nimport * as route0 from "/assets/root-Ab12Cd34.js";\n` +
      `window.__remixManifest = {\n  "url": "/assets/lazy-Ab12Cd34.js"\n};\nwindow.__remixRouteModules = {"root":route0};\n\nimport("${ENTRY}");</script>`,
    `<script nonce="${nonce}">window.__remixContext.streamController.enqueue("[{\\"_1\\":2}]\\n");</script>`,
    `<script nonce="${nonce}">window.__remixContext.streamController.close();</script>`,
  ];
  return {
    status: 200,
    headers: [['Content-Security-Policy', scriptPagePolicy(nonce)]],
    body: shell(lang, inline.join('')),
  };
}
