import type { FromPictureWorker, Picture } from './picture-protocol';

/**
 * A picture of a file, whose size is known before anything of it is unpacked. `unpack` returns null where that is
 * impossible.
 */
export type PackedPicture = { width: number; height: number; unpack: () => Promise<Picture['pixels'] | null> };

/**
 * For all pictures of a file together, at four bytes a pixel: room for a photo of 64 megapixels, or about seven A4
 * pages at 300 dpi.
 */
export const MAX_PIXELS = 64 * 1024 * 1024;
const MAX_PICTURES = 100;

/** Unpacks the pictures one after the other as far as there is room, and says how many were left out. */
export async function unpackWithin(
  pictures: readonly PackedPicture[],
  say: (what: FromPictureWorker) => void,
): Promise<void> {
  let room = MAX_PIXELS;
  let shown = 0;
  let tooLarge = false;
  for (const { width, height, unpack } of pictures.slice(0, MAX_PICTURES)) {
    if (width * height > room) {
      tooLarge = true;
      continue;
    }
    const pixels = await unpack().catch(() => null);
    if (!pixels) continue;
    room -= width * height;
    shown++;
    say({ picture: { width, height, pixels } });
  }
  const none = tooLarge ? 'large' : 'failed';
  say({ end: shown > 0 ? 'shown' : none, left: pictures.length - shown });
}
