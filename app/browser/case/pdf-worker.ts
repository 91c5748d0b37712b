// Reads PDFs beside the frame's own thread, so that a file that keeps it busy for ever stops nothing but this worker.
import 'pdfjs-dist/legacy/build/pdf.worker.mjs';
