import { type PostedAnswer, postedAnswer } from '~/contract/answers/report';
import { sealSuperiorReport } from '~/contract/sealed/superior-report';
import { chinaDate } from '~/domain/dates';
import { isAboutOffice } from '~/domain/report/about-office';
import type { ReportDraft } from '~/domain/report/report';
import { receiptNumber } from '~/domain/typed/receipt-number';
import { randomBytes, toBase64 } from '~/envelope/bytes';
import { routingTable } from '~/envelope/keys/routing-statement';
import type { Superior } from '~/envelope/keys/superior';
import { randomDigits } from '~/envelope/outside-file';
import { copyOf, part, show, showStep } from './report-dom';
import type { County } from './report-route';

/* A report about the office itself goes to the level above, sealed to the keys that the signed list names for it. */

/** Where such a report goes; `none` where it is not taken here, null for every other report. */
export type Outside = { superior: Superior; listVersion: number };

export function outsideOf({ accusedUnitId }: ReportDraft, { directory, routing }: County): Outside | 'none' | null {
  if (!isAboutOffice(accusedUnitId, routingTable(directory, routing))) return null;
  const { superior, version } = directory;
  return superior === null || superior.holders.length === 0 ? 'none' : { superior, listVersion: version };
}

/** Says on the check page who gets it, and takes away what does not go with it. */
export function writeOutside(step: HTMLElement): void {
  part(step, 'routeText').textContent = outsideWord('goes');
  const lines = [outsideWord('noFiles'), outsideWord('noCode')].map((text) => {
    const line = document.createElement('li');
    line.textContent = text;
    return line;
  });
  part(step, 'routeReasons').replaceChildren(...lines);
  show(part(step, 'files'), false);
  const next = part(step, 'next').querySelector('button');
  if (next) next.textContent = outsideWord('send');
}

/** What was taken: its number, and the file as it was sealed. */
export type SentOutside = { number: string; sealed: Uint8Array<ArrayBuffer> };

export type HeldOutside = {
  /** Null without an answer; `refused` where it was not taken, because the keys may have changed since. */
  send: (outside: Outside, step: HTMLElement) => Promise<SentOutside | 'refused' | null>;
  clear: () => void;
};

/** Number and token of one report, the same through every try, so that none is taken twice. */
export function heldOutside(url: string): HeldOutside {
  let names: { number: string; formToken: string } | null = null;
  return {
    async send(outside, step) {
      names ??= { number: receiptNumber(randomDigits()), formToken: toBase64(randomBytes(24)) };
      const { number, formToken } = names;
      const button = part(step, 'next').querySelector('button');
      if (button) button.disabled = true;
      try {
        const sealed = await sealShown(step, outside, number);
        const fields = { number, formToken, listVersion: String(outside.listVersion), sealed: toBase64(sealed) };
        const answer = await post(url, new URLSearchParams(fields));
        return answer.ok ? { number, sealed } : 'refused';
      } catch {
        return null;
      }
    },
    clear() {
      names = null;
    },
  };
}

/** Seals what the check page shows. */
async function sealShown(step: HTMLElement, { superior }: Outside, number: string): Promise<Uint8Array<ArrayBuffer>> {
  const report = {
    title: outsideWord('fileTitle'),
    number: outsideWord('fileNumber').replace('{number}', number),
    day: outsideWord('fileDay').replace('{day}', chinaDate(Date.now())),
    rows: shownRows(step),
  };
  return new Uint8Array(await sealSuperiorReport(report, superior));
}

async function post(url: string, body: URLSearchParams): Promise<PostedAnswer> {
  const signal = AbortSignal.timeout(ANSWER_MS);
  const init: RequestInit = { method: 'POST', body, signal, credentials: 'same-origin', cache: 'no-store' };
  return postedAnswer.parse(await (await fetch(url, init)).json());
}
const ANSWER_MS = 90_000;

/** The receipt: its number, and the sealed file to be saved. */
export function showOutsideDone({ number, sealed }: SentOutside): void {
  const step = copyOf('step-superior-done');
  const place = part(step, 'number');
  place.textContent = number;
  place.dataset.receiptNumber = number;
  const link = part(step, 'save') as HTMLAnchorElement;
  link.href = URL.createObjectURL(new Blob([sealed], { type: 'application/octet-stream' }));
  link.download = outsideWord('fileName').replace('{number}', number);
  showStep(step);
}

/** The questions and answers of the check page, as the reporter sees them. */
function shownRows(step: HTMLElement) {
  return [...step.querySelectorAll('.govuk-summary-list__row')].map((row) => ({
    label: row.querySelector('dt')?.textContent?.trim() ?? '',
    text: row.querySelector('dd')?.textContent?.trim() ?? '',
  }));
}

function outsideWord(name: string): string {
  const words = document.getElementById('superior-words');
  const found = words instanceof HTMLTemplateElement ? words.content.querySelector(`[data-word="${name}"]`) : null;
  return found?.textContent ?? '';
}
