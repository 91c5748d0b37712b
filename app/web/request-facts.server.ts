import type { IncomingMessage } from 'node:http';
import { MAX_SEALED_PART } from '~/domain/report/upload-limits';
import type { ThrottleKind } from './throttle.server';

const MAX_URL = 2_048;
/** Where the report page's island posts what it has sealed. */
export const SEALED_REPORTS = '/:lang/report/sealed';
/** Where browsers send sealed parts of files ahead of their report. */
export const UPLOADS = '/upload';
export const METHODS = ['GET', 'HEAD', 'POST'];

export const isSafe = (method: string | undefined) => method === 'GET' || method === 'HEAD';

export const headerText = (header: string | string[] | undefined) =>
  Array.isArray(header) ? header.join(',') : header;

/** What the framework's own scripts ask for: none of it is taken before it is posted that way. */
export const isDataRequest = (url: string): boolean => /\.data(?:\?|$)/.test(url);

/** What was asked for, without its query. */
export const pathOf = ({ url = '' }: Pick<IncomingMessage, 'url'>): string => url.split('?', 1)[0] ?? '';

/** A path that can be decoded; the framework would put others into warnings. */
export function isSound(url: string): boolean {
  if (!url.startsWith('/') || url.length > MAX_URL) return false;
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '');
    return true;
  } catch {
    return false;
  }
}

/**
 * The number of bytes announced: none where a file is removed and no body is read, and as many as a part may have where
 * nothing is announced.
 */
export function partBytes({ headers }: IncomingMessage): number {
  if (headers['x-upload-remove'] === 'file') return 0;
  return Number(headers['content-length'] ?? MAX_SEALED_PART);
}

export function throttleKind(method: string | undefined, pattern: string): ThrottleKind {
  if (isSafe(method)) return 'view';
  if (pattern === SEALED_REPORTS) return 'report';
  if (pattern === UPLOADS) return 'upload';
  return pattern.startsWith('/:lang/staff/sign-in') ? 'signIn' : 'post';
}
