import { randomBytes } from 'node:crypto';
import { reportFields } from '../services/report-drafts';
import type { Child } from './child';
import { type Measurement, median, ms, percentile, perSecond } from './measurement';
import { addressOf, ORIGIN } from './site';

const CALM = 8;
const BUSY_MS = 8_000;
const AT_ONCE = 8;

/** Reports sent through the real site by its form with scripts off: argon2, sealing and storing on the server. */
export async function measureScriptsOff(site: Child): Promise<Measurement[]> {
  await sendReport(site);
  const durations: number[] = [];
  for (let sent = 0; sent < CALM; sent += 1) durations.push(await timed(site));
  const before = await site.cpuMs();
  const started = performance.now();
  const sent = await Promise.all(Array.from({ length: AT_ONCE }, () => sendUntil(site, started + BUSY_MS)));
  const reports = sent.reduce((sum, one) => sum + one, 0);
  const rate = reports / ((performance.now() - started) / 1000);
  const cpu = ((await site.cpuMs()) - before) / reports;
  return [
    {
      what: 'Submit with scripts off, one client: median',
      measured: ms(median(durations)),
      verdict: 'printed',
      note: 'Form, receipt code (Argon2id 64 MiB), sealing and storing, all on the server; no target.',
      values: { ms: median(durations), p95Ms: percentile(durations, 0.95) },
    },
    {
      what: `Submit with scripts off, ${AT_ONCE} clients`,
      measured: perSecond(rate),
      verdict: 'printed',
      note: `${cpu.toFixed(0)} ms of CPU per report.`,
      values: { perSecond: rate, cpuMs: cpu },
    },
  ];
}

/** With the token of a form that the site handed out just before; only the sending is timed. */
async function timed(site: Child): Promise<number> {
  const form = await (await fetch(`${addressOf(site)}/zh/report`)).text();
  const token = /name="formToken"[^>]*value="([^"]+)"/.exec(form)?.[1];
  if (!token) throw new Error('The form has no token');
  const started = performance.now();
  await sendReport(site, token);
  return performance.now() - started;
}

async function sendUntil(site: Child, until: number): Promise<number> {
  let sent = 0;
  for (; performance.now() < until; sent += 1) await sendReport(site);
  return sent;
}

/** Sends one report with a given form token, or a fresh one; returns the receipt code. */
export async function sendReport(site: Child, formToken = randomBytes(24).toString('base64url')): Promise<string> {
  const form = new FormData();
  for (const [name, value] of Object.entries(reportFields({ formToken }))) form.append(name, value);
  form.append('step', 'send');
  const answer = await post(site, '/zh/report', form);
  const code = /data-receipt-code="(\d{20})"/.exec(await answer.text())?.[1];
  if (!code) throw new Error(`The report was not taken: ${answer.status}`);
  return code;
}

/** True when the code opens the reporter's page. */
export async function opensFollow(site: Child, code: string): Promise<boolean> {
  return (await post(site, '/zh/follow', new URLSearchParams({ code, step: 'open' }))).status === 303;
}

const post = (site: Child, path: string, body: FormData | URLSearchParams) =>
  fetch(`${addressOf(site)}${path}`, { method: 'POST', redirect: 'manual', body, headers: { Origin: ORIGIN } });
