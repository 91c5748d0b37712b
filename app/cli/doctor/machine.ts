import { readFile, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { packagedMajor } from '#db/launcher-place';
import { certificateFinding, diskFinding, type Finding } from '~/domain/county/doctor';
import type { BlobStore } from '~/services/blob-store.server';
import { restoreUnderWay } from '~/services/county/restore.server';
import { verifyMail } from '~/services/mail.server';

/** Checks of the machine and of what lies around the site. */

export async function checkData(data: string): Promise<Finding> {
  if (!(await stat(data).catch(() => null))?.isDirectory()) return { code: 'data.absent', facts: { text: data } };
  const half = await restoreUnderWay(data);
  return half ? { code: 'data.restoring', facts: { text: half.id } } : { code: 'data.ok', facts: {} };
}

export async function checkDisk(data: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(data);
  return diskFinding(bavail * bsize);
}

/** Null where the database's files are of the version that this program brings, or not there yet. */
export async function checkMajor(data: string): Promise<Finding | null> {
  const text = await readFile(join(data, 'postgres', 'PG_VERSION'), 'utf8').catch(() => null);
  const brought = await packagedMajor();
  if (text === null || Number(text) === brought) return null;
  return { code: 'database.otherMajor', facts: { count: Number(text), limit: brought } };
}

/** The mail server takes a connection and, where one is given, the password; no mail is sent. */
export async function checkMail(smtpUrl: string | null): Promise<Finding> {
  if (smtpUrl === null) return { code: 'mail.none', facts: {} };
  try {
    await verifyMail(smtpUrl);
    return { code: 'mail.ok', facts: {} };
  } catch (error) {
    return { code: 'mail.refused', facts: { text: String((error as { code?: unknown }).code ?? '') } };
  }
}

/** Writes a few bytes, reads and removes them. */
export async function checkBlobs(blobs: BlobStore): Promise<Finding> {
  try {
    const ref = await blobs.put(new TextEncoder().encode('anshao doctor'));
    const size = await blobs.size(ref);
    await blobs.remove(ref);
    if (await blobs.keepsRemoved()) return { code: 'blobs.keepsRemoved', facts: {} };
    if (size > 0) return { code: 'blobs.ok', facts: {} };
  } catch {
    // Told below: which file it was says nothing to whoever reads it.
  }
  return { code: 'blobs.unreachable', facts: {} };
}

const LIMIT_MS = 10_000;

/** The certificate that browsers get at one of the site's public addresses. */
export function checkCertificate(origin: string, now: number): Promise<Finding> {
  const { protocol, hostname, port } = new URL(origin);
  if (protocol !== 'https:') return Promise.resolve({ code: 'certificate.notChecked', facts: { text: hostname } });
  const unreachable: Finding = { code: 'certificate.unreachable', facts: { text: hostname } };
  return new Promise((done) => {
    const servername = /^[\d.:[\]]+$/.test(hostname) ? '' : hostname;
    // It is looked at whether or not it is trusted; nothing is sent over this connection.
    const socket = connectTls({ host: hostname, port: Number(port || 443), servername, rejectUnauthorized: false });
    const end = (finding: Finding) => {
      socket.destroy();
      done(finding);
    };
    socket.setTimeout(LIMIT_MS, () => end(unreachable));
    socket.once('error', () => end(unreachable));
    socket.once('secureConnect', () => {
      const { valid_to } = socket.getPeerCertificate();
      end(valid_to ? certificateFinding(hostname, Date.parse(valid_to), socket.authorized, now) : unreachable);
    });
  });
}
