import type { FileKind } from '~/domain/report/file-kind';
import type { Removed } from './source';

/** A file written anew, whole in memory; `stays`: it may still contain something that tells of people or devices. */
export type Rewritten = { bytes: Uint8Array; removed: Removed[]; stays: boolean };

/** Tells a file's kind by its bytes, as the domain's `fileKind` does. */
export type Judge = (bytes: Uint8Array) => FileKind | null;
