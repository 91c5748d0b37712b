import { useSecondsLeft } from '~/browser/keys/use-keyring';
import { stayAwake } from '~/browser/staff/idle-lock';
import { Button } from '~/ui/button';
import type { Lang } from '~/words/language';
import { passkeyWords } from '~/words/staff/passkey';

/** Shown in the last minute before the keys lock. It is read out once; the seconds are only to be seen. */
export function LockNotice({ lang }: { lang: Lang }) {
  const seconds = useSecondsLeft();
  const words = passkeyWords[lang].lock;
  return (
    <div className="anshao-lock-notice" role="alert">
      {seconds !== null && (
        <>
          <strong>{words.soon}</strong>
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
