import type { FileKind } from '~/domain/report/file-kind';
import type { Judge, Rewritten } from './rewritten';
import type { ByteSource } from './source';

/** Larger files are not written anew: on a phone, the file and its copy would have to fit into memory together. */
export const MAX_REWRITTEN = 64 * 1024 * 1024;

const OFFICE = /^(?:docx|xlsx|pptx|odt|ods|odp|ofd)$/;
const SOUND = /^(?:mp3|wav|ogg|flac|aac|weba|webm|mkv)$/;

export const isRewritable = ({ extension }: FileKind): boolean => OFFICE.test(extension) || SOUND.test(extension);

/**
 * Office packages without names, dates and devices; sound and film packed anew without tags. The libraries for this are
 * large and are loaded only when there is such a file. Rejects with whatever they throw for a malformed file.
 */
export async function rewrite(
  source: ByteSource,
  { extension, mediaType }: FileKind,
  judge: Judge,
): Promise<Rewritten> {
  const bytes = await source.slice(0, source.size);
  if (OFFICE.test(extension)) return (await import('./rewrite-office')).rewriteOffice(bytes, extension, judge);
  const { rewriteSound } = await import('./rewrite-sound');
  return rewriteSound(new Blob([bytes.slice()], { type: mediaType }), extension);
}
