import type { FileKind } from '~/domain/report/file-kind';
import type { Removed } from './source';

/** A file written anew, whole in memory; `stays`: something that tells of people or devices may still be in it. */
export type Rewritten = { bytes: Uint8Array; removed: Removed[]; stays: boolean };

/** Tells a file's kind by its bytes: domain's `fileKind`. */
export type Judge = (bytes: Uint8Array) => FileKind | null;
