import { getDocument, PDFDataRangeTransport, type PDFDocumentProxy, PDFWorker } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { fromPack } from './pdf-pack';

/** Largest picture inside a PDF that is unpacked, in pixels: four bytes each. */
const LARGEST_PICTURE = 64 * 1024 * 1024;
const STEP = 512 * 1024;
const FOLDERS: Readonly<Record<string, string>> = {
  cMapUrl: 'cmaps/',
  standardFontDataUrl: 'fonts/',
  wasmUrl: 'wasm/',
};

/**
 * Opens a PDF with everything switched off that is not needed to show it: no scripts, no forms of its own (XFA), no
 * compiling of code, no fetching. Parts of the file are read as they are needed. Rejects with pdf.js' own errors.
 */
export function openPdf(file: Blob, port: Worker, resources: () => Promise<Blob>): Promise<PDFDocumentProxy> {
  const source = {
    range: partsOf(file),
    rangeChunkSize: STEP,
    disableAutoFetch: true,
    disableStream: true,
    worker: new PDFWorker({ port: port as unknown as null }),
    isEvalSupported: false,
    enableXfa: false,
    maxImageSize: LARGEST_PICTURE,
    verbosity: 0,
    // The worker asks this thread, which asks the page around it; names are looked up only in what was handed over.
    useWorkerFetch: false,
    BinaryDataFactory: factoryOf(resources),
    cMapUrl: FOLDERS.cMapUrl,
    wasmUrl: FOLDERS.wasmUrl,
    // There is no address for standard fonts, so pdf.js takes the device's own and never tries to load one.
  };
  return getDocument(source).promise;
}

function partsOf(file: Blob): PDFDataRangeTransport {
  const transport = new PDFDataRangeTransport(file.size, null);
  transport.requestDataRange = (begin, end) => {
    void file
      .slice(begin, end)
      .arrayBuffer()
      .then((part) => transport.onDataRange(begin, new Uint8Array(part)));
  };
  return transport;
}

/** pdf.js calls it with `new`. */
function factoryOf(resources: () => Promise<Blob>) {
  return function resourceFactory() {
    return {
      fetch: async ({ kind, filename }: { kind: string; filename: string }) =>
        fromPack(await resources(), `${FOLDERS[kind] ?? ''}${filename}`),
    };
  };
}
