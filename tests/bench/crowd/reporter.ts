import { setTimeout as wait } from 'node:timers/promises';
import { waitingWords } from '~/words/waiting';
import { soundReport } from './flood';
import { type Answer, openForm, type Visitor } from './visitor';

export type Patience = {
  /** How long they write, in ms. */
  writingMs: number;
  /** After how long they give up, in ms. */
  untilMs: number;
};

/**
 * Reports as somebody with scripts off does: opens the form, writes, looks at it again, sends; where the site says that it
 * is not their turn, watches the place and presses the button when it says so. Seconds from the first press to the receipt
 * code, or null.
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

/** Whose line breaks off presses again. */
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

const FRAME = /<iframe src="([^"]+)"/;
/** The frame loads itself anew this often. */
const LOOK_MS = 5_000;
/** Whoever watched for so long presses anyhow. */
const LOOKS = 4;

async function turnCame(visitor: Visitor, { status, text }: Answer, late: () => boolean): Promise<boolean> {
  const frame = FRAME.exec(text)?.[1]?.replaceAll('&amp;', '&');
  if (status !== 429 || !frame) throw new Error(`Answered ${status} without a place`);
  for (let look = 0; look < LOOKS && !late(); look += 1) {
    const place = await again(() => visitor.get(frame));
    if (place.text.includes(waitingWords.zh.turn)) return true;
    await wait(LOOK_MS);
  }
  return !late();
}
