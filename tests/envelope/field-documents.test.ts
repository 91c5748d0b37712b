import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { fileKind } from '~/domain/report/file-kind';
import { cleanedFile } from '~/envelope/metadata/cleaned';
import { sourceOfBytes } from '~/envelope/metadata/source';
import { cleanFile } from '~/services/report/file-cleaning.server';
import { cleaned, exiftool, folder, sample, told, WHO } from './field-file';
import { kindOf } from './metadata-samples';

describe('PDFs', () => {
  test('one locked against editing only is cleaned without its lock', async () => {
    const { bytes } = await cleaned(sample('enc_owner.pdf'));
    expect(told('qpdf', ['--check'], bytes)).toMatch(/not encrypted[\s\S]*No syntax or stream encoding errors/);
    expect(exiftool(bytes)).not.toMatch(/zhang|WPS|CreateDate|Author/i);
    expect(bytes.toString('latin1')).not.toMatch(/zhang|5a68616e67/i);
  });

  test('one that takes a password to open is said so', async () => {
    const bytes = sample('enc_user.pdf');
    const kind = kindOf(bytes);
    expect(await cleanedFile(sourceOfBytes(bytes), kind, fileKind)).toEqual({ problem: 'locked' });
    expect(await cleanFile(bytes, kind)).toEqual({ problem: 'locked' });
  });

  test('embedded files are taken out, and that is told', async () => {
    const before = sample('attach.pdf');
    expect(told('qpdf', ['--list-attachments'], before)).toMatch(/ZhangSan-notes/);
    const { bytes, removed } = await cleaned(before);
    expect(removed).toContain('attachment');
    expect(told('qpdf', ['--list-attachments'], bytes)).toMatch(/no embedded files/);
    expect(told('qpdf', ['--check'], bytes)).toMatch(/No syntax or stream encoding errors/);
    expect(told('qpdf', ['--qdf', '--object-streams=disable', '--replace-input'], bytes)).toBe('');
    expect(readFileSync(join(folder, 'file'), 'latin1')).not.toMatch(/zhang/i);
  });
});

describe('office files', () => {
  const xml = (text: string) => Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${text}`);
  const docx = () => ({
    '[Content_Types].xml': xml('<Types/>'),
    '_rels/.rels': xml(
      '<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail" Target="docProps/thumbnail.jpeg"/><Relationship Id="r2" Target="word/document.xml"/></Relationships>',
    ),
    'docProps/core.xml': xml(
      '<cp:coreProperties xmlns:cp="x" xmlns:dc="y"><dc:creator>Zhang San</dc:creator><cp:lastModifiedBy>Zhang San</cp:lastModifiedBy><dcterms:created xsi:type="z">2026-11-20T08:30:00Z</dcterms:created></cp:coreProperties>',
    ),
    'docProps/app.xml': xml(
      '<Properties><Company>Zhang Chemicals</Company><Application>WPS</Application></Properties>',
    ),
    'docProps/thumbnail.jpeg': sample('icc.jpg'),
    'word/document.xml': xml(
      '<w:document><w:p w:rsidR="00AB12CD"><w:ins w:id="1" w:author="Zhang San" w:date="2026-11-20T08:30:00Z"><w:r><w:t>二号门 上锁</w:t></w:r></w:ins></w:p></w:document>',
    ),
    'word/comments.xml': xml(
      '<w:comments><w:comment w:id="0" w:author="Zhang San" w:initials="ZS"><w:p/></w:comment></w:comments>',
    ),
    'word/media/image1.jpeg': sample('icc.jpg'),
  });

  test('a document loses names, times, company and thumbnail, in its pictures too, and keeps its words', async () => {
    const { bytes, removed, stays } = await cleaned(Buffer.from(zipSync(docx())));
    const parts = unzipSync(bytes);
    const all = Object.entries(parts).map(([name, part]) => `${name} ${Buffer.from(part).toString('latin1')}`);
    expect(all.join('\n')).not.toMatch(/zhang|2026-11-20|00AB12CD|ZS"|thumbnail|WPS/i);
    expect(Buffer.from(parts['word/document.xml'] ?? []).toString()).toContain('二号门 上锁');
    expect(exiftool(Buffer.from(parts['word/media/image1.jpeg'] ?? []))).not.toMatch(WHO);
    expect([stays, removed.length > 0]).toEqual([false, true]);
    expect(exiftool(bytes, 'a.docx')).not.toMatch(/zhang|ZipModifyDate +: (?!1980)/i);
  });

  test('a signed one stays as it is, and that is told', async () => {
    const signed = Buffer.from(zipSync({ ...docx(), '_xmlsignatures/origin.sigs': new Uint8Array() }));
    expect(await cleaned(signed)).toEqual({ bytes: signed, removed: [], stays: true });
  });

  test('an ODF text keeps its type first and unpacked', async () => {
    const odt = zipSync({
      mimetype: [Buffer.from('application/vnd.oasis.opendocument.text'), { level: 0 }],
      'meta.xml': xml(
        '<office:meta><meta:initial-creator>Zhang San</meta:initial-creator><dc:date>2026-11-20</dc:date></office:meta>',
      ),
      'content.xml': xml('<office:body><dc:creator>Zhang San</dc:creator><text:p>二号门</text:p></office:body>'),
    });
    const { bytes } = await cleaned(Buffer.from(odt));
    expect(fileKind(bytes)?.extension).toBe('odt');
    const text = Object.values(unzipSync(bytes)).map((part) => Buffer.from(part).toString());
    expect(text.join()).not.toMatch(/Zhang|2026/);
    expect(text.join()).toContain('二号门');
  });

  test('a broken or overlarge package is sent as it is rather than refused', async () => {
    const whole = Buffer.from(zipSync(docx()));
    const broken = whole.subarray(0, whole.length - 30);
    expect(await cleaned(broken)).toEqual({ bytes: broken, removed: [], stays: true });
  });
});
