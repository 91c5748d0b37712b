import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { createElement } from 'react';
import { renderToPipeableStream } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { withoutNul } from '~/web/without-nul.server';

describe('NUL bytes of the rendered stream', () => {
  it('never reach the page, wherever a Chinese character falls in the buffer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 60 }), async (length) => {
        // Long texts bypass the buffer, so it takes many short ones.
        const short = `${'a'.repeat(length)}安全生产`;
        const page = Array.from({ length: 200 }, (_, key) => createElement('p', { key, title: short }, short));
        const html = await new Promise<string>((resolve, reject) => {
          const { pipe } = renderToPipeableStream(page, {
            onAllReady: () => resolve(text(pipe(withoutNul()))),
            onShellError: reject,
          });
        });
        expect(html).not.toContain('\0');
        expect(html).toBe(`<p title="${short}">${short}</p>`.repeat(200));
      }),
      { numRuns: 40 },
    );
  });

  it('go, and nothing else does', async () => {
    const source = Readable.from([Buffer.from('a\0\0b'), Buffer.from('\0'), Buffer.from('安')]);
    expect(await text(source.pipe(withoutNul()))).toBe('ab安');
  });
});
