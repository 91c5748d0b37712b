import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';

/** A mail server that keeps whole mails as they arrived. */
export async function catchMails(): Promise<{ url: string; mails: Buffer[]; close: () => Promise<void> }> {
  const mails: Buffer[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, _, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push(Buffer.concat(chunks));
        done();
      });
    },
  });
  smtp.listen(0, '127.0.0.1');
  await once(smtp.server, 'listening');
  const address = smtp.server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const close = () => new Promise<void>((closed) => smtp.close(() => closed()));
  return { url: `smtp://127.0.0.1:${port}`, mails, close };
}
