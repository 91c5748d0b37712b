import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSql } from '#db/client';
import { startPostgres } from '#db/launcher';
import { pdfWith } from '../pdf-sample';
import { ensureBuilt } from '../runner/program';
import { catchMails } from './mail-catcher';
import { findIn, findInFolder, newMarker } from './marker-search';
import { newIdNumber, newPhone } from './personal-markers';
import { freePort, openFollow, pageValue, post, type RunningSite, sendReport, startSite } from './running-site';

const data = mkdtempSync(join(tmpdir(), 'anshao-markers-'));
let mailServer: Awaited<ReturnType<typeof catchMails>>;
let site: RunningSite;
const control = newMarker();

beforeAll(async () => {
  ensureBuilt();
  mailServer = await catchMails();
  site = await startSite(data, { port: await freePort(), control, smtpUrl: mailServer.url });
}, 400_000);
afterAll(async () => {
  await site?.stop();
  await mailServer?.close();
  rmSync(data, { recursive: true, force: true });
}, 60_000);

test('nothing typed, attached or handed out lies in data folder, logs or mails', async () => {
  const marks = {
    description: newMarker(),
    place: newMarker(),
    employer: newMarker(),
    name: newMarker(),
    phone: newPhone(),
    idNumber: newIdNumber(),
    formToken: newMarker(),
    fileName: newMarker(),
    fileText: newMarker(),
    photoText: newMarker(),
    message: newMarker(),
  };
  const { description, place, employer, name, phone, idNumber, formToken } = marks;
  const photo = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#888' } })
    .jpeg()
    .withExif({ IFD0: { ImageDescription: marks.photoText } })
    .toBuffer();
  const sent = await sendReport(site.origin, {
    fields: {
      description: `${description} 通道被堵 ${'长'.repeat(3000)}`,
      place,
      employer,
      name,
      phone,
      idNumber,
      formToken,
      anonymity: 'named',
      consent: 'yes',
      urgent: 'yes',
    },
    files: [
      new File([new Uint8Array(pdfWith(`${marks.fileText}\n`.repeat(2000)))], `${marks.fileName}.pdf`, {
        type: 'application/pdf',
      }),
      new File([new Uint8Array(photo)], 'photo.jpg', { type: 'image/jpeg' }),
    ],
  });
  expect(sent.status).toBe(200);
  const code = sent.code ?? '';
  const cookie = await openFollow(site.origin, code);
  const page = await pageValue(site.origin, cookie ?? '');
  const answered = await post(site.origin, { message: marks.message, step: 'message', page }, cookie ?? '');
  expect(answered.status).toBe(303);
  await refusals(marks);
  await expect.poll(() => mailServer.mails.length, { timeout: 30_000 }).toBeGreaterThan(0);

  const all = { ...marks, code, cookie: cookie?.split('=')[1] ?? 'none' };
  expect(findInFolder(data, all)).toEqual([]);
  await checkpoint();
  expect(findInFolder(data, all)).toEqual([]);
  expect(findIn('logs', Buffer.from(site.output()), all)).toEqual([]);
  expect(findIn('mails', Buffer.concat(mailServer.mails), all)).toEqual([]);
}, 400_000);

test('the search finds what does lie in the clear', async () => {
  const found = findInFolder(data, { control });
  expect(found.some(({ form, where }) => form === 'utf8' && where.includes('postgres'))).toBe(true);
});

/** Refused tries must leave as little behind as accepted ones. */
async function refusals(marks: Record<string, string>): Promise<void> {
  const { description = '', fileName = '' } = marks;
  const wrongFile = await sendReport(site.origin, {
    fields: { description },
    files: [new File([`MZ\x90\0${description}`.repeat(50)], `${fileName}.exe`, { type: 'image/png' })],
  });
  expect(wrongFile.status).toBe(422);
  expect(wrongFile.body).toContain(description);
  const wrongField = await sendReport(site.origin, { fields: { description, matter: description } });
  expect(wrongField.status).toBe(422);
  const unknownPath = await fetch(`${site.origin}/zh/${description}?q=${description}`, {
    headers: { 'User-Agent': description, Referer: `${site.origin}/${description}` },
  });
  expect(unknownPath.status).toBe(404);
  expect((await post(site.origin, { code: '1'.repeat(20), step: 'open', message: description })).status).toBe(422);
}

/** Writes everything out of the database's memory, beside the running site. */
async function checkpoint(): Promise<void> {
  const server = await startPostgres({ data });
  const sql = openSql(server.url, { max: 1 });
  await sql`checkpoint`;
  await sql.end();
  await server.stop();
}
