import type { KeyPair } from '~/envelope/key-pair';
import type { UnitKeyRef } from '~/envelope/keys/directory';
import type { ShareAbout } from '~/envelope/opening/share-about';
import { splitTwo } from '~/envelope/opening/shares';
import { type KeyFileHolder, keptFor, sealKeyFile } from './key-file';
import { type KeyWrap, keyScope, type ReportIds, type ReportKeyName, wrapForReporter } from './key-wraps';
import { requireTwo } from './two-share-key';

/** A key file, and the masks of its keys in the order of `KEYS_OF`. */
export type SentFile = { file: Uint8Array; masks: readonly Uint8Array[] };

/** All that a report's holders get when it is sent: one file each, and the thread key for the reporter. */
export type SentKeys = Record<KeyFileHolder, SentFile> & { reporter: Uint8Array };

/** Which keys lie in whose file: whole ones for the handling unit, shares for the others. */
export const KEYS_OF = {
  unit: ['report', 'thread', 'case'],
  custodians: ['report', 'case', 'identity'],
  guardians: ['report', 'case', 'identity'],
} as const satisfies Record<KeyFileHolder, readonly ReportKeyName[]>;

export type Holders = Record<'handling' | 'custodians' | 'guardians', UnitKeyRef>;

type ToSend = ReportIds &
  Holders & {
    reporter: Pick<KeyPair, 'recipient'>;
    keys: Record<ReportKeyName, KeyPair>;
    about: ShareAbout;
  };

/** Makes the files of all holders. Throws EnvelopeError `weakRecipient` where one key would hold both shares. */
export async function sealSentKeys(report: ToSend): Promise<SentKeys> {
  const { keys, about, handling, custodians, guardians } = report;
  requireTwo([custodians, guardians]);
  const named = (key: ReportKeyName, secret: Uint8Array) => ({ scope: keyScope(report, key), secret });
  const shares = KEYS_OF.custodians.map((key) => ({ key, two: splitTwo(keys[key].seed) }));
  const share = (index: 0 | 1) => shares.map(({ key, two }) => named(key, two[index]));
  const whole = KEYS_OF.unit.map((key) => named(key, keys[key].seed));
  return {
    unit: await sealKeyFile('unit', whole, null, handling.recipient),
    reporter: (await wrapForReporter({ ...report, reporterRecipient: report.reporter.recipient }, keys.thread)).bytes,
    custodians: await sealKeyFile('custodians', share(0), about, custodians.recipient),
    guardians: await sealKeyFile('guardians', share(1), about, guardians.recipient),
  };
}

/**
 * Splits what was sent into what is stored: each key for each holder separately, so that it can be handed out, moved
 * and deleted by itself.
 */
export function wrapsOf(sent: SentKeys, holders: Record<keyof Holders, Pick<UnitKeyRef, 'unitKeyId'>>): KeyWrap[] {
  const kept = (of: KeyFileHolder, { unitKeyId }: Pick<UnitKeyRef, 'unitKeyId'>) => {
    const bytes = keptFor(sent[of]);
    const share = of === 'unit' ? 'whole' : of;
    return KEYS_OF[of].map(
      (key, index): KeyWrap => ({
        key,
        share,
        holder: 'unit',
        unitKeyId,
        bytes: bytes[index] as Uint8Array,
        keyEpoch: 0,
      }),
    );
  };
  const reporter = { key: 'thread', share: 'whole', holder: 'reporter', unitKeyId: null, keyEpoch: 0 } as const;
  return [
    ...kept('unit', holders.handling),
    { ...reporter, bytes: sent.reporter },
    ...kept('custodians', holders.custodians),
    ...kept('guardians', holders.guardians),
  ];
}
