import { useState } from 'react';
import { type DrawnBackupKey, drawBackupKey } from '~/browser/keys/backup-key';
import { useKeyring } from '~/browser/keys/use-keyring';
import { fingerprint } from '~/envelope/key-pair';
import { directoryFingerprint } from '~/envelope/keys/directory';
import { Button } from '~/ui/button';
import { ErrorMessage } from '~/ui/error-message';
import { SummaryList } from '~/ui/summary-list';
import { TextInput } from '~/ui/text-input';
import { backupKeyWords } from '~/words/keys/backup-key';
import { keysWords } from '~/words/keys/keys';
import { formatDate } from '~/words/language';
import { useLeaveWarning } from './printed-shares';
import { type Signing, usePrintedProposal } from './use-printed-proposal';

type Props = Signing & { replaces: boolean };

/**
 * A backup key drawn in this browser: its three shares are printed, the end of each is typed from the paper, and its
 * recipient is proposed for the list. The server never gets the shares.
 */
export function MakeBackupKey(props: Props) {
  const { lang, replaces } = props;
  const words = backupKeyWords[lang];
  const { unlocked } = useKeyring();
  const [drawn, setDrawn] = useState<DrawnBackupKey | null>(null);
  return (
    <>
      <p className="govuk-body">{words.makeText}</p>
      {!unlocked && <p className="govuk-body">{keysWords[lang].locked}</p>}
      {drawn === null ? (
        <Button
          type="button"
          variant="secondary"
          disabled={!unlocked}
          onClick={() => void drawBackupKey().then(setDrawn)}
        >
          {replaces ? words.replace : words.make}
        </Button>
      ) : (
        <Papers {...props} drawn={drawn} />
      )}
    </>
  );
}

function Papers(props: Props & { drawn: DrawnBackupKey }) {
  const { lang, drawn, today, publicKey } = props;
  const words = backupKeyWords[lang];
  const { unlocked } = useKeyring();
  const { propose, message, busy } = usePrintedProposal(props, 'directory', (form) => {
    const right = form.getAll('end').map(typedEnd).join() === drawn.shares.map((share) => share.slice(-4)).join();
    return right ? { backup: { recipient: drawn.recipient } } : words.wrongEnds;
  });
  useLeaveWarning(words.leave);
  return (
    <form method="post" onSubmit={propose} autoComplete="off">
      <p className="govuk-body anshao-no-print">
        <strong>{words.onceOnly}</strong>
      </p>
      {drawn.shares.map((share, at) => (
        <section className="anshao-share anshao-case-section" key={share} aria-label={words.share(at + 1)}>
          <h3 className="govuk-heading-s">{words.share(at + 1)}</h3>
          <p className="govuk-body">{words.paperText}</p>
          <p className="anshao-secret" data-share={at + 1}>
            {share}
          </p>
          <SummaryList
            plain
            rows={[
              { key: words.fingerprint, value: <code>{fingerprint(drawn.recipient)}</code> },
              {
                key: keysWords[lang].directory.countyFingerprint,
                value: <code>{directoryFingerprint(publicKey)}</code>,
              },
              { key: words.madeOn, value: formatDate(today, lang) },
            ]}
          />
        </section>
      ))}
      <div className="anshao-no-print">
        <p className="govuk-body">{words.checkText}</p>
        {drawn.shares.map((share, at) => (
          <TextInput
            key={share}
            name="end"
            id={`share-end-${at + 1}`}
            label={words.end(at + 1)}
            width={10}
            maxLength={20}
            required
          />
        ))}
      </div>
      <ErrorMessage id="backup-key-error" message={message} />
      <div className="govuk-button-group">
        <Button type="button" variant="secondary" onClick={() => print()}>
          {keysWords[lang].print}
        </Button>
        <Button disabled={!unlocked || busy}>{busy ? words.signing : words.propose}</Button>
      </div>
    </form>
  );
}

const typedEnd = (text: FormDataEntryValue): string => String(text).normalize('NFKC').trim().toUpperCase();
