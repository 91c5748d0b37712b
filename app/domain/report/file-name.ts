import { holdsReceiptCode } from '~/domain/typed/receipt-code';
import type { FileFamily, FileKind } from './file-kind';

const NUMBERED: Partial<Record<FileFamily, string>> = { image: 'photo', video: 'video', audio: 'recording' };
const LONGEST = 200;
/** Names of devices, which Windows opens as devices whatever follows the dot. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
/** Other file name endings of the same kind, which are kept. */
const ALSO: Readonly<Record<string, RegExp>> = {
  txt: /^(?:txt|csv|eml|log|md|tsv)$/i,
  doc: /^(?:doc|wps|dot)$/i,
  xls: /^(?:xls|et|xlt)$/i,
  ppt: /^(?:ppt|dps|pot)$/i,
};

/**
 * The name under which a file is sent. Cameras write device and time into names, so photos, videos and recordings are
 * numbered instead (`next` counts per word). Documents keep their names, without folders and control characters, and
 * with the ending that fits their bytes: 票据.exe that is a PDF becomes 票据.pdf.
 */
export function sentFileName(name: string, kind: FileKind, next: (word: string) => number): string {
  const word = NUMBERED[kind.family];
  if (word !== undefined) return `${word}-${next(word)}.${kind.extension}`;
  const last = (name.split(/[\\/]/).at(-1) ?? '').replace(/\p{C}/gu, '').trim();
  const [stem, ending] = parted(last);
  const known = ALSO[kind.extension]?.test(ending) || ending.toLowerCase() === kind.extension;
  // A picture of the receipt is often saved under the receipt code itself.
  const nameless = stem === '' || holdsReceiptCode(stem);
  const base = safeStem(nameless ? `file-${next('file')}` : stem);
  return `${base.slice(-LONGEST)}.${known ? ending : kind.extension}`;
}

/** Whether Windows would take the name for a device. */
export const isReservedName = (name: string): boolean => RESERVED.test(name);

const safeStem = (stem: string): string => (isReservedName(stem) ? `_${stem}` : stem);

/** Splits a name before its last dot, if what follows looks like the ending of a kind of file ("v1.2" does not). */
function parted(name: string): [stem: string, ending: string] {
  const found = /^(.*)\.([A-Za-z][A-Za-z0-9]{0,4})$/su.exec(name);
  return found ? [found[1] ?? '', found[2] ?? ''] : [name.replace(/[.\s]+$/u, ''), ''];
}
