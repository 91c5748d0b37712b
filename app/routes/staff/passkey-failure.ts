import { passkeyProblem } from '~/browser/staff/passkey';
import { staffRefusal } from '~/browser/staff/staff-post';
import { refusedText } from '~/words/follow/access';
import type { Lang } from '~/words/language';
import { passkeyWords } from '~/words/staff/passkey';

/** Says in words why something with a passkey did not work. */
export function passkeyFailure(error: unknown, lang: Lang): string {
  const words = passkeyWords[lang].problems;
  const problem = passkeyProblem(error);
  if (problem) return words[problem];
  const refused = staffRefusal(error);
  return refused ? refusedText(refused, lang) : words.failed;
}
