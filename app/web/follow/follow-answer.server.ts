import { redirect } from '@remix-run/node';
import type { StepProblem } from '~/domain/follow/step-problem';
import type { AccountCheck } from '~/domain/reward/payee';
import type { Lang } from '~/domain/vocabulary';
import type { FileProblem } from '~/services/report/attachment.server';

export const CLAIM_FIELDS = ['claimMethod', 'payeeName', 'bankName', 'bankAccount', 'consent', 'waiveSure'] as const;
export type ClaimField = (typeof CLAIM_FIELDS)[number];
/** `another`: the form belonged to one report, and by now the browser has another one open. */
export type CodeProblem = 'code' | 'shape' | 'unknown' | 'busy' | 'expired' | 'another';
export type ClaimProblem = {
  field: ClaimField;
  code: ClaimField | AccountCheck | 'receiptCode' | StepProblem;
};
export type MessageProblem = 'message' | 'messageTooLong' | 'messageCode' | StepProblem;
export type FilesProblem = FileProblem | { code: 'missing' | 'full' | StepProblem };
export type WithdrawProblem = 'sure' | StepProblem;

/** What an unsuccessful step adds to the page; a code that may open something is never sent back. */
export type FollowAnswer = {
  status: number;
  code: CodeProblem | null;
  /** A number that is no code, because its check digits are wrong: it stays in its box, to be corrected. */
  mistyped?: string;
  message: { typed: string; error: MessageProblem | null };
  objection: { typed: string; error: MessageProblem | null };
  /** `shownAccount`: what the page shows back, to be checked before it is sealed. */
  claim: { typed: Partial<Record<ClaimField, string>>; error: ClaimProblem | null; shownAccount?: string };
  files: FilesProblem | null;
  withdraw: WithdrawProblem | null;
  /** The mark of the form as it was posted, by which a repeated post of the same form is recognised. */
  once?: string;
  /** Says on which report's page it was typed. */
  mark?: string;
};

export const NOTHING_WRONG: FollowAnswer = {
  status: 200,
  code: null,
  message: { typed: '', error: null },
  objection: { typed: '', error: null },
  claim: { typed: {}, error: null },
  files: null,
  withdraw: null,
};

/** What a step has done, for the page after it. */
export const DONE = ['sent', 'objected', 'claimed', 'waived', 'added', 'withdrawn', 'left'] as const;
export type Done = (typeof DONE)[number];

/** Back to the page after a step that worked. */
export const back = (lang: Lang, done: Done | null, cookie?: string): Response =>
  redirect(`/${lang}/follow${done ? `?done=${done}` : ''}`, {
    status: 303,
    headers: { 'Cache-Control': 'no-store', ...(cookie ? { 'Set-Cookie': cookie } : {}) },
  });
