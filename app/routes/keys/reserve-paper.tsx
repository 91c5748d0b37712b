import { CHECKED_WORDS } from '~/domain/keys/reserve';
import { directoryFingerprint } from '~/envelope/keys/directory';
import { reserveFingerprint } from '~/envelope/keys/reserve';
import { SummaryList } from '~/ui/summary-list';
import { TextInput } from '~/ui/text-input';
import { keysWords } from '~/words/keys/keys';
import { reserveWords } from '~/words/keys/reserve';
import { formatDate, type Lang } from '~/words/language';
import { QrCode } from './qr-code';

type Props = {
  lang: Lang;
  county: string;
  today: string;
  countyKey: string;
  drawn: { words: string; signingKey: string };
};

/** The paper as it is printed, and the boxes for some of its words. */
export function ReservePaper({ lang, county, today, countyKey, drawn }: Props) {
  const words = reserveWords[lang];
  return (
    <>
      <p className="govuk-body anshao-no-print">
        <strong>{words.onceOnly}</strong>
      </p>
      <section className="anshao-share anshao-case-section" aria-label={words.title} data-reserve-paper>
        <h3 className="govuk-heading-s">{words.paperTitle(county)}</h3>
        <p className="govuk-body">{words.paperText}</p>
        <ol className="anshao-secret anshao-word-list" lang="en" data-reserve-words={drawn.words}>
          {drawn.words.split(' ').map((word, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: words repeat, and the list never changes.
            <li key={at}>{word}</li>
          ))}
        </ol>
        <QrCode text={drawn.words} label={words.qr} />
        <SummaryList
          plain
          rows={[
            { key: words.fingerprint, value: <code>{reserveFingerprint(drawn.signingKey)}</code> },
            { key: keysWords[lang].directory.countyFingerprint, value: <code>{directoryFingerprint(countyKey)}</code> },
            { key: words.madeOn, value: formatDate(today, lang) },
          ]}
        />
      </section>
      <div className="anshao-no-print">
        <p className="govuk-body">{words.checkText}</p>
        {CHECKED_WORDS.map((n) => (
          <TextInput key={n} name="checkWord" id={`check-word-${n}`} label={words.wordNumber(n)} width={10} required />
        ))}
      </div>
    </>
  );
}
