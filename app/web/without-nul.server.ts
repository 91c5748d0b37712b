import { Transform } from 'node:stream';

/**
 * Removes NUL bytes from a rendered page. React 18's stream writes them where a multi-byte character crosses its
 * 2,048-byte buffer (facebook/react#24985), so nearly every Chinese page has some; HTML itself never does.
 */
export function withoutNul(): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (!chunk.includes(0)) {
        done(null, chunk);
        return;
      }
      done(
        null,
        chunk.filter((byte) => byte !== 0),
      );
    },
  });
}
