import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { zipSync } from 'fflate';
import type { Browser, FrameLocator, Page } from 'playwright';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { submitReport } from '~/services/report/report.server';
import { caseWords } from '~/words/case/case';
import { pictureViewWords } from '~/words/case/picture-view';
import { launchBrowser } from '../runner/browser';
import { reportDraft } from '../services/report-drafts';
import { openCase } from './case-page';
import { viewFile, viewState } from './file-viewer';
import { axe, signIn } from './people';
import { openSite, type TestSite } from './site';

const words = caseWords.zh;
const CSV = '日期,事项\n11月20日,二号门上锁\n';
/** As an office editor here writes it: 二号门, in GB 18030. */
const GB = Buffer.from('b6febac5c3c5', 'hex');
const sample = (name: string) => readFileSync(new URL(`../files/${name}`, import.meta.url));
let site: TestSite;
let browser: Browser;
let officer: Page;

const picture = () => sharp({ create: { width: 64, height: 48, channels: 3, background: '#a42' } });

/** As FFmpeg writes it. */
function bitmap(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'anshao-bitmap-'));
  const path = join(folder, 'a.bmp');
  execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'color=0xaa4422:size=64x48', '-frames:v', '1', path]);
  const bytes = readFileSync(path);
  rmSync(folder, { recursive: true });
  return bytes;
}

async function pages(): Promise<Buffer> {
  const sheets = [picture(), picture().negate()].map((sheet) => sheet.png().toBuffer());
  return sharp(await Promise.all(sheets), { join: { animated: true } })
    .tiff({ compression: 'deflate' })
    .toBuffer();
}

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
  const tiff = await pages();
  const circle = await picture().tiff({ compression: 'webp' }).toBuffer();
  const files = [
    ['photo.heic', sample('photo.heic')],
    ['two.heic', sample('two.heic')],
    ['cut.heic', sample('photo.heic').subarray(0, 300)],
    ['scan.tif', tiff],
    ['odd.tif', circle],
    ['a.bmp', bitmap()],
    ['a.gif', await picture().gif().toBuffer()],
    ['a.avif', await picture().avif().toBuffer()],
    ['anim.png', sample('anim.png')],
    ['表.csv', Buffer.from(CSV)],
    ['gb.txt', GB],
    ['unicode.txt', Buffer.from('\ufeff二号门', 'utf16le')],
    ['信.eml', Buffer.from('From: z@a.example\r\nSubject: x\r\n\r\n二号门 上锁')],
    ['a.zip', Buffer.from(zipSync({ '表.csv': Buffer.from(CSV) }))],
    ['票.ofd', Buffer.from(zipSync({ 'OFD.xml': Buffer.from('<OFD/>') }))],
  ] as const;
  const sent = await submitReport(site.ctx, {
    draft: reportDraft({ sector: 'fire' }),
    files: files.map(([name, bytes]) => ({ name, type: 'application/octet-stream', bytes })),
  });
  const [row] = await site.ctx.db.select().from(caseFile).where(eq(caseFile.id, sent.caseId));
  officer = await signIn(browser, site, 'fire.lead');
  await openCase(officer, row?.order ?? 0);
});
afterAll(() => browser?.close());

const look = (name: string) => viewFile(officer, name);
const shown = (state: string) => viewState(officer, state);

/** Colours of the canvas, read back: of the first and the last pixel. */
const corners = (frame: FrameLocator, n = 0) =>
  frame
    .locator('canvas')
    .nth(n)
    .evaluate((element) => {
      const { width, height } = element as HTMLCanvasElement;
      const data = (element as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
      return { width, height, first: [...data.slice(0, 3)], last: [...data.slice(-4, -1)] };
    });

function near(seen: readonly number[], wanted: readonly number[]): void {
  for (const [at, part] of wanted.entries()) expect(Math.abs(part - (seen[at] ?? -255))).toBeLessThan(16);
}

it('officers see a HEIC photo, all pictures of one that has several, and are told of one that is broken', async () => {
  const asked: string[] = [];
  officer.on('request', (request) => void asked.push(new URL(request.url()).pathname));
  const frame = await look('photo.heic');
  await shown('shown');
  const seen = await corners(frame);
  expect([seen.width, seen.height]).toEqual([128, 96]);
  near(seen.first, [200, 40, 40]);
  near(seen.last, [230, 220, 60]);
  expect(await frame.locator('canvas').boundingBox()).toMatchObject({ width: 128 });
  expect(asked.filter((path) => /\.(?:html|bin)$/.test(path))).toEqual(['/picture-viewer.html', '/heif-decoder.bin']);
  await axe(officer, 'a HEIC photo in the viewer');

  const both = await look('two.heic');
  await shown('shown');
  expect(await both.locator('canvas').count()).toBe(2);
  near((await corners(both, 1)).first, [254, 0, 0]);

  await look('cut.heic');
  await shown('failed');
  expect(await officer.locator('[data-file-view]').textContent()).toContain(pictureViewWords.zh.failed);
});

it('officers see the pages of a TIFF, and are told of one that is packed in a way that is not shown', async () => {
  const frame = await look('scan.tif');
  await shown('shown');
  expect((await corners(frame)).first).toEqual([0xaa, 0x44, 0x22]);
  expect((await corners(frame, 1)).last).toEqual([0x55, 0xbb, 0xdd]);
  await look('odd.tif');
  await shown('failed');
});

it.each(['a.bmp', 'a.gif', 'a.avif', 'anim.png'])('officers see %s', async (name) => {
  const frame = await look(name);
  await shown('shown');
  const width = await frame.locator('img').evaluate((image) => (image as HTMLImageElement).naturalWidth);
  expect(width).toBeGreaterThan(40);
});

it.each([
  ['表.csv', CSV],
  ['gb.txt', '二号门'],
  ['unicode.txt', '二号门'],
  ['信.eml', '二号门 上锁'],
])('officers read %s', async (name, text) => {
  const frame = await look(name);
  await shown('shown');
  expect(await frame.locator('pre').textContent()).toContain(text);
});

it.each(['a.zip', '票.ofd'])('%s is for other programs, and that is said', async (name) => {
  await look(name);
  expect(await officer.locator('[data-file-view]').textContent()).toContain(words.notViewable.document);
});
