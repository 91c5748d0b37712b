import type { IsoDate } from '~/domain/dates';
import type { ScriptManifest } from '~/envelope/script-manifest';

type ReleaseSignature = { publicKey: string; signature: string };

/** What the build left: the canonical text, and the release key's signature over it where there is one. */
export type BuiltManifest = { text: string; release: ReleaseSignature | null };

/** What this process serves, as published at `/.well-known/anshao/scripts.json` and on the protection page. */
export type ServedScripts = {
  manifest: ScriptManifest;
  /** The signed text. */
  text: string;
  sha256: string;
  /** Day of the log row that names it. */
  since: IsoDate;
  /**
   * Signed with the key that also signs the log's checkpoints: this installation has served that list since that day.
   */
  installation: ReleaseSignature;
  release: ReleaseSignature | null;
};
