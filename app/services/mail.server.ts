import nodemailer from 'nodemailer';
import type { DutyProblem } from '~/domain/county/duty-standing';
import { JobWaits } from './outbox.server';

/** Plain text, without content of reports, names or case data. */
export type Message = {
  to: string;
  subject: string;
  text: string;
  /** The same for each try, so that a mail server or its reader may see that it is one message. */
  id?: string;
};

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
    send: async ({ id, ...message }) => {
      const messageId = id === undefined ? {} : { messageId: `<${id}@${new URL(origin).hostname}>` };
      await transport.sendMail({ ...message, ...messageId, headers: { 'Auto-Submitted': 'auto-generated' } });
    },
    close: () => transport.close(),
  };
}

const LIMIT_MS = 10_000;

/** The address without our own part of it, the sender. */
function parsed(smtpUrl: string): { href: string; given: string | null } {
  const url = new URL(smtpUrl);
  const given = url.searchParams.get('from');
  url.searchParams.delete('from');
  // Without these a server that answers nothing would be waited for ten minutes.
  for (const limit of ['connectionTimeout', 'greetingTimeout', 'socketTimeout']) {
    if (!url.searchParams.has(limit)) url.searchParams.set(limit, String(LIMIT_MS));
  }
  return { href: url.href, given };
}

/** Connects and signs in, and sends nothing. Throws what the mail server, or the way to it, refuses. */
export async function verifyMail(smtpUrl: string): Promise<void> {
  const transport = nodemailer.createTransport(parsed(smtpUrl).href);
  try {
    await transport.verify();
  } finally {
    transport.close();
  }
}

/** Why a mail did not go out: a code for the page, and what the mail server said, if it said anything. */
export function mailProblem(error: unknown): { problem: DutyProblem; said: string | null } {
  const { code, response, message } = error as { code?: unknown; response?: unknown; message?: unknown };
  const said = typeof response === 'string' ? plainLine(response) : null;
  if (/certificate|self.signed|altname/i.test(String(message))) return { problem: 'certificate', said };
  return { problem: MAIL_PROBLEMS[String(code)] ?? (said === null ? 'unexpected' : 'refused'), said };
}

const MAIL_PROBLEMS: Readonly<Record<string, DutyProblem>> = {
  ECONNECTION: 'unreachable',
  ESOCKET: 'unreachable',
  EDNS: 'unreachable',
  ECONNREFUSED: 'unreachable',
  ETIMEDOUT: 'timeout',
  ETLS: 'certificate',
  EAUTH: 'signIn',
  EENVELOPE: 'address',
};

const LONGEST_SAID = 200;
/** One line without control characters. */
const plainLine = (text: string): string =>
  text
    .replace(/[^\P{C}]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_SAID);
