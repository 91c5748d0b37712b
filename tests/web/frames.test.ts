import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { rawHeaders, testSite } from './test-site';

const page = { loader: () => new Response('x') };
const site = (folders: string[] = []) =>
  testSite(
    {
      '/:lang/report': page,
      '/:lang/follow': page,
      '/:lang/other': page,
      '/staff': { ...page, handle: { scripts: true } },
    },
    { folders: [join(process.cwd(), 'public'), ...folders] },
  );

test('only the file viewer may be framed, by our own pages, and it reaches nothing', async () => {
  const { url } = await site();
  const viewer = await rawHeaders(`${url}/viewer.html`);
  expect(viewer.status).toBe(200);
  expect(viewer.get('x-frame-options')).toBe('SAMEORIGIN');
  expect((viewer.get('content-security-policy') ?? '').split('; ')).toEqual([
    "default-src 'none'",
    expect.stringMatching(/^script-src 'sha256-[A-Za-z0-9+/]{43}='$/),
    expect.stringMatching(/^style-src 'sha256-[A-Za-z0-9+/]{43}='$/),
    'img-src blob:',
    'media-src blob:',
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
    'sandbox allow-scripts',
  ]);
  for (const name of ['content-security-policy', 'x-frame-options', 'permissions-policy', 'cache-control']) {
    expect(viewer.names.filter((one) => one === name)).toEqual([name]);
  }
  for (const path of ['/zh/report', '/zh/other', '/staff', '/viewer.html/', '/logo.svg', '/nowhere']) {
    const other = await rawHeaders(url + path);
    expect(other.get('x-frame-options')).toBe('DENY');
    expect(other.get('content-security-policy')).toContain("frame-ancestors 'none'");
  }
});

const DECODING = ['pdf-viewer.html', 'picture-viewer.html'];

test.each(DECODING)(
  '%s is as shut, but for a worker of its own text and decoders; each of its scripts by hash',
  async (name) => {
    const folder = mkdtempSync(join(tmpdir(), 'anshao-frames-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(
      join(folder, name),
      '<style>a{}</style><script>1</script><script type="text/plain">data</script><script>2</script>',
    );
    const { url } = await site([folder]);
    const viewer = await rawHeaders(`${url}/${name}`);
    const hash = "'sha256-[A-Za-z0-9+/]{43}='";
    expect((viewer.get('content-security-policy') ?? '').split('; ')).toEqual([
      "default-src 'none'",
      expect.stringMatching(new RegExp(`^script-src ${hash} ${hash} 'wasm-unsafe-eval'$`)),
      expect.stringMatching(new RegExp(`^style-src ${hash}$`)),
      'worker-src blob:',
      "connect-src 'none'",
      "form-action 'none'",
      "base-uri 'none'",
      "frame-ancestors 'self'",
      'sandbox allow-scripts',
    ]);
    expect(viewer.get('x-frame-options')).toBe('SAMEORIGIN');
    // Frame and page around it must be of one release.
    expect(viewer.get('cache-control')).toBe('no-cache');
  },
);

test('staff pages may frame our own address only, public pages nothing', async () => {
  const { url } = await site();
  const policy = async (path: string) => (await rawHeaders(url + path)).get('content-security-policy') ?? '';
  expect(await policy('/staff')).toContain("frame-src 'self'");
  expect(await policy('/zh/report')).not.toContain('frame-src');
});

test('the microphone is for the pages on which a voice can be recorded; all else stays shut everywhere', async () => {
  const { url } = await site();
  for (const path of ['/zh/report', '/en/follow', '/zh/other', '/staff', '/viewer.html', '/logo.svg', '/nowhere']) {
    const answer = await rawHeaders(url + path);
    const features = (answer.get('permissions-policy') ?? '').split(', ');
    const recording = path === '/zh/report' || path === '/en/follow';
    expect(features.filter((one) => !one.endsWith('=()'))).toEqual(recording ? ['microphone=(self)'] : []);
    expect(features).toHaveLength(11);
    expect((answer.get('content-security-policy') ?? '').includes('media-src blob:')).toBe(
      recording || path === '/viewer.html',
    );
  }
});
