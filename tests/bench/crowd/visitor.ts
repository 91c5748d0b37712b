import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';

export type Answer = { status: number; text: string };

export type Visitor = {
  get: (path: string) => Promise<Answer>;
  post: (path: string, body: string) => Promise<Answer>;
  leave: () => void;
};

/** A site's address and its public origin, which every POST names as its Origin. */
export type Aim = { address: string; origin: string };

/** A visitor without scripts at an address of their own: all of 127.0.0.0/8 is this machine. */
export function visitorAt(localAddress: string, { address, origin }: Aim): Visitor {
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 4 });
  const ask = (method: string, path: string, body?: string) =>
    new Promise<Answer>((resolve, reject) => {
      const headers =
        body === undefined
          ? {}
          : {
              Origin: origin,
              'Content-Type': 'application/x-www-form-urlencoded',
              'Content-Length': Buffer.byteLength(body),
            };
      const asked = request(new URL(path, address), { method, agent, localAddress, headers }, (res) => {
        text(res).then((found) => resolve({ status: res.statusCode ?? 0, text: found }), reject);
      });
      asked.once('error', reject);
      asked.end(body);
    });
  return {
    get: (path) => ask('GET', path),
    post: (path, body) => ask('POST', path, body),
    leave: () => agent.destroy(),
  };
}

/** What differs from county to county, and from form to form. */
export type OpenForm = { formToken: string; area: string };

const TOKEN = /name="formToken"[^>]*value="([^"]+)"/;
const AREA = /<select[^>]*name="area"[\s\S]*?<option[^>]*value="(\d+)"/;

/** Opens the report form. */
export async function openForm(visitor: Visitor): Promise<OpenForm> {
  const { status, text: page } = await visitor.get('/zh/report');
  const [formToken, area] = [TOKEN.exec(page)?.[1], AREA.exec(page)?.[1]];
  if (!formToken || !area) throw new Error(`No form: ${status}`);
  return { formToken, area };
}

const FRAME = /<iframe src="([^"]+)"/;
const PICTURE = /<img src="([^"]+)"/g;

/** Where a page that says that one must wait asks for its place; empty for other pages. */
export const frameOf = (page: string): string => address(FRAME.exec(page)?.[1]);
/** What a frame loads. */
export const picturesOf = (page: string): string[] => [...page.matchAll(PICTURE)].map((match) => address(match[1]));

const address = (attribute = ''): string => attribute.replaceAll('&amp;', '&');
