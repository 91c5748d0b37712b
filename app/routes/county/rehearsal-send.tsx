import { useRevalidator } from '@remix-run/react';
import { useState } from 'react';
import { sendTests } from '~/browser/county/rehearsal-workspace';
import { useKeyring } from '~/browser/keys/use-keyring';
import { staffRefusal } from '~/browser/staff/staff-post';
import type { SignedDirectory } from '~/envelope/keys/directory';
import { Button } from '~/ui/button';
import { ErrorMessage } from '~/ui/error-message';
import { rehearsalWords } from '~/words/county/rehearsal';
import { refusedText } from '~/words/follow/access';
import type { Lang } from '~/words/language';
import { passkeyWords } from '~/words/staff/passkey';

type Props = {
  lang: Lang;
  directory: SignedDirectory;
  again: boolean;
  told: string;
  onTold: (text: string) => void;
};

/** Sends the test reports from this browser, with how far it is. */
export function RehearsalSend({ lang, directory, again, told, onTold }: Props) {
  const words = rehearsalWords[lang];
  const { unlocked } = useKeyring();
  const { revalidate } = useRevalidator();
  const [working, setWorking] = useState(false);
  const [failed, setFailed] = useState<string | undefined>();

  async function send() {
    setWorking(true);
    setFailed(undefined);
    onTold('');
    const paths = {
      keys: `/${lang}/report/keys.json`,
      registers: `/${lang}/report/registers/`,
      post: `/${lang}/staff/rehearsal`,
    };
    try {
      const onSent = (sent: number, of: number) => onTold(words.sending(sent, of));
      onTold(words.sent(await sendTests({ paths, directory, description: words.description, onSent })));
    } catch (error) {
      const refused = staffRefusal(error);
      setFailed(refused ? refusedText(refused, lang) : passkeyWords[lang].problems.failed);
    }
    setWorking(false);
    revalidate();
  }

  return (
    <div data-rehearsal-send>
      {!unlocked && <p className="govuk-body">{words.locked}</p>}
      <ErrorMessage id="rehearsal-error" message={failed} />
      <Button type="button" variant="secondary" disabled={!unlocked || working} onClick={() => void send()}>
        {again ? words.again : words.send}
      </Button>
      <p className="govuk-body" role="status" data-rehearsal-told>
        {told}
      </p>
    </div>
  );
}
