import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerParent, argument } from '../child-end';

/** Answers as the site gave them, by path: the same headers and the same bytes, except for the status line. */
export type KeptAnswers = Record<string, { headers: [string, string][]; body: string }>;

const kept = JSON.parse(readFileSync(argument<{ file: string }>().file, 'utf8')) as KeptAnswers;
const answers = new Map(
  Object.entries(kept).map(([path, { headers, body }]) => [
    path,
    { headers: headers.flat(), body: Buffer.from(body, 'base64') },
  ]),
);

const server = createServer((req, res) => {
  const answer = answers.get(req.url ?? '');
  if (answer) res.writeHead(200, answer.headers).end(answer.body);
  else res.writeHead(404).end();
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
answerParent({ port: (server.address() as AddressInfo).port });
