/** Limits of files that the reporter's browser seals and sends; the server and the page apply the same ones. */

const MEBIBYTE = 1024 * 1024;

export const MAX_UPLOAD_FILES = 20;
/** The most bytes of one file, before sealing. */
export const MAX_UPLOAD_FILE = 500 * MEBIBYTE;
/** The most bytes of all files of one report, before sealing. */
export const MAX_UPLOAD = 2048 * MEBIBYTE;
/** The most bytes of one report's files as they are stored, with their padding. */
export const MAX_SEALED_UPLOAD = 2304 * MEBIBYTE;
/** A full part pads to 4 MiB; the age header and the tags of its chunks come on top. */
export const MAX_SEALED_PART = 4 * MEBIBYTE + 4096;
/** Parts hold 1 KiB less than 4 MiB (`FILE_PART_BYTES` of the envelope). */
export const MAX_PARTS_OF_A_FILE = Math.ceil(MAX_UPLOAD_FILE / (4 * MEBIBYTE - 1024));
