import { setTimeout as wait } from 'node:timers/promises';
import { waitingWords } from '~/words/report/waiting';
import { reportFields } from '../../services/report-drafts';
import { type Aim, frameOf, type OpenForm, openForm, type Visitor, visitorAt } from './visitor';

/**
 * `empty`: posts without a word; `sound`: for each a form is fetched and a whole report sent; `mixed`: half of each;
 * `patient`: whole reports that wait for their turn as people's pages do, making every request they may.
 */
export const FLOODS = ['empty', 'sound', 'mixed', 'patient'] as const;
export type FloodKind = (typeof FLOODS)[number];

export type Flood = Aim & {
  kind: FloodKind;
  /** How many visitors ask … */
  visitors: number;
  /** … this often in a second each, counting requests for forms too. */
  perSecond: number;
  /** All come from one address, as visitors of an onion service do. */
  oneAddress: boolean;
};

/** What was sent, and how it was answered: status codes, or `gone` where no answer came. */
export type Flooded = { sent: number; answers: Record<string, number> };

/** Begins at once; `stop` gives up what has no answer yet. */
export function startFlood({ kind, visitors, perSecond, oneAddress, ...aim }: Flood): { stop: () => Flooded } {
  const flooded: Flooded = { sent: 0, answers: {} };
  let over = false;
  const all = Array.from({ length: visitors }, (_, n) => visitorAt(oneAddress ? ONE : addressOf(n), aim));
  const note = (answer: string) => {
    if (!over) flooded.answers[answer] = (flooded.answers[answer] ?? 0) + 1;
  };
  const send = (visitor: Visitor, body: string) => {
    flooded.sent += 1;
    visitor.post('/zh/report', body).then(
      ({ status }) => note(String(status)),
      () => note('gone'),
    );
  };
  const waits = new Map<Visitor, { form: OpenForm; frame: string }>();
  /** Two requests of a report that waits where it must, and goes on when it is called. */
  async function twoPatient(visitor: Visitor): Promise<void> {
    flooded.sent += 2;
    const known = waits.get(visitor);
    const form = known?.form ?? (await openForm(visitor));
    const place = known ? await visitor.get(known.frame) : null;
    if (known && !place?.text.includes(waitingWords.zh.turn)) {
      await visitor.get(`${known.frame}&mark=0`);
      return;
    }
    waits.delete(visitor);
    const { status, text } = await visitor.post('/zh/report', soundReport(form));
    note(String(status));
    const frame = frameOf(text);
    if (status === 429 && frame) waits.set(visitor, { form, frame });
  }
  /** Two of the requests of a second: two empty posts, or a form and a report. */
  async function two(visitor: Visitor, turn: number): Promise<void> {
    if (kind === 'patient') return twoPatient(visitor).catch(() => note('gone'));
    if (kind === 'empty' || (kind === 'mixed' && turn % 2)) {
      send(visitor, '');
      return send(visitor, '');
    }
    flooded.sent += 1;
    const form = await openForm(visitor).catch(() => null);
    if (form && !over) send(visitor, soundReport(form));
  }
  all.forEach(async (visitor, n) => {
    // They are not all made at the same moment.
    await wait((n / visitors) * 1_000);
    for (let turn = 0; !over; turn += 1) {
      void two(visitor, turn);
      await wait(2_000 / perSecond);
    }
  });
  return {
    stop() {
      over = true;
      for (const visitor of all) visitor.leave();
      return flooded;
    },
  };
}

/** The address of everybody, where a shared one is meant. */
export const ONE = '127.0.0.1';
const addressOf = (n: number) => `127.10.${n >> 8}.${(n & 255) + 1}`;

/** A report that the site takes. */
export const soundReport = (form: OpenForm, step: 'check' | 'send' = 'send'): string =>
  String(new URLSearchParams({ ...reportFields(form), step }));
