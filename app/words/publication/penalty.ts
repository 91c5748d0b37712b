import type { RefusalCode } from '~/domain/refusal';
import { defineWords } from '~/words/define';
import { penaltyWords as en } from '~/words/en/publication/penalty';
import type { Lang } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';
import { penaltyWords as zh } from '~/words/zh/publication/penalty';

/** Words of the staff page that registers, publishes and withdraws penalty decisions. */
export const penaltyWords = defineWords({ zh, en });

type Refused = { code: RefusalCode; data?: Readonly<Record<string, unknown>> | null | undefined };

/** Why a decision could not be registered, published or withdrawn. */
export function penaltyRefusal(lang: Lang, { code, data }: Refused): string {
  const t = penaltyWords[lang];
  if (data?.rule === 'notCertified') return vocabularyWords[lang].notCertified;
  if (code === 'alreadyDone') return t.alreadyPublished;
  if (code === 'stageForbids') return t.notPublished;
  return vocabularyWords[lang].refusals[code];
}
