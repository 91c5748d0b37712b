import type { ActNow } from '~/domain/acts/act-now';
import type { RefusalCode } from '~/domain/refusal';
import { actName } from '~/words/acts';
import { defineWords } from '~/words/define';
import { refusedWords as en } from '~/words/en/refused';
import { formatDate, type Lang } from '~/words/language';
import { refusedWords as zh } from '~/words/zh/refused';

const words = defineWords({ zh, en });

/** A refusal as a staff page gets it. */
export type RefusedShape = {
  code: RefusalCode;
  field?: string | null | undefined;
  data?: Readonly<Record<string, unknown>> | null | undefined;
  now?: ActNow | null | undefined;
};

/** A refusal in a sentence: what is true now, who did what meanwhile, and what to do next. */
export function refusalSentence({ code, now }: RefusedShape, lang: Lang): string {
  const t = words[lang];
  const act = now ? t.what(actName(now.act, lang)) : '';
  const plain = () => t.refused[code](act);
  const last = now?.last;
  if (!last || code === 'notAllowed') return plain();
  const told = { by: t.by[last.by], on: formatDate(last.on, lang), last: t.what(actName(last.act, lang)) };
  if (last.act === now?.act && DONE.includes(code)) return t.done(act, told);
  if (code === 'stageForbids' || code === 'alreadyDone' || code === 'tooLate') return t.doneOther(act, told);
  return code === 'conflict' || code === 'shownOtherwise' ? t.again(act, told) : plain();
}

/** Was it refused because the same person had done it before, by pressing twice or after an answer got lost? */
export const isOwnRepeat = ({ code, now }: RefusedShape): boolean =>
  now?.last?.by === 'you' && now.last.act === now.act && DONE.includes(code);

/** These mean that the thing is done, if the last thing done is the very same act. */
const DONE: readonly RefusalCode[] = ['alreadyDone', 'stageForbids', 'notFound', 'expired', 'shownOtherwise'];
