import { setTimeout as wait } from 'node:timers/promises';
import { waitingWords } from '~/words/report/waiting';
import { soundReport } from './flood';
import { type Answer, frameOf, openForm, picturesOf, type Visitor } from './visitor';

export type Patience = {
  /** How long they write, in ms. */
  writingMs: number;
  /** After how long they give up, in ms. */
  untilMs: number;
};

/**
 * Reports as somebody with scripts off does: opens the form, writes, reads it again and sends it; where the site says
 * that it is not their turn, watches the place and presses the button when it says so. Returns the seconds from the
 * first press to the receipt code, or null.
 */
export async function reportByHand(visitor: Visitor, { writingMs, untilMs }: Patience): Promise<number | null> {
  const form = await again(() => openForm(visitor));
  await wait(writingMs);
  const started = performance.now();
  const late = () => performance.now() - started > untilMs;
  for (const step of ['check', 'send'] as const) {
    for (;;) {
      const answer = await again(() => visitor.post('/zh/report', soundReport(form, step)));
      if (late()) return null;
      if (answer.status === 200) {
        if (step === 'send' && !/data-receipt-code="\d{20}"/.test(answer.text)) return null;
        break;
      }
      if (!(await turnCame(visitor, answer, late))) return null;
    }
  }
  return (performance.now() - started) / 1_000;
}

/** Presses again when the connection breaks off. */
async function again<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (tries === 10) throw error;
      await wait(2_000);
    }
  }
}

/** How long after its pictures came the frame loads itself anew. */
const LOOK_MS = 2_000;
/** A browser's connections to one site. */
const AT_ONCE = 6;
/** The round-trip time: that of Tor at least, unless this machine itself is slow. */
const ROUND_TRIP_MS = 500;

/** Watches the frame until it says so; its pictures load by themselves. */
async function turnCame(visitor: Visitor, { status, text }: Answer, late: () => boolean): Promise<boolean> {
  const frame = frameOf(text);
  if (status !== 429 || !frame) throw new Error(`Answered ${status} without a place`);
  while (!late()) {
    const place = await again(() => visitor.get(frame));
    if (place.text.includes(waitingWords.zh.turn)) return true;
    const pictures = picturesOf(place.text);
    await Promise.all(Array.from({ length: AT_ONCE }, () => loadAll(visitor, pictures)));
    await wait(LOOK_MS);
  }
  return false;
}

async function loadAll(visitor: Visitor, pictures: string[]): Promise<void> {
  for (let next = pictures.pop(); next; next = pictures.pop()) {
    await Promise.all([visitor.get(next).catch(() => null), wait(ROUND_TRIP_MS)]);
  }
}
