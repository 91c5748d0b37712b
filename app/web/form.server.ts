import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import { isRefusal, Refusal } from '~/domain/refusal';
import { arriving, type Holding, holdUpload } from './report/upload-budget.server';

/** One chosen file, whole in memory; `tooLarge` ones are cut off and empty. */
export type ChosenFile = { name: string; bytes: Uint8Array; tooLarge: boolean };

/** A parsed form. `text` is trimmed, with line ends as `\n`; fields longer than allowed are named in `tooLong`. */
export type ParsedForm = {
  text(name: string): string;
  names(): string[];
  all(name: string): string[];
  files(name: string): ChosenFile[];
  everyFile(): ChosenFile[];
  tooLong: ReadonlySet<string>;
  /** More files, fields or parts were sent than the form has. */
  tooMany: boolean;
};

export type FormLimits = {
  /** Most bytes of one field (UTF-8). */
  fieldBytes: number;
  fields: number;
  files: number;
  fileBytes: number;
};

const DEFAULT_LIMITS: FormLimits = { fieldBytes: 64 * 1024, fields: 120, files: 0, fileBytes: 0 };
const TYPES = /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i;
/** Most bytes of a form without files; anything more would only take memory from forms with files. */
const MAX_WITHOUT_FILES = 4 * 1024 * 1024;

/**
 * Reads a posted form within limits; nothing touches the disk. Throws Refusal `invalid` for anything that is no form,
 * `busy` when too many uploads are under way, and `expired` (files) when the sender stalls. For forms with files use
 * `withForm`.
 */
export async function readForm(request: Request, limits: Partial<Omit<FormLimits, 'files' | 'fileBytes'>> = {}) {
  return withForm(request, limits, async (form) => form);
}

/** Like `readForm`; the memory that chosen files take stays counted until `use` has ended, and is then overwritten. */
export async function withForm<T>(
  request: Request,
  limits: Partial<FormLimits>,
  use: (form: ParsedForm) => Promise<T>,
): Promise<T> {
  const contentType = request.headers.get('content-type') ?? '';
  if (!TYPES.test(contentType) || !request.body) throw new Refusal('invalid');
  const holding = holdUpload();
  let form: ParsedForm | null = null;
  try {
    form = await parse(request.body, contentType, { ...DEFAULT_LIMITS, ...limits }, holding);
    return await use(form);
  } finally {
    for (const { bytes } of form?.everyFile() ?? []) bytes.fill(0);
    holding.release();
  }
}

/**
 * Reads a form that is already in memory: its fields, and the names of its files without their bytes. Null for anything
 * that is no form.
 */
export async function formInPieces(pieces: readonly Uint8Array[], contentType: string): Promise<ParsedForm | null> {
  if (!TYPES.test(contentType)) return null;
  const bound: FormLimits = { ...DEFAULT_LIMITS, fieldBytes: 128 * 1024, files: 20, fileBytes: 1 };
  const found = nothingYet();
  const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
  if (size <= SHORT_FORM && URL_ENCODED.test(contentType)) return shortForm(pieces, bound, found);
  try {
    await pipeline(pieces, parserFor(contentType, bound, found));
    return formOf(found);
  } catch {
    return null;
  }
}

/** In a flood most bodies are like this, and reading them as streams costs more than everything else. */
export const SHORT_FORM = 32 * 1024;
const URL_ENCODED = /^application\/x-www-form-urlencoded\b/i;

function shortForm(pieces: readonly Uint8Array[], { fields }: FormLimits, found: Collected): ParsedForm {
  const bytes = Buffer.concat(pieces);
  const entries = [...new URLSearchParams(bytes.toString())];
  bytes.fill(0);
  found.tooMany = entries.length > fields;
  for (const [name, value] of entries.slice(0, fields)) add(found.fields, name, value.replaceAll('\r\n', '\n'));
  return formOf(found);
}

type Collected = {
  fields: Map<string, string[]>;
  files: Map<string, ChosenFile[]>;
  tooLong: Set<string>;
  tooMany: boolean;
};

const nothingYet = (): Collected => ({ fields: new Map(), files: new Map(), tooLong: new Set(), tooMany: false });

async function parse(
  body: ReadableStream<Uint8Array>,
  contentType: string,
  bound: FormLimits,
  holding: Holding,
): Promise<ParsedForm> {
  const found = nothingYet();
  try {
    await pipeline(atMost(arriving(body, holding), bound), parserFor(contentType, bound, found));
  } catch (error) {
    throw isRefusal(error) ? error : new Refusal('invalid');
  }
  return formOf(found);
}

async function* atMost(pieces: AsyncIterable<Uint8Array>, { files }: FormLimits) {
  let size = 0;
  for await (const piece of pieces) {
    size += piece.length;
    if (files === 0 && size > MAX_WITHOUT_FILES) throw new Refusal('invalid');
    yield piece;
  }
}

function parserFor(contentType: string, bound: FormLimits, found: Collected): BusboyInstance {
  const parser = new Busboy({
    headers: { 'content-type': contentType },
    limits: {
      fieldNameSize: 100,
      fieldSize: bound.fieldBytes,
      fields: bound.fields,
      files: bound.files,
      fileSize: bound.fileBytes || 1,
      parts: bound.fields + bound.files,
      headerPairs: 20,
    },
  });
  parser.on('field', (name, value, nameCut, valueCut) => {
    if (nameCut) return;
    if (valueCut) found.tooLong.add(name);
    add(found.fields, name, value.replaceAll('\r\n', '\n'));
  });
  parser.on('file', (name, stream, filename) => collect(found, name, stream, filename ?? ''));
  const mark = () => {
    found.tooMany = true;
  };
  parser.on('filesLimit', mark).on('fieldsLimit', mark).on('partsLimit', mark);
  return parser;
}

function collect(found: Collected, field: string, stream: Readable & { truncated?: boolean }, filename: string): void {
  const chunks: Buffer[] = [];
  let tooLarge = false;
  stream.on('limit', () => {
    tooLarge = true;
    chunks.length = 0;
  });
  stream.on('data', (chunk: Buffer) => {
    if (!tooLarge) chunks.push(chunk);
  });
  stream.on('end', () => {
    const bytes = tooLarge ? Buffer.alloc(0) : Buffer.concat(chunks);
    // An empty file input arrives as a nameless empty file.
    if (filename === '' && bytes.length === 0 && !tooLarge) return;
    add(found.files, field, { name: filename, bytes, tooLarge });
  });
}

function add<T>(map: Map<string, T[]>, name: string, value: T): void {
  const list = map.get(name);
  if (list) list.push(value);
  else map.set(name, [value]);
}

function formOf(found: Collected): ParsedForm {
  return {
    names: () => [...found.fields.keys()],
    text: (name) => (found.fields.get(name)?.[0] ?? '').trim(),
    all: (name) => found.fields.get(name) ?? [],
    files: (name) => found.files.get(name) ?? [],
    everyFile: () => [...found.files.values()].flat(),
    tooLong: found.tooLong,
    tooMany: found.tooMany,
  };
}
