import { concat } from '../bytes';

/** Reads output as it comes, so that no more than `most` bytes are ever held; null when there is more. */
async function collect(readable: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = readable.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      size += next.value.length;
      if (size > most) {
        await reader.cancel();
        return null;
      }
      parts.push(next.value);
    }
  } catch {
    // Data may be cut short, or followed by other bytes, which browsers refuse. What came until then counts.
  }
  return concat(...parts);
}

/**
 * Writes in small steps, and the last bytes one by one, so that bytes after the compressed data do not make its output
 * fail.
 */
async function feed(writable: WritableStream<BufferSource>, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const writer = writable.getWriter();
  try {
    const tail = Math.max(0, bytes.length - 16);
    for (let at = 0; at < tail; at += 4096) await writer.write(bytes.subarray(at, Math.min(tail, at + 4096)));
    for (let at = tail; at < bytes.length; at += 1) await writer.write(bytes.subarray(at, at + 1));
    await writer.close();
  } catch {
    // The reader reports what came out.
  }
}

/** Inflates zlib data (RFC 1950); null beyond `most` bytes. Of damaged data it returns what can be read. */
export async function inflate(bytes: Uint8Array, most: number): Promise<Uint8Array | null> {
  const stream = new DecompressionStream('deflate');
  const [all] = await Promise.all([collect(stream.readable, most), feed(stream.writable, bytes.slice())]);
  return all;
}

/** The bytes as zlib data. */
export async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new CompressionStream('deflate');
  const most = bytes.length + 1024;
  const [packed] = await Promise.all([collect(stream.readable, most), feed(stream.writable, bytes.slice())]);
  // Stored blocks add only a few bytes, so this is never reached.
  if (!packed) throw new RangeError('deflate');
  return packed;
}

/** zlib data of exactly `length` bytes, or null when it needs more: empty stored blocks (RFC 1951 3.2.4) fill it. */
export async function deflateTo(bytes: Uint8Array, length: number): Promise<Uint8Array | null> {
  const stream = new CompressionStream('deflate');
  const [packed] = await Promise.all([collect(stream.readable, length), feed(stream.writable, bytes.slice())]);
  if (!packed || packed.length > length) return null;
  const blocks = Math.floor((length - packed.length) / 5);
  const empty = new Uint8Array(blocks * 5);
  for (let at = 0; at < empty.length; at += 5) empty.fill(255, at + 3, at + 5);
  const rest = new Uint8Array(length - packed.length - empty.length).fill(10);
  return concat(packed.subarray(0, 2), empty, packed.subarray(2), rest);
}
