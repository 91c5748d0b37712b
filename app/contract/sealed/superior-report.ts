import type { Superior } from '~/envelope/keys/superior';
import { paddedText, sealOutside } from '~/envelope/outside-file';

/** The questions with their answers as the reporter saw them. */
export type AnswerRow = { label: string; text: string };

/** A report about the office itself, as the superior's people read it after opening: plain text for any computer. */
export type SuperiorReport = {
  /** What this is, for whom. */
  title: string;
  /** The receipt number, in words. */
  number: string;
  day: string;
  rows: readonly AnswerRow[];
};

/** An age file to the superior's keys alone: nobody of the county can open it. Throws EnvelopeError `weakRecipient`. */
export const sealSuperiorReport = (report: SuperiorReport, superior: Pick<Superior, 'holders'>): Promise<Uint8Array> =>
  sealOutside(paddedText(superiorReportText(report)), superior);

/** Lines end as every system's simplest editor expects them. */
export function superiorReportText({ title, number, day, rows }: SuperiorReport): string {
  const answers = rows.map(({ label, text }) => `${label}\n${text}`);
  return `${[`${title}\n${number}\n${day}`, ...answers].join('\n\n')}\n`.replaceAll(/\r?\n/g, '\r\n');
}

/** The longest such file, with every answer at its limit and some labels. */
export const MAX_SUPERIOR_REPORT = 256 * 1024;
