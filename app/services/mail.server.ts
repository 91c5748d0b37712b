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
  const { href, given } = parsed(smtpUrl);
  const from = given ?? `anshao@${new URL(origin).hostname}`;
  const transport = nodemailer.createTransport(href, { from, disableFileAccess: true, disableUrlAccess: true });
  return {
    configured: true,
    send: async (message) => {
      await transport.sendMail({ ...message, headers: { 'Auto-Submitted': 'auto-generated' } });
    },
    close: () => transport.close(),
  };
}

/** The address without our own part of it, the sender. */
function parsed(smtpUrl: string): { href: string; given: string | null } {
  const url = new URL(smtpUrl);
  const given = url.searchParams.get('from');
  url.searchParams.delete('from');
  return { href: url.href, given };
}

const VERIFY_MS = 10_000;

/** Connects and signs in, and sends nothing. Throws what the mail server, or the way to it, refuses. */
export async function verifyMail(smtpUrl: string): Promise<void> {
  const url = new URL(parsed(smtpUrl).href);
  for (const limit of ['connectionTimeout', 'greetingTimeout', 'socketTimeout'])
    url.searchParams.set(limit, String(VERIFY_MS));
  const transport = nodemailer.createTransport(url.href);
  try {
    await transport.verify();
  } finally {
    transport.close();
  }
}
