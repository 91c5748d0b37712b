import { useFetcher } from '@remix-run/react';
import { type FormEvent, useState } from 'react';
import { useKeyring } from '~/browser/keys/use-keyring';
import { confirmedLogKey, isPrintedLogKey } from '~/browser/log/log-key-workspace';
import type { LogKey } from '~/envelope/keys/log-key';
import { Button } from '~/ui/button';
import { Inset } from '~/ui/inset';
import { NotificationBanner } from '~/ui/notification-banner';
import { TextInput } from '~/ui/text-input';
import type { directoryAction } from '~/web/keys/directory-acts.server';
import { refusedText } from '~/words/follow/access';
import { keysWords } from '~/words/keys/keys';
import { formatDate, type Lang } from '~/words/language';
import { logKeyWords } from '~/words/log/log-key';

type Props = {
  lang: Lang;
  logKey: LogKey | null;
  publicKey: string;
  grant: { unitKeyId: string; wrapped: string } | null;
  seed: { wrapped: string } | null;
};

/** After a break-in a guardian compares the log's new key with what was printed, and signs it with the county key. */
export function ConfirmLogKey({ lang, logKey, publicKey, grant, seed }: Props) {
  const words = logKeyWords[lang];
  const { unlocked } = useKeyring();
  const fetcher = useFetcher<typeof directoryAction>({ key: 'logKey' });
  const [failed, setFailed] = useState<string | undefined>();
  const answer = fetcher.state === 'idle' ? fetcher.data : undefined;
  const refused = answer && 'refused' in answer ? refusedText(answer.refused, lang) : undefined;
  if (!logKey) {
    const done = answer && 'done' in answer;
    return done ? (
      <NotificationBanner success told={answer}>
        {words.done}
      </NotificationBanner>
    ) : null;
  }

  async function confirm(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget).get('logKeyId') ?? '');
    setFailed(undefined);
    if (!logKey || !grant || !seed) return;
    if (!isPrintedLogKey(typed, logKey)) return setFailed(words.wrong);
    try {
      const signature = await confirmedLogKey({ key: logKey, typed, seed: seed.wrapped, grant, publicKey });
      fetcher.submit({ act: 'confirmLogKey', number: String(logKey.number), signature }, { method: 'post' });
    } catch {
      setFailed(keysWords[lang].failed);
    }
  }

  return (
    <form method="post" onSubmit={confirm} data-confirm-log-key>
      <h2 className="govuk-heading-m">{words.title}</h2>
      <p className="govuk-body">{words.text}</p>
      <p className="govuk-body">{words.from(logKey.number, formatDate(logKey.fromDay, lang))}</p>
      {grant && seed ? (
        <>
          <TextInput
            name="logKeyId"
            label={words.typed}
            hint={words.typedHint}
            error={failed ?? refused}
            autoComplete="off"
            required
          />
          {!unlocked && <p className="govuk-body">{keysWords[lang].locked}</p>}
          <Button disabled={!unlocked || fetcher.state !== 'idle'}>{words.confirm}</Button>
        </>
      ) : (
        <Inset>{words.needsKey}</Inset>
      )}
    </form>
  );
}
