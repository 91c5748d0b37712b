import { useEffect, useState } from 'react';
import { relatedOriginsKnown } from '~/browser/staff/passkey';
import { Button } from '~/ui/button';
import type { Lang } from '~/words/language';
import { addressWords } from '~/words/staff/address';

type Props = { lang: Lang; hosts: readonly string[]; disabled: boolean; onAsk: (host: string) => void };

/** For people whose passkey was made for another address of this site: it serves here too, where the browser knows how. */
export function SignInElsewhere({ lang, hosts, disabled, onAsk }: Props) {
  const words = addressWords[lang].signIn;
  const [known, setKnown] = useState(true);
  useEffect(() => {
    relatedOriginsKnown().then(setKnown, () => setKnown(false));
  }, []);
  if (hosts.length === 0) return null;
  return (
    <div data-elsewhere>
      <p className="govuk-body">{words.text}</p>
      {known ? (
        hosts.map((host) => (
          <Button key={host} type="button" variant="secondary" disabled={disabled} onClick={() => onAsk(host)}>
            {words.button(host)}
          </Button>
        ))
      ) : (
        <p className="govuk-body">{words.unable}</p>
      )}
    </div>
  );
}
