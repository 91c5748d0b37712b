import { PDFDocument } from '@cantoo/pdf-lib';
import { StripError } from './source';

/**
 * A PDF that is encrypted but opens without a password (it is locked only against editing or printing), written anew
 * without the encryption, so that it can be cleaned like any other. Throws StripError: `locked` where it takes a
 * password to open it, `broken` where it cannot be read.
 */
export async function unlockPdf(bytes: Uint8Array): Promise<Uint8Array> {
  let document: PDFDocument;
  try {
    document = await PDFDocument.load(bytes, { password: '', updateMetadata: false });
  } catch (error) {
    const asks = error instanceof Error && /password|encrypt/i.test(error.message);
    throw new StripError(asks ? 'locked' : 'broken', 'encrypted');
  }
  return document.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false });
}
