import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerParent } from './child-end';

/**
 * A bare node:http server that reads a body, lets `store` keep it and answers; the same around both ways of storing.
 */
export async function timedServer(store: (body: Buffer) => Promise<void>): Promise<void> {
  let durations: number[] = [];

  async function respond(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const started = performance.now();
    res.once('finish', () => durations.push(performance.now() - started));
    const pieces: Buffer[] = [];
    for await (const piece of req) pieces.push(piece as Buffer);
    await store(Buffer.concat(pieces));
    res.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Length': 2 }).end('ok');
  }

  const server = createServer((req, res) => {
    respond(req, res).catch((error: unknown) => {
      console.error(error);
      res.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const takeDurations = () => {
    const taken = durations;
    durations = [];
    return taken;
  };
  answerParent({ port: (server.address() as AddressInfo).port }, { takeDurations });
}
