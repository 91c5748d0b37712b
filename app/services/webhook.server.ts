import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { DutyProblem } from '~/domain/county/duty-standing';
import type { DutyEvent } from '~/domain/county/roster';
import { JobWaits } from './outbox.server';

/** What goes out: what kind of duty, to whom the gateway shall send it, and nothing of any report. */
export type HookMessage = {
  /** The same for each try, so that the gateway sends it once. */
  id: string;
  event: DutyEvent | 'test';
  target: string;
  /** Only of a test: the number with which its reader answers. */
  number?: number;
};

export type Webhook = { configured: boolean; send: (message: HookMessage) => Promise<void> };
export type WebhookSettings = { url: string; secret: Uint8Array };

/** Why the gateway did not take a message. */
export class WebhookError extends Error {
  readonly problem: DutyProblem;
  readonly status: number | null;

  constructor(problem: DutyProblem, status: number | null = null) {
    super(problem);
    this.name = 'WebhookError';
    this.problem = problem;
    this.status = status;
  }
}

const TIMEOUT_MS = 10_000;
const SECRET = /^whsec_([A-Za-z0-9+/]{32,88}={0,2})$/;

/** The secret of a file, as Standard Webhooks writes it (`whsec_` and Base64); null where it is not one. */
export function secretIn(file: string): Uint8Array | null {
  const [, base64] = SECRET.exec(readFileSync(file, 'utf8').trim()) ?? [];
  const bytes = base64 === undefined ? null : Buffer.from(base64, 'base64');
  return bytes !== null && bytes.length >= 24 && bytes.length <= 64 ? bytes : null;
}

/**
 * Posts to one address that the operator set, signed as Standard Webhooks 1.0 says: HMAC-SHA-256 over
 * `id.timestamp.body`, so that an old message cannot be sent again. With null there is none, and jobs wait for one.
 */
export function makeWebhook(settings: WebhookSettings | null, now: () => number, limitMs = TIMEOUT_MS): Webhook {
  if (settings === null) {
    return { configured: false, send: () => Promise.reject(new JobWaits('noWebhook')) };
  }
  return { configured: true, send: (message) => post(settings, message, { now: now(), limitMs }) };
}

type At = { now: number; limitMs: number };

async function post({ url, secret }: WebhookSettings, message: HookMessage, { now, limitMs }: At): Promise<void> {
  const { id, event, ...data } = message;
  const minute = new Date(Math.floor(now / 60_000) * 60_000).toISOString();
  const body = JSON.stringify({ type: `duty.${event}`, timestamp: minute, data });
  const timestamp = String(Math.floor(now / 1_000));
  const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
  const signal = AbortSignal.timeout(limitMs);
  const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal }).catch(
    (error: unknown) => {
      throw new WebhookError(problemOf(error));
    },
  );
  await answer.body?.cancel().catch(() => undefined);
  if (answer.status >= 300 && answer.status < 400) throw new WebhookError('redirect', answer.status);
  if (!answer.ok) throw new WebhookError('status', answer.status);
}

function problemOf(error: unknown): DutyProblem {
  const { name, cause } = error as { name?: string; cause?: { code?: unknown } };
  if (name === 'TimeoutError') return 'timeout';
  const code = String(cause?.code ?? '');
  if (/TIMEOUT|TIMEDOUT/.test(code)) return 'timeout';
  return /CERT|TLS|SELF_SIGNED|VERIFY|ALTNAME/.test(code) ? 'certificate' : 'unreachable';
}
