import { connect } from 'node:net';

type Plain = { path: string; body: Buffer; type?: string; cookie?: string | null };

/** Sends all of a form but its last bytes, as a browser without scripts would, and keeps the connection open. */
export function begin(origin: string, { path, body, type, cookie }: Plain): { finish: () => Promise<string> } {
  const { hostname, port, host } = new URL(origin);
  const socket = connect(Number(port), hostname);
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: ${host}`,
    `Origin: ${origin}`,
    `Content-Type: ${type ?? 'application/x-www-form-urlencoded'}`,
    `Content-Length: ${body.length}`,
    ...(cookie ? [`Cookie: ${cookie}`] : []),
    'Connection: close',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  socket.write(body.subarray(0, -4));
  const answer = new Promise<string>((resolve, reject) => {
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', () => resolve(Buffer.concat(chunks).toString()));
    socket.on('error', reject);
  });
  return {
    finish: () => {
      socket.write(body.subarray(-4));
      return answer;
    },
  };
}

export const formBody = (fields: Record<string, string>): Buffer => Buffer.from(String(new URLSearchParams(fields)));

/** A form with files, as bytes, and its content type. */
export async function filesBody(form: FormData): Promise<{ body: Buffer; type: string }> {
  const made = new Response(form);
  return { body: Buffer.from(await made.arrayBuffer()), type: made.headers.get('content-type') ?? '' };
}
