import { expect, test } from 'vitest';
import { fileKind } from '~/domain/report/file-kind';
import { isStrippable } from '~/envelope/metadata/strip';

const latin = (...parts: string[]) => Buffer.from(parts.join(''), 'latin1');
const brands = (...names: string[]) =>
  latin('\0\0\0', String.fromCharCode(8 + names.length * 4), 'ftyp', ...names, '\0'.repeat(12));
const riff = (form: string) => latin('RIFF\0\0\0\0', form, '\0'.repeat(8));
const zip = (name: string, rest: string) =>
  latin('PK\x03\x04', '\0'.repeat(22), String.fromCharCode(name.length), '\0\0\0', name, rest);
const compound = (name: string) =>
  Buffer.concat([latin('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', '\0'.repeat(500)), Buffer.from(name, 'utf16le')]);
const matroska = (type: string, ...codecs: string[]) =>
  latin('\x1a\x45\xdf\xa3\x9f\x42\x82', type, '\0'.repeat(20), ...codecs);

test.each([
  [latin('\xff\xd8\xff\xe0', '\0'.repeat(12)), 'jpg', true],
  [latin('\x89PNG\r\n\x1a\n', '\0'.repeat(12)), 'png', true],
  [riff('WEBP'), 'webp', true],
  [riff('WAVE'), 'wav', false],
  [riff('AVI '), 'avi', false],
  [brands('heic', '\0\0\0\0', 'mif1'), 'heic', true],
  [brands('mif1', '\0\0\0\0', 'avif'), 'avif', true],
  [brands('crx ', '\0\0\0\x01', 'crx '), 'cr3', false],
  [brands('isom', '\0\0\0\0', 'mp42'), 'mp4', true],
  [brands('qt  ', '\0\0\0\0', 'qt  '), 'mov', true],
  [latin('\0\0\0\x08wide\0\0\0\x10mdat'), 'mov', true],
  [brands('M4A ', '\0\0\0\0', 'mp42'), 'm4a', true],
  [brands('3gp5', '\0\0\0\0', 'isom'), '3gp', true],
  [latin('%PDF-1.7\n%\xe2\xe3\xcf\xd3'), 'pdf', true],
  [matroska('webm', 'A_OPUS'), 'weba', false],
  [matroska('webm', 'A_OPUS', 'V_VP9'), 'webm', false],
  [matroska('matroska', 'V_MPEG4/ISO/AVC', 'A_AAC'), 'mkv', false],
  [latin('OggS', '\0'.repeat(24), 'OpusHead', '\0'.repeat(8)), 'ogg', false],
  [latin('OggS', '\0'.repeat(24), '\x80theora', '\0'.repeat(8)), 'ogv', false],
  [latin('#!AMR\n', '\0'.repeat(12)), 'amr', false],
  [latin('{\\rtf1\\ansi and so on'), 'rtf', false],
  [zip('[Content_Types].xml', 'word/document.xml'), 'docx', false],
  [zip('_rels/.rels', 'xl/workbook.xml'), 'xlsx', false],
  [zip('docProps/app.xml', 'ppt/presentation.xml'), 'pptx', false],
  [zip('mimetype', 'application/vnd.oasis.opendocument.text'), 'odt', false],
  [zip('OFD.xml', ''), 'ofd', false],
  [zip('照片/1.jpg', ''), 'zip', false],
  [latin('GIF89a', '\0'.repeat(8)), 'gif', true],
  [latin('II*\0\x08\0\0\0', '\0'.repeat(8)), 'tif', true],
  [latin('MM\0*\0\0\0\x08', '\0'.repeat(8)), 'tif', true],
  [latin('BM\x46\0\0\0\0\0\0\0\x36\0\0\0'), 'bmp', false],
  [Buffer.from('二号门，上锁，11月20日\n'), 'txt', false],
  [Buffer.from('b6fec0c4c3c5a3accfcfcbf8a3ac3131d4c2', 'hex'), 'txt', false],
  [Buffer.from('锁了'), 'txt', false],
  [Buffer.from('\ufeff二号门 上锁', 'utf16le'), 'txt', false],
  [Buffer.from('\ufeff二号门 上锁', 'utf16le').swap16(), 'txt', false],
  [latin('Received: from a.example\r\n by b.example\r\nFrom: <z@a.example>\r\n\r\nhello'), 'eml', false],
  [latin('From: the gate\nit is locked\n'), 'txt', false],
  [compound('WordDocument'), 'doc', false],
  [compound('Workbook'), 'xls', false],
  [compound('PowerPoint Document'), 'ppt', false],
])('%# a file is known by its bytes', (bytes, extension, strippable) => {
  const kind = fileKind(bytes);
  expect(kind?.extension).toBe(extension);
  expect(kind && isStrippable(kind)).toBe(strippable);
});

test('what is not on the list is unknown', () => {
  for (const bytes of [
    latin('MZ\x90\0 a program'),
    latin('<svg xmlns="http://www.w3.org/2000/svg">'),
    latin('<!doctype html><p>words</p>'),
    latin('words \x01 and a control character'),
    Buffer.from('\ufeff<html>二号门', 'utf16le'),
    Buffer.from('\ufeff\u0001二号门', 'utf16le'),
    latin(''),
  ]) {
    expect(fileKind(bytes)).toBeNull();
  }
});

test('of a large package the head and the tail are enough', () => {
  const head = zip('[Content_Types].xml', '\0'.repeat(9000));
  expect(fileKind(head)?.extension).toBe('zip');
  expect(fileKind(head, latin('xl/workbook.xml'))?.extension).toBe('xlsx');
});
