import type { ExportSource } from '~/browser/case/act-context';
import { documentFile, shownCase } from '~/browser/case/case-document';
import { filesToExport } from '~/browser/case/case-export';
import type { OpenedCase } from '~/browser/case/case-workspace';
import { fieldWordsOf } from '~/words/case/act-fields';
import { caseSuperiorWords } from '~/words/case/superior';
import { formatList, htmlLang, type Lang } from '~/words/language';
import { partsOf } from './case-files';

/** How what goes to the level above is made of the case's page, in the page's language. */
export function exportSource(
  { id, order }: { id: string; order: number },
  lang: Lang,
  opened: OpenedCase | null,
): ExportSource {
  const words = caseSuperiorWords[lang].file;
  return {
    document: (number, said) => {
      const { along, left } = opened === null ? { along: [], left: [] } : filesToExport(opened);
      const names = (files: typeof along) =>
        formatList(
          files.map(({ name }) => name),
          lang,
        );
      const purposes: Record<string, string> = fieldWordsOf('sendUp', 'sentFor', lang)?.choices ?? {};
      const sealed = said.sentAs === 'sealed';
      return shownCase(words.title(order), [
        words.number(number),
        purposes[said.sentFor ?? ''] ?? '',
        said.text ?? '',
        ...(sealed && along.length > 0 ? [words.along(names(along))] : []),
        ...(sealed && left.length > 0 ? [words.left(names(left))] : []),
        ...(!sealed && along.length + left.length > 0 ? [words.left(names([...along, ...left]))] : []),
      ]);
    },
    file: (article) => documentFile(article, htmlLang(lang)),
    fileName: (number) => words.fileName(number),
    fetchPart: partsOf(id, lang),
  };
}
