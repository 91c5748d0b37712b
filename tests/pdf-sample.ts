/**
 * A small sound PDF of one page that shows `text`. Without an author (a PDF string) it holds no metadata, and cleaning
 * leaves it as it is.
 */
export function pdfWith(text: string, author?: string): Buffer {
  const shown = Buffer.from(text).toString('hex');
  const page = `BT /F1 12 Tf 20 100 Td <${shown}> Tj ET\n% ${text}\n`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${Buffer.byteLength(page)} >>\nstream\n${page}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...(author === undefined ? [] : [`<< /Author ${author} /CreationDate (D:20240101120000) >>`]),
  ];
  const parts = ['%PDF-1.4\n'];
  const places: number[] = [];
  const length = () => parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0);
  for (const [n, object] of objects.entries()) {
    places.push(length());
    parts.push(`${n + 1} 0 obj\n${object}\nendobj\n`);
  }
  const start = length();
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  parts.push(
    `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R${author === undefined ? '' : ' /Info 6 0 R'} >>\n`,
  );
  parts.push(`startxref\n${start}\n%%EOF\n`);
  return Buffer.from(parts.join(''));
}
