import * as z from 'zod/mini';
import { content } from './content';

/** Answers by the name of their field; `about` tells notes and evidence apart. */
const answers = z.record(z.string(), z.string());

/** What officers write down in a case, sealed to its case key. */
export const caseNoteContents = {
  note: content('note', answers),
  finding: content('finding', answers),
  evidence: content('evidence', answers),
  penalty: content('penalty', answers),
};
export type CaseNoteKind = keyof typeof caseNoteContents;
