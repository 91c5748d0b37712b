import { useRef } from 'react';
import { useSecondsLeft } from '~/browser/keys/use-keyring';
import { stayAwake } from '~/browser/staff/idle-lock';
import { typedTexts } from '~/browser/typed-texts';
import { Button } from '~/ui/button';
import { formatList, type Lang } from '~/words/language';
import { passkeyWords } from '~/words/staff/passkey';

/**
 * Shown in the last minute before the keys lock. What happens then, and to which texts, is read out once; only the
 * seconds, which change, are for the eyes alone.
 */
export function LockNotice({ lang }: { lang: Lang }) {
  const seconds = useSecondsLeft();
  const words = passkeyWords[lang].lock;
  // Whoever types is here, and the notice goes; so the texts stay the same while it stands.
  const texts = useRef<string[] | null>(null);
  if (seconds === null) texts.current = null;
  else texts.current ??= typedTexts();
  const names = texts.current ?? [];
  return (
    <div className="anshao-lock-notice">
      <div role="alert">
        {seconds !== null && (
          <>
            <strong>{words.soon}</strong>
            <p>
              {words.closes}
              {names.length > 0 && words.kept(formatList(names.map(words.quoted), lang))}
            </p>
          </>
        )}
      </div>
      {seconds !== null && (
        <>
          <p aria-hidden="true" data-seconds-left>
            {words.seconds(seconds)}
          </p>
          <Button type="button" variant="secondary" onClick={stayAwake}>
            {words.stay}
          </Button>
        </>
      )}
    </div>
  );
}
