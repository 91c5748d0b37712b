/**
 * Where pictures are shown that browsers do not decode by themselves: like the viewer, a page with an origin of its own
 * and no network, made by cli/make-frames.
 */
export const PICTURE_VIEWER_PLACE = '/picture-viewer.html';
/** The WebAssembly that decodes HEIC. */
export const HEIF_DECODER_PLACE = '/heif-decoder.bin';

/** The codings of picture that this frame handles. */
export type PictureCoding = 'heif' | 'tiff';

/** `{n}` is how many more pictures the file has. */
export type PictureWords = { more: string };

/** First the file; later, once and only if asked for, the decoder, null where it could not be fetched. */
export type ToPictureFrame =
  | { picture: Blob; coding: PictureCoding; label: string; lang: string; words: PictureWords }
  | { resources: Blob | null };

/** `large`: it has more pixels or bytes than are unpacked here. */
export type FromPictureFrame = 'ready' | 'shown' | 'failed' | 'large' | 'resources';

export type Picture = { width: number; height: number; pixels: Uint8ClampedArray<ArrayBuffer> };

/** Messages within the frame, to its worker and back. `left`: how many of the file's pictures are not shown. */
export type ToPictureWorker = { coding: PictureCoding; bytes: ArrayBuffer; decoder: ArrayBuffer | null };
export type FromPictureWorker = { picture: Picture } | { end: 'shown' | 'failed' | 'large'; left: number };
