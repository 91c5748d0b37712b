import { type Names, nameIn } from '~/envelope/statement-shape';
import { formatList, type Lang } from '~/words/language';
import { routingWords } from '~/words/routing';

/** The reader's own first; the others behind it, since they are signed too and others read them. */
export function allNames(names: Names, lang: Lang): string {
  const own = nameIn(names, lang);
  const others = Object.values(names).filter((one) => one !== own);
  return others.length === 0 ? own : routingWords[lang].sentence.alsoCalled(own, formatList(others, lang));
}
