import { openFileParts } from '~/envelope/report/file-parts';

/** A whole file in memory. */
export async function openFile(file: Parameters<typeof openFileParts>[0]): Promise<Uint8Array> {
  const whole = new Uint8Array(file.entry.size);
  let at = 0;
  for await (const content of openFileParts(file)) {
    whole.set(content, at);
    at += content.length;
  }
  return whole;
}
