import { type Localized, textIn } from '~/domain/localized';
import { routingWords } from '~/words/keys/routing';
import { formatList, type Lang } from '~/words/language';

/** The reader's own language first, then the others, because they are signed too and others read them. */
export function allNames(names: Localized, lang: Lang): string {
  const own = textIn(names, lang);
  const others = Object.values(names).filter((one) => one !== own);
  return others.length === 0 ? own : routingWords[lang].sentence.alsoCalled(own, formatList(others, lang));
}
