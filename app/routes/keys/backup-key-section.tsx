import { fingerprint } from '~/envelope/key-pair';
import type { SignedDirectory } from '~/envelope/keys/directory';
import { DIRECTORY } from '~/envelope/keys/directory-statement';
import type { RoutingPage } from '~/services/keys/routing-page.server';
import { backupKeyWords } from '~/words/keys/backup-key';
import { type Lang, labelled } from '~/words/language';
import { MakeBackupKey } from './make-backup-key';

type Props = {
  lang: Lang;
  today: string;
  directory: SignedDirectory;
  publicKey: string;
  routing: RoutingPage;
  /** What signs the next list; null for whoever cannot, and while a list waits. */
  signing: { seed: string; grant: { unitKeyId: string; wrapped: string } } | null;
};

/** The key that backups are sealed to, as the list in force names it, and making another one. */
export function BackupKeySection({ signing, routing, ...props }: Props) {
  const { lang, directory } = props;
  const words = backupKeyWords[lang];
  const recipient = DIRECTORY.parse(directory.statement).backup?.recipient ?? null;
  return (
    <section aria-labelledby="backup-key-title" data-backup-key={recipient === null ? 'none' : 'listed'}>
      <h2 className="govuk-heading-m" id="backup-key-title">
        {words.title}
      </h2>
      <p className="govuk-body">
        {recipient === null ? (
          words.none
        ) : (
          <>
            {labelled(words.listed, lang)}
            <code>{fingerprint(recipient)}</code>
          </>
        )}
      </p>
      {signing && <MakeBackupKey {...props} {...signing} routing={routing.signed} replaces={recipient !== null} />}
    </section>
  );
}
