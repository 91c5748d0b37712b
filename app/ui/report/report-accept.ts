const DOCUMENTS = '.pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.odt,.ods,.odp,.wps,.et,.dps,.ofd,.txt,.csv,.eml,.zip';
const PICTURES = 'image/jpeg,image/png,image/webp,image/gif,image/bmp,image/tiff';

/**
 * Kinds of file that the browser offers; the file's bytes decide later. Without HEIC in the list, a phone turns such
 * photos into JPEG.
 */
export const ACCEPT = `${PICTURES},video/*,audio/*,${DOCUMENTS},.amr,.m4a`;

/** The island cleans HEIC too. */
export const SEALED_ACCEPT = `${ACCEPT},image/heic,image/heif`;
