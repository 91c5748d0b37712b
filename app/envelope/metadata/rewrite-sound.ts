import {
  AdtsOutputFormat,
  ALL_FORMATS,
  BlobSource,
  BufferTarget,
  Conversion,
  FlacOutputFormat,
  Input,
  MkvOutputFormat,
  Mp3OutputFormat,
  OggOutputFormat,
  Output,
  type OutputFormat,
  WavOutputFormat,
  WebMOutputFormat,
} from 'mediabunny';
import type { Rewritten } from './rewritten';
import { StripError } from './source';

const FORMATS: Readonly<Record<string, () => OutputFormat>> = {
  mp3: () => new Mp3OutputFormat(),
  wav: () => new WavOutputFormat(),
  ogg: () => new OggOutputFormat(),
  flac: () => new FlacOutputFormat(),
  aac: () => new AdtsOutputFormat(),
  weba: () => new WebMOutputFormat(),
  webm: () => new WebMOutputFormat(),
  mkv: () => new MkvOutputFormat(),
};

/**
 * Puts sound and film into a new file of the same kind, packet by packet. Nothing is decoded, so it sounds and looks as
 * before, and no tags, chapters, attachments or times are taken along. Throws StripError `uncleanable` where a track
 * would be lost.
 */
export async function rewriteSound(file: Blob, extension: string): Promise<Rewritten> {
  const format = FORMATS[extension];
  if (!format) throw new StripError('uncleanable', 'sound');
  const input = new Input({ source: new BlobSource(file), formats: ALL_FORMATS });
  try {
    const target = new BufferTarget();
    const output = new Output({ format: format(), target });
    const conversion = await Conversion.init({ input, output, tags: {}, showWarnings: false });
    const lost = conversion.discardedTracks.some(({ reason }) => reason !== 'discarded_by_user');
    if (!conversion.isValid || lost) throw new StripError('uncleanable', 'track');
    await conversion.execute();
    if (target.buffer === null) throw new StripError('broken', 'sound');
    return { bytes: new Uint8Array(target.buffer), removed: ['other'], stays: false };
  } finally {
    input.dispose();
  }
}
