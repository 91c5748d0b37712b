import { actNamed } from '~/domain/acts/table';
import { defineWords } from '~/words/define';
import { actWords as en } from '~/words/en/acts';
import type { Lang } from '~/words/language';
import { actWords as zh } from '~/words/zh/acts';

const words = defineWords({ zh, en });

/** What was done, for the log of record and the timeline of a case, including the names that acts had in older rows. */
export function actName(name: string, lang: Lang): string {
  const act = actNamed(name);
  return act === null ? words[lang].other : words[lang].acts[act];
}
