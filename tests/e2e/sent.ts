import type { Page, Request } from 'playwright';

/**
 * Everything that this page sends: addresses, headers and bodies. Throws where the browser did not hand over a whole
 * body, because a search in the rest would prove nothing.
 */
export function watched(page: Page): () => Promise<Buffer> {
  const requests: Request[] = [];
  page.on('request', (request) => void requests.push(request));
  return async () => Buffer.concat(await Promise.all(requests.map(bytesOf)));
}

async function bytesOf(request: Request): Promise<Buffer> {
  const headers = await request.allHeaders().catch(() => ({}) as Record<string, string>);
  const body = request.postDataBuffer() ?? Buffer.alloc(0);
  if (request.method() !== 'GET' && body.length === 0) throw new Error(`${request.url()}: no body seen`);
  const length = Number(headers['content-length'] ?? 0);
  if (body.length !== length) throw new Error(`${request.url()}: ${body.length} of ${length} bytes seen`);
  return Buffer.concat([Buffer.from(`${request.url()}\n${JSON.stringify(headers)}\n`), body]);
}
