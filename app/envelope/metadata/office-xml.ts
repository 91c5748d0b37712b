import { tellsAbout } from './exif';
import type { Removed } from './source';

export type OfficeFamily = 'ooxml' | 'odf' | 'ofd';

/** A place in a part's text that tells of somebody, and what stands there afterwards. */
type Rule = { parts: RegExp; find: RegExp; put: string };

const attribute = (names: string) => new RegExp(`(\\s(?:\\w+:)?(?:${names})=)(?:"[^"]*"|'[^']*')`, 'g');
const element = (names: string) => new RegExp(`(<((?:\\w+:)?(?:${names}))(?:\\s[^>]*)?>)[^<]*(</\\2>)`, 'g');
/** An element with all that is in it. */
const whole = (names: string) => new RegExp(`<((?:\\w+:)?(?:${names}))(?:\\s[^>]*)?(?:/>|>[\\s\\S]*?</\\1>)`, 'g');

/**
 * ECMA-376 part 1 (and Microsoft's published extensions): who wrote, changed, commented or printed the document, and
 * where it was stored.
 */
const OOXML: readonly Rule[] = [
  {
    parts: /^docProps\/core\.xml$/,
    find: element(
      'creator|lastModifiedBy|title|subject|description|keywords|category|contentStatus|identifier|language|version',
    ),
    put: '$1$3',
  },
  { parts: /^docProps\/core\.xml$/, find: whole('created|modified|lastPrinted|revision'), put: '' },
  {
    parts: /^docProps\/app\.xml$/,
    find: element('Company|Manager|Template|HyperlinkBase|Application|AppVersion|TotalTime|DocSecurity'),
    put: '$1$3',
  },
  { parts: /^docProps\/custom\.xml$/, find: whole('property'), put: '' },
  {
    parts: /^(?:word|ppt|xl)\/.*\.xml$/,
    find: attribute('author|initials|userName'),
    put: '$1""',
  },
  {
    parts: /^(?:word|ppt|xl)\/.*(?:people|persons?|authors|commentAuthors|commentsIds)[^/]*\.xml$/i,
    find: attribute('providerId|userId|displayName|name'),
    put: '$1""',
  },
  { parts: /^word\/.*\.xml$/, find: /\sw(?:\d+\w*)?:(?:date|dateUtc|rsid\w*)=(?:"[^"]*"|'[^']*')/g, put: '' },
  { parts: /^word\/settings\.xml$/, find: whole('rsids|attachedTemplate|mailMerge|docVars|saveThroughXslt'), put: '' },
  { parts: /^(?:ppt|xl)\/.*comment.*\.xml$/i, find: /\s(?:dt|dT|created)=(?:"[^"]*"|'[^']*')/g, put: '' },
  { parts: /^xl\/comments.*\.xml$/, find: element('author'), put: '$1$3' },
  { parts: /^xl\/workbook\.xml$/, find: whole('absPath|fileSharing'), put: '' },
  {
    parts: /^xl\/(?:worksheets|chartsheets|dialogsheets)\/.*\.xml$/,
    find: /(<pageSetup\b[^>]*?)\s[\w]+:id=(?:"[^"]*"|'[^']*')/g,
    put: '$1',
  },
  {
    parts: /\.rels$/,
    find: /<Relationship\b[^>]*\/(?:printerSettings|thumbnail|attachedTemplate|mailMergeSource|customXmlProps\/label)"[^>]*?(?:\/>|>\s*<\/Relationship>)/g,
    put: '',
  },
];

/** ODF 1.3 parts 3 and 4. */
const ODF: readonly Rule[] = [
  {
    parts: /(?:^|\/)meta\.xml$/,
    find: element('creator|initial-creator|printed-by|generator|title|subject|description|keyword|user-defined'),
    put: '$1$3',
  },
  {
    parts: /(?:^|\/)meta\.xml$/,
    find: whole(
      'date|creation-date|print-date|editing-duration|editing-cycles|template|auto-reload|hyperlink-behaviour',
    ),
    put: '',
  },
  {
    parts: /(?:^|\/)(?:content|styles)\.xml$/,
    find: element(
      'creator|creator-initials|sender-firstname|sender-lastname|sender-initials|author-name|author-initials',
    ),
    put: '$1$3',
  },
  { parts: /(?:^|\/)(?:content|styles)\.xml$/, find: /(<dc:date>)[^<]*(<\/dc:date>)/g, put: '$11980-01-01T00:00:00$2' },
  {
    parts: /(?:^|\/)settings\.xml$/,
    find: /(<config:config-item\b[^>]*config:name="(?:PrinterName|PrinterSetup|Rsid\w*|CurrentDatabase\w*)"[^>]*>)[^<]*(<)/g,
    put: '$1$2',
  },
  {
    parts: /^META-INF\/manifest\.xml$/,
    find: /<manifest:file-entry\b[^>]*Thumbnails\/[^>]*?(?:\/>|>\s*<\/manifest:file-entry>)/g,
    put: '',
  },
];

/** GB/T 33190-2016, 7.4: the document information of OFD.xml, and who wrote annotations. */
const OFD: readonly Rule[] = [
  {
    parts: /(?:^|\/)OFD\.xml$/,
    find: element('Author|Creator|CreatorVersion|Title|Subject|Abstract|Keyword|CreationDate|ModDate'),
    put: '$1$3',
  },
  { parts: /Annot.*\.xml$/i, find: attribute('Creator|LastModDate'), put: '$1""' },
];

const RULES: Readonly<Record<OfficeFamily, readonly Rule[]>> = { ooxml: OOXML, odf: ODF, ofd: OFD };
/** Parts that are removed as a whole: a small picture of the first page, and what a printer's driver remembers. */
const DROPPED: Readonly<Record<OfficeFamily, RegExp>> = {
  ooxml: /^docProps\/thumbnail\.|\/printerSettings\/|^(?:word\/)?mailMerge/i,
  odf: /^Thumbnails\//,
  ofd: /^\0/,
};

export const dropsPart = (name: string, family: OfficeFamily): boolean => DROPPED[family].test(name);

/** The text of a part without what tells of people, times and devices; what a reader sees of the document stays. */
export function cleanOfficeXml(
  name: string,
  before: string,
  family: OfficeFamily,
): { text: string; removed: Removed[] } {
  const removed = new Set<Removed>();
  let text = before;
  for (const { parts, find, put } of RULES[family]) {
    if (!parts.test(name)) continue;
    text = text.replace(find, (...match: unknown[]) => {
      const [was] = match as string[];
      const now = put.replace(/\$(\d)/g, (_, at: string) => String(match[Number(at)] ?? ''));
      if (now !== was) for (const one of tellsAbout(String(was))) removed.add(one);
      return now;
    });
  }
  return { text, removed: [...removed] };
}
