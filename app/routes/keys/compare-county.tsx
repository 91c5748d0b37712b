import { recall } from '~/browser/keys/checked-directory';
import { answerCounty } from '~/browser/keys/county-question';
import { directoryFingerprint } from '~/envelope/keys/directory';
import { Button } from '~/ui/button';
import { trustWords } from '~/words/keys/trust';
import type { Lang } from '~/words/language';

/**
 * Shown in place of the page, once in a member's life: nothing is opened or sealed before the county key was compared.
 */
export function CompareCounty({ lang, countyKey }: { lang: Lang; countyKey: string }) {
  const words = trustWords[lang].compare;

  function confirm() {
    answerCounty();
    recall().catch(() => undefined);
  }

  return (
    <section className="anshao-main--measure" aria-labelledby="compare-title" data-compare-county>
      <h1 className="govuk-heading-l" id="compare-title">
        {words.title}
      </h1>
      <p className="govuk-body">{words.text}</p>
      <p className="govuk-body">
        <strong>{words.fingerprint}</strong>
        <br />
        <code>{directoryFingerprint(countyKey)}</code>
      </p>
      <p className="govuk-body">{words.again}</p>
      <Button type="button" onClick={confirm}>
        {words.same}
      </Button>
    </section>
  );
}
