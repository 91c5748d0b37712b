import type { CaseActName } from '~/domain/acts/case-acts';
import { toBase64 } from '~/envelope/bytes';
import type { ActContext, Prepared } from './act-context';
import { type FieldErrors, readFields, type Typed } from './act-form';
import { printDocument } from './case-document';
import { exportCase } from './case-export';
import { sealCasePart } from './case-sealing';
import { saveBytes } from './save-bytes';

/* What goes to a level above that has nobody here, and what it answers on paper. */

/**
 * Seals the case for the level above and saves the file, or prints it; the act that is posted then holds the receipt
 * number and the file's fingerprint. The server gets neither document nor file.
 */
export async function prepareSendUp(typed: Typed, context: ActContext): Promise<Prepared | FieldErrors> {
  const { opened, export: source } = context;
  const read = readFields('sendUp', typed, context);
  if ('errors' in read) return read;
  if (source === undefined) throw new Error('no page of a case');
  const superior = opened.directory?.superior ?? null;
  if (superior === null) return { errors: { '': 'noSuperior' } };
  const sealing = typed('sentAs') === 'sealed';
  if (sealing && superior.holders.length === 0) return { errors: { sentAs: 'noHolders' } };
  const number = typed('receiptNumber');
  const article = source.document(number, read.said);
  const said: Record<string, string> = { ...read.said, receiptNumber: number };
  if (sealing) {
    const { sealed, print } = await exportCase(opened, source.file(article), superior, source.fetchPart);
    said.fingerprint = print;
    saveBytes(sealed, source.fileName(number));
  } else printDocument(article);
  return { fields: { ...read.told, receiptNumber: number, part: await sealedNote('sendUp', said, context) } };
}

/** A scan lies in the same sealed part, of which the server takes up to 512 KB. */
const LARGEST_SCAN = 340 * 1024;
const SCANS: Readonly<Record<string, string>> = { 'application/pdf': 'pdf', 'image/jpeg': 'jpg', 'image/png': 'png' };

/** The answer of the level above as it came on paper, with a scan of it if there is one. */
export async function prepareAnswer(typed: Typed, context: ActContext): Promise<Prepared | FieldErrors> {
  const read = await withScan('superiorAnswered', typed, context, false);
  if ('errors' in read) return read;
  return { fields: { ...read.told, part: await sealedNote('superiorAnswered', read.said, context) } };
}

/** Reads the fields of an act together with the scan that is chosen in its form. */
export async function withScan(
  act: CaseActName,
  typed: Typed,
  context: ActContext,
  needed: boolean,
): Promise<ReturnType<typeof readFields>> {
  const read = readFields(act, typed, context);
  const scan = context.chosen?.('scan') ?? null;
  const errors: FieldErrors['errors'] = 'errors' in read ? { ...read.errors } : {};
  if (scan === null && needed) errors.scan = 'required';
  else if (scan && SCANS[scan.type] === undefined) errors.scan = 'scanKind';
  else if (scan && scan.size > LARGEST_SCAN) errors.scan = 'scanTooLarge';
  if ('errors' in read || errors.scan) return { errors };
  const said: Record<string, string> = { ...read.said };
  if (scan) {
    said.scan = toBase64(new Uint8Array(await scan.arrayBuffer()));
    said.scanKind = SCANS[scan.type] ?? '';
  }
  return { said, told: read.told };
}

const sealedNote = async (about: CaseActName, said: Record<string, string>, { opened }: ActContext): Promise<string> =>
  JSON.stringify(await sealCasePart(opened, 'note', { about, ...said }));
