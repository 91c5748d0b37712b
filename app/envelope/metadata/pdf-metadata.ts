import { tellsAbout } from './exif';
import { entryOf, isNamed, type PdfDictionary, type PdfEntry, type PdfValue } from './pdf-syntax';
import { type Range, type Removed, StripError } from './source';

/** What is to be made blank, and what it tells; also the objects that must go wherever they are. */
export type PdfFindings = {
  ranges: (Range & { told: Removed[] })[];
  doomed: Set<number>;
};

/**
 * Entries to be removed wherever they stand: the information dictionary of any revision, page pieces, attachments,
 * annotations, signatures.
 */
const ALWAYS =
  /^(?:Author|Creator|Producer|CreationDate|ModDate|LastModified|PieceInfo|Company|Manager|SourceModified|DocChecksum|PTEX\..*|AAPL:.*)$/;
/** What names an embedded file (ISO 32000-2 7.11.3): its names, its description, where it is. */
const FILE = /^(?:F|UF|DOS|Mac|Unix|Desc|EF|RF|ID|CI|Thumb)$/;
const SIGNATURE = /^(?:Name|Location|Reason|ContactInfo|M|Contents|Cert|Prop_Build)$/;

export const isTrailer = (dictionary: PdfDictionary): boolean =>
  isNamed(entryOf(dictionary, 'Type'), 'XRef') ||
  (entryOf(dictionary, 'Size') !== undefined &&
    ['Root', 'Info', 'ID', 'Prev'].some((key) => entryOf(dictionary, key) !== undefined));

/** Walks a value; throws StripError `locked` for an encrypted file. */
export function findMetadata(value: PdfValue, findings: PdfFindings, depth = 0): void {
  if (value.kind === 'array') for (const item of value.items) findMetadata(item, findings, depth + 1);
  if (value.kind !== 'dictionary') return;
  const trailer = depth === 0 && isTrailer(value);
  if (trailer && entryOf(value, 'Encrypt')) throw new StripError('locked', 'encrypted');
  for (const entry of value.entries) {
    const info = trailer && entry.key === 'Info';
    if (info || entry.key === 'Metadata') doom(entry.value, findings);
    if (isMetadata(entry, value, trailer)) {
      findings.ranges.push({ from: entry.from, to: entry.value.to, told: tellsOf(entry.key) });
      if (entry.key !== 'PieceInfo') doom(entry.value, findings);
      if (entry.key === 'EF') for (const one of entriesOf(entry.value)) doom(one.value, findings);
    } else if (info) dropAll(entry.value, findings);
    else findMetadata(entry.value, findings, depth + 1);
  }
}

function isMetadata({ key, value }: PdfEntry, dictionary: PdfDictionary, trailer: boolean): boolean {
  if (ALWAYS.test(key)) return true;
  if (key === 'EmbeddedFiles') return true;
  if (entryOf(dictionary, 'EF') && FILE.test(key)) return true;
  if (key === 'ID') return trailer;
  if (key === 'M') return value.kind === 'string';
  if (entryOf(dictionary, 'ByteRange') && SIGNATURE.test(key)) return true;
  // An annotation's T is its author, but a form field's T is its name.
  const annotation = entryOf(dictionary, 'Rect') && entryOf(dictionary, 'Subtype');
  if (key === 'T' && annotation && !entryOf(dictionary, 'FT'))
    return !isNamed(entryOf(dictionary, 'Subtype'), 'Widget');
  return false;
}

function tellsOf(key: string): Removed[] {
  if (key === 'EF' || key === 'EmbeddedFiles') return ['attachment'];
  if (key === 'T' || key === 'Name' || key === 'Contents' || key === 'Cert') return ['author'];
  if (key === 'M') return ['time'];
  return key === 'Creator' ? ['device'] : tellsAbout(key);
}

const entriesOf = (value: PdfValue): readonly PdfEntry[] => (value.kind === 'dictionary' ? value.entries : []);

function doom(value: PdfValue, { doomed }: PdfFindings): void {
  if (value.kind === 'reference') doomed.add(value.object);
  if (value.kind === 'array') for (const item of value.items) if (item.kind === 'reference') doomed.add(item.object);
}

/** Removes all of a doomed object: entries of a dictionary, and the objects they refer to. */
export function dropAll(value: PdfValue, findings: PdfFindings): void {
  if (value.kind === 'dictionary') {
    for (const { key, from, value: content } of value.entries) {
      findings.ranges.push({ from, to: content.to, told: tellsOf(key) });
      doom(content, findings);
    }
  } else if (value.kind === 'string' || value.kind === 'array') {
    findings.ranges.push({ from: value.from + 1, to: value.to - 1, told: ['other'] });
  }
}
