import nodemailer from 'nodemailer';
import { JobWaits } from './outbox.server';

/** Plain text, without content of reports, names or case data. */
export type Message = { to: string; subject: string; text: string };

export type Mail = {
  configured: boolean;
  /**
   * Hands the message to the mail server. Throws JobWaits where none is configured: the job stays, and nothing is
   * written.
   */
  send: (message: Message) => Promise<void>;
  close: () => void;
};

/**
 * Mail through `SMTP_URL` (`smtp://user:password@host:587?from=…`). With null there is no mail server, and jobs wait
 * for one.
 */
export function makeMail(smtpUrl: string | null, origin: string): Mail {
  if (smtpUrl === null) {
    const send = () => Promise.reject(new JobWaits('noMailServer'));
    return { configured: false, send, close: () => undefined };
  }
  const url = new URL(smtpUrl);
  const from = url.searchParams.get('from') ?? `anshao@${new URL(origin).hostname}`;
  url.searchParams.delete('from');
  const transport = nodemailer.createTransport(url.href, { from, disableFileAccess: true, disableUrlAccess: true });
  return {
    configured: true,
    send: async (message) => {
      await transport.sendMail({ ...message, headers: { 'Auto-Submitted': 'auto-generated' } });
    },
    close: () => transport.close(),
  };
}
