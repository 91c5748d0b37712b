import { get } from 'node:http';

export type Answer = { status: number; headers: [string, string][]; body: Buffer };

/** One GET with the body as it travels, not decompressed. */
export function httpGet(url: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = get(url, { headers, agent: false }, async (res) => {
      const pieces: Buffer[] = [];
      for await (const piece of res) pieces.push(piece as Buffer);
      resolve({ status: res.statusCode ?? 0, headers: pairs(res.rawHeaders), body: Buffer.concat(pieces) });
    });
    asked.once('error', reject);
  });
}

/** Asks as browsers do. */
export const BROWSER = { 'accept-encoding': 'gzip, deflate, br' };

const pairs = (raw: string[]): [string, string][] =>
  raw.flatMap((name, at): [string, string][] => (at % 2 === 0 ? [[name, raw[at + 1] ?? '']] : []));
