import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect as connectSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ActionFunctionArgs, LoaderFunctionArgs, ServerBuild } from '@remix-run/node';
import { onTestFinished } from 'vitest';
import type { Context } from '~/services/context.server';
import { followSessions } from '~/services/follow/follow-sessions.server';
import { addressWatch } from '~/services/log/address-watch.server';
import { secretOf } from '~/services/log/server-secret.server';
import type { PublicSource } from '~/services/publication/public-values.server';
import { newFormToken } from '~/web/form-token.server';
import { makePageCache, type PageCache } from '~/web/page-cache.server';
import { createSite, type Site, type SiteOptions } from '~/web/server';

type RouteCode = {
  loader?: (args: LoaderFunctionArgs) => unknown;
  action?: (args: ActionFunctionArgs) => unknown;
  handle?: unknown;
};

/** A build as the bundler would make it, with resource routes by path. */
export function fakeBuild(routes: Record<string, RouteCode>): ServerBuild {
  const entries = Object.entries(routes).map(([path, code], n) => {
    const id = `route-${n}`;
    return [id, { id, parentId: 'root', path: path.replace(/^\//, ''), index: undefined, module: code }];
  });
  const assets = { entry: { imports: [], module: '' }, routes: {}, url: '', version: '1' };
  return {
    entry: { module: { default: (_: Request, status: number) => new Response('page', { status }), handleError() {} } },
    routes: { root: { id: 'root', path: '', module: { default: () => null } }, ...Object.fromEntries(entries) },
    assets,
    publicPath: '/',
    assetsBuildDirectory: '',
    future: { v3_singleFetch: true, v3_lazyRouteDiscovery: true },
    isSpaMode: false,
    mode: 'production',
  } as unknown as ServerBuild;
}

const NOTHING_SPECIAL: PublicSource = {
  values: async () => ({
    towns: new Set(),
    sectors: new Set(),
    sites: new Set(['SITE-MARK']),
    months: new Set(),
    registers: new Set(),
  }),
  isListed: async () => false,
};

export type TestSite = {
  site: Site;
  cache: PageCache;
  url: string;
  origin: string;
  port: number;
  addresses: Context['addresses'];
  followSessions: Context['followSessions'];
  /** A token as every form of the site has one. */
  formToken: () => string;
  /** Log lines written so far. */
  lines: () => string;
  /** Sends bytes as they are, and returns all that came back. */
  raw: (bytes: string) => Promise<string>;
};

/** A site on a free port with a fake build; closed after the test. */
export async function testSite(
  routes: Record<string, RouteCode>,
  options: Partial<SiteOptions> & { origin?: string; otherOrigins?: string[]; now?: () => number } = {},
): Promise<TestSite> {
  const logged: unknown[] = [];
  const now = options.now ?? Date.now;
  const origin = options.origin ?? 'http://anshao.test';
  const log = (event: string, fields?: object) => void logged.push({ event, ...fields });
  const native = (work: () => Promise<unknown>) => work();
  const kept = { secret: secretOf(randomBytes(32)), followSessions: followSessions(now) };
  const addresses = addressWatch(now, origin, log);
  const origins = [origin, ...(options.otherOrigins ?? [])];
  const ctx = { origin, origins, now, native, log, addresses, ...kept } as unknown as Context;
  const cache = makePageCache(now, 30_000);
  const site = createSite({
    ctx,
    build: fakeBuild(routes),
    cache,
    production: true,
    folders: [staticFolder()],
    ready: async () => true,
    source: NOTHING_SPECIAL,
    ...options,
  });
  const port = await site.listen(0, '127.0.0.1');
  onTestFinished(() => site.close(500));
  return {
    site,
    cache,
    port,
    origin: ctx.origin,
    addresses: ctx.addresses,
    followSessions: ctx.followSessions,
    formToken: () => newFormToken(ctx),
    url: `http://127.0.0.1:${port}`,
    lines: () => JSON.stringify(logged),
    raw: async (bytes) => {
      const socket = connectSocket(port, '127.0.0.1');
      let got = '';
      socket.on('data', (chunk) => {
        got += String(chunk);
      });
      socket.on('error', () => undefined);
      socket.write(bytes);
      await once(socket, 'close');
      return got;
    },
  };
}

function staticFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'anshao-static-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'assets', 'site-Ab12Cd34.css'), 'body{}');
  writeFileSync(join(folder, 'assets', 'argon2-worker-Ab12Cd34.js'), '1');
  return folder;
}

/** Header lines of a raw request, which show repeated ones separately. */
export function rawHeaders(url: string, init: { method?: string; headers?: Record<string, string> } = {}) {
  return new Promise<{ status: number; names: string[]; get: (name: string) => string | undefined }>((done, fail) => {
    const request = httpRequest(url, init, (answer) => {
      answer.resume();
      const names = answer.rawHeaders.filter((_, n) => n % 2 === 0).map((name) => name.toLowerCase());
      const get = (name: string) => {
        const value = answer.headers[name];
        return Array.isArray(value) ? value.join(',') : value;
      };
      done({ status: answer.statusCode ?? 0, names, get });
    });
    request.on('error', fail).end();
  });
}
