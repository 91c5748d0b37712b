// Decodes pictures beside the frame's own thread, so that a file that keeps it busy for ever stops nothing but this
// worker.
import { unpackWithin } from './picture-bounds';
import { heifPictures } from './picture-heif';
import type { FromPictureWorker, ToPictureWorker } from './picture-protocol';
import { tiffPictures } from './picture-tiff';

const say = (what: FromPictureWorker) =>
  self.postMessage(what, { transfer: 'picture' in what ? [what.picture.pixels.buffer] : [] });

function packed({ coding, bytes, decoder }: ToPictureWorker) {
  if (coding === 'tiff') return tiffPictures(bytes);
  return decoder ? heifPictures(bytes, decoder) : [];
}

addEventListener('message', async ({ data }: MessageEvent<ToPictureWorker>) => {
  try {
    await unpackWithin(packed(data), say);
  } catch {
    say({ end: 'failed', left: 0 });
  }
});
