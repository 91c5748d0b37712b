/**
 * A small valid PDF of one page that shows `text`. Without an author (a PDF string) it holds no metadata, and cleaning
 * leaves it as it is.
 */
export function pdfWith(text: string, author?: string): Buffer {
  const objects = [
    ...objectsOf(text),
    ...(author === undefined ? [] : [`<< /Author ${author} /CreationDate (D:20240101120000) >>`]),
  ];
  return pdfOf(objects, author === undefined ? '' : ' /Info 6 0 R');
}

function objectsOf(text: string): string[] {
  const shown = Buffer.from(text).toString('hex');
  const page = `BT /F1 12 Tf 20 100 Td <${shown}> Tj ET\n% ${text}\n`;
  return [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${Buffer.byteLength(page)} >>\nstream\n${page}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
}

/** A page of Chinese in a font that is not in the file, named by one of the old character maps of Chinese offices. */
export function chinesePdf(text: string): Buffer {
  // Two bytes a character, big-endian.
  const shown = Buffer.from(text, 'utf16le').swap16().toString('hex');
  const page = `BT /F1 20 Tf 20 100 Td <${shown}> Tj ET\n`;
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${page.length} >>\nstream\n${page}\nendstream`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>',
    `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 7 0 R
      /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>`,
    `<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0
      /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>`,
  ]);
}

/** As office scanners make pages: no text, and one black picture of 32 by 8 in JBIG2 (ITU-T T.88). */
export function scannedPdf(): Buffer {
  const u32 = (...numbers: number[]) => numbers.map((n) => n.toString(16).padStart(8, '0')).join('');
  const size = u32(32, 8);
  // T.6: the first row is 32 black after no white, each later one is as the row above; then the end.
  const bits = `001${'00110101'}${'000001101010'}${'11'.repeat(7)}${'000000000001'.repeat(2)}`.match(/.{1,8}/g) ?? [];
  const rows = bits.map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2).toString(16).padStart(2, '0')).join('');
  const segment = (number: number, type: string, data: string) =>
    `${u32(number)}${type}0001${u32(data.length / 2)}${data}`;
  const page = segment(0, '30', `${size}${u32(0, 0)}000000`);
  const region = segment(1, '26', `${size}${u32(0, 0)}0001${rows}`);
  return picturePdf('/Width 32 /Height 8 /BitsPerComponent 1', 'JBIG2Decode', page + region);
}

/** As made by programs that pack scans smaller: one grey picture of 8 by 8 in JPEG 2000 (ITU-T T.800). */
export function jpeg2000Pdf(): Buffer {
  const size = `ff510029${'0000'}${'00000008'.repeat(2)}${'00000000'.repeat(2)}${'00000008'.repeat(2)}${'00000000'.repeat(2)}0001070101`;
  const coding = 'ff52000c00000001000004040001';
  const exact = 'ff5c00044040';
  // A tile whose only packet is empty, so that nothing differs from middle grey.
  const tile = 'ff90000a00000000000f0001ff9300';
  return picturePdf('/Width 8 /Height 8 /BitsPerComponent 8', 'JPXDecode', `ff4f${size}${coding}${exact}${tile}ffd9`);
}

function picturePdf(shape: string, filter: string, hex: string): Buffer {
  const content = '200 0 0 100 50 50 cm /Scan Do';
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /XObject << /Scan 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    `<< /Type /XObject /Subtype /Image ${shape} /ColorSpace /DeviceGray
      /Filter [/ASCIIHexDecode /${filter}] /Length ${hex.length + 1} >>\nstream\n${hex}>\nendstream`,
  ]);
}

/** Needs a password that nobody has: no key gives these check values. */
export function lockedPdf(text: string): Buffer {
  const check = '5a'.repeat(32);
  const lock = `<< /Filter /Standard /V 1 /R 2 /O <${check}> /U <${check}> /P -4 >>`;
  return pdfOf(objectsOf(text), ` /Encrypt ${lock} /ID [<00112233> <00112233>]`);
}

/** Objects numbered from 1, the first of them the catalog; `trailer` is added to the trailer's dictionary. */
export function pdfOf(objects: readonly string[], trailer = ''): Buffer {
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
  parts.push(`xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R${trailer} >>\n`);
  parts.push(`startxref\n${start}\n%%EOF\n`);
  return Buffer.from(parts.join(''));
}
