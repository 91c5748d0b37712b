import libheif from 'libheif-js/libheif-wasm/libheif.js';
import type { PackedPicture } from './picture-bounds';

/** What libheif's own JavaScript has beside the declared functions. */
type HeifImage = {
  get_width: () => number;
  get_height: () => number;
  is_primary: () => boolean;
  display: (into: ImageLike, done: (shown: ImageLike | null) => void) => void;
  free: () => void;
};
type ImageLike = { data: Uint8ClampedArray<ArrayBuffer>; width: number; height: number };
type Heif = { HeifDecoder: new () => { decode: (bytes: Uint8Array) => HeifImage[] } };

/** The pictures of a HEIC file, turned as they were taken, with the main one first. */
export function heifPictures(bytes: ArrayBuffer, decoder: ArrayBuffer): PackedPicture[] {
  // Its messages are discarded, because the frame itself says whether it worked.
  const silent = { print: () => undefined, printErr: () => undefined };
  const heif = libheif({ wasmBinary: new Uint8Array(decoder), ...silent }) as unknown as Heif;
  const images = new heif.HeifDecoder().decode(new Uint8Array(bytes));
  const sorted = [...images].sort((one, other) => Number(other.is_primary()) - Number(one.is_primary()));
  return sorted.map((image) => ({
    width: image.get_width(),
    height: image.get_height(),
    unpack: () => unpack(image),
  }));
}

function unpack(image: HeifImage): Promise<ImageLike['data'] | null> {
  const [width, height] = [image.get_width(), image.get_height()];
  const into = { data: new Uint8ClampedArray(width * height * 4), width, height };
  return new Promise((resolve) =>
    image.display(into, (shown) => {
      image.free();
      resolve(shown ? into.data : null);
    }),
  );
}
