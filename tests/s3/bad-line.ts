import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/**
 * What becomes of a request: it passes; its body is damaged on the way; it arrives and its answer is lost, or cut off in
 * the middle; or the connection breaks before anything arrives.
 */
export type Fate = 'pass' | 'damage' | 'loseAnswer' | 'cutAnswer' | 'break';

/** A line to the service that treats each request as `fate` says; ended after the test. */
export async function badLine(
  port: number,
  fate: (asked: { number: number; method: string; path: string }) => Fate,
): Promise<{ endpoint: string; requests: () => number }> {
  let number = 0;
  const server = createServer(async (req, res) => {
    number += 1;
    const what = fate({ number, method: req.method ?? '', path: req.url ?? '' });
    if (what === 'break') return void req.socket.destroy();
    const body = await buffer(req);
    if (what === 'damage') body[0] = (body[0] ?? 0) ^ 1;
    const answer = await pass(port, req, body);
    if (what === 'loseAnswer') return void req.socket.destroy();
    await hand(answer, res, what === 'cutAnswer');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests: () => number };
}

function pass(port: number, { method, url, headers }: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
  return new Promise((done, fail) => {
    // The signature covers the name of the host that the client asked.
    const asking = request({ host: '127.0.0.1', port, method, path: url, headers, agent: false }, done);
    // After some answers to HEAD Swift sends a body, which must have none; that error comes after the answer.
    asking.on('error', fail);
    asking.end(body);
  });
}

async function hand(answer: IncomingMessage, res: ServerResponse, cut: boolean): Promise<void> {
  const body = await buffer(answer);
  res.writeHead(answer.statusCode ?? 0, answer.headers);
  if (!cut) return void res.end(body);
  res.write(body.subarray(0, body.length / 2), () => res.destroy());
}
