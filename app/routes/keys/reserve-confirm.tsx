import { confirmByReserve } from '~/browser/keys/reserve-workspace';
import { withStampField } from '~/browser/keys/stamp-workspace';
import type { SignedDirectory } from '~/envelope/keys/directory';
import type { DirectoryChanges } from '~/envelope/keys/directory-change';
import type { DirectoryStatement } from '~/envelope/keys/directory-statement';
import type { WaitingProposal } from '~/services/keys/directory.server';
import type { RoutingPage } from '~/services/keys/routing-page.server';
import { reserveWords } from '~/words/keys/reserve';
import type { Lang } from '~/words/language';
import { FoldedReserve } from './reserve-form';

type Props = {
  lang: Lang;
  waiting: WaitingProposal;
  publicKey: string;
  directory: SignedDirectory;
  routing: RoutingPage;
  today: string;
  read: { statement: DirectoryStatement; changes: DirectoryChanges };
};

/**
 * Where no second guardian is left, the paper confirms the guardian's own proposal, but nothing that changes the
 * reserve itself, a backup key or the superior.
 */
export function ConfirmByReserve({ lang, waiting, publicKey, directory, routing, today, read }: Props) {
  const words = reserveWords[lang];
  if (read.statement.reserve === null || read.changes.outside.length > 0) return null;
  return (
    <FoldedReserve
      lang={lang}
      id="confirm-reserve"
      title={words.confirmTitle}
      text={words.confirmText}
      button={words.confirm(waiting.version)}
      action={`/${lang}/staff/directory`}
      fetcherKey="directory"
      sign={async (typed) => ({
        act: 'confirmByReserve',
        version: waiting.version,
        ...withStampField(
          await confirmByReserve({ ...waiting, publicKey }, directory, typed, routing.signed, { today }),
        ),
      })}
    />
  );
}
