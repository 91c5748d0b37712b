import { promisify } from 'node:util';
import { constants, crc32, deflateRaw } from 'node:zlib';

/** A body in which one place differs from answer to answer; always `length` bytes long. */
export type SplicedBody = { length: number; around: (token: string) => Buffer };

const deflate = promisify(deflateRaw);
/** RFC 1952: deflate, no name, no time, unknown system. */
const GZIP_HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
const WINDOW = 32 * 1024;

/**
 * The body with another text of the same length in place of `placeholder`, plain and as gzip; null where the
 * placeholder does not occur. Throws when it occurs twice, because a text meant for one place could then end up in
 * another. What stands before and after is compressed once. The text between is a stored block of deflate (RFC 1951,
 * 3.2.4), so that its compressed length says nothing about it, whatever else an outsider got into the page.
 */
export async function splicedBody(
  body: Buffer,
  placeholder: string,
): Promise<{ plain: SplicedBody; gzip: SplicedBody } | null> {
  const at = body.indexOf(placeholder);
  if (at < 0) return null;
  const size = Buffer.byteLength(placeholder);
  if (body.indexOf(placeholder, at + 1) >= 0) throw new Error('The placeholder of a page stands in it twice.');
  const before = body.subarray(0, at);
  const after = body.subarray(at + size);
  return { plain: joined(before, size, after), gzip: await gzipped(before, size, after) };
}

function joined(before: Buffer, size: number, after: Buffer): SplicedBody {
  const length = before.length + size + after.length;
  return {
    length,
    around(token) {
      const made = Buffer.allocUnsafe(length);
      before.copy(made);
      write(made, token, before.length, size);
      after.copy(made, before.length + size);
      return made;
    },
  };
}

async function gzipped(before: Buffer, size: number, after: Buffer): Promise<SplicedBody> {
  // Bytes that no page contains stand for the text, so that nothing after it can refer to it.
  const dictionary = Buffer.concat([before, Buffer.alloc(size)]).subarray(-WINDOW);
  const [head, tail] = await Promise.all([
    deflate(before, { level: 9, finishFlush: constants.Z_FULL_FLUSH }),
    deflate(after, { level: 9, dictionary }),
  ]);
  const stored = Buffer.alloc(5);
  stored.writeUInt16LE(size, 1);
  stored.writeUInt16LE(~size & 0xffff, 3);
  const ahead = Buffer.concat([GZIP_HEAD, head, stored]);
  const [crcBefore, crcOnwards] = [crc32(before), crcOver(after)];
  const length = ahead.length + size + tail.length + 8;
  const whole = before.length + size + after.length;
  return {
    length,
    around(token) {
      const made = Buffer.allocUnsafe(length);
      ahead.copy(made);
      write(made, token, ahead.length, size);
      tail.copy(made, ahead.length + size);
      const text = made.subarray(ahead.length, ahead.length + size);
      made.writeUInt32LE(crcOnwards(crc32(text, crcBefore)), length - 8);
      made.writeUInt32LE(whole, length - 4);
      return made;
    },
  };
}

function write(made: Buffer, token: string, at: number, size: number): void {
  if (token.length !== size || made.write(token, at, size, 'latin1') !== size)
    throw new RangeError('A token has another length.');
}

/**
 * The CRC-32 of something followed by `bytes`, from the CRC-32 of that something. Except for a constant it is linear in
 * these 32 bits, so that 33 known values give all others without reading `bytes` again.
 */
function crcOver(bytes: Buffer): (crc: number) => number {
  const none = crc32(bytes, 0);
  const bits = Array.from({ length: 32 }, (_, bit) => crc32(bytes, (1 << bit) >>> 0) ^ none);
  return (crc) => {
    let found = none;
    for (let bit = 0; bit < 32; bit += 1) if ((crc >>> bit) & 1) found ^= bits[bit] ?? 0;
    return found >>> 0;
  };
}
