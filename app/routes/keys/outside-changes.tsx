import { fingerprint } from '~/envelope/key-pair';
import { comparedMark } from '~/envelope/keys/compared';
import type { OutsideChange } from '~/envelope/keys/directory-change';
import { nothingElse } from '~/envelope/keys/nothing-else';
import { reserveFingerprint } from '~/envelope/keys/reserve';
import { ComparedBox } from '~/routes/opening/compared-box';
import { SummaryList } from '~/ui/summary-list';
import { backupKeyWords } from '~/words/keys/backup-key';
import { reserveWords } from '~/words/keys/reserve';
import { routingWords } from '~/words/keys/routing';
import { superiorWords } from '~/words/keys/superior';
import type { Lang } from '~/words/language';
import { superiorParts } from './superior-parts';
import { difference, differingParts } from './told';

/** Words for each kind of entry, so that one that is added to a list has some. */
const WORDS = { superior: superiorWords, reserve: reserveWords, backup: backupKeyWords } as const;

/** The first entry that nobody ticked, in words; null when all were. */
export function notCompared(changes: readonly OutsideChange[], compared: ReadonlySet<string>, lang: Lang) {
  const unseen = changes.find((change) => !compared.has(comparedMark(change)));
  return unseen ? WORDS[unseen.of][lang].notCompared : null;
}

type Props = { lang: Lang; changes: readonly OutsideChange[]; ticks: boolean };

/**
 * What the next list says otherwise of the superior outside, and of keys that lie printed and nowhere else; each is
 * compared with its paper, or with whoever holds it.
 */
export function OutsideChanges({ lang, changes, ticks }: Props) {
  return changes.map((change) => {
    const words = WORDS[change.of][lang];
    const { changed, dropped, compared, agreeDropped } = words;
    const print = printOf(change);
    return (
      <section key={change.of} data-outside-change={change.of}>
        <h3 className="govuk-heading-s">{words.title}</h3>
        <p className="govuk-body">
          {change.after === null ? dropped : changed} {print !== null && <code>{print}</code>}
        </p>
        {change.of === 'superior' && <SuperiorRows lang={lang} change={change} />}
        {ticks && <ComparedBox id={comparedMark(change)} label={change.after === null ? agreeDropped : compared} />}
      </section>
    );
  });
}

/** The fingerprint of a key that is all that an entry says. */
function printOf(change: OutsideChange): string | null {
  if (change.of === 'superior' || change.after === null) return null;
  if (change.of === 'reserve') {
    const { signingKey, ...rest } = change.after;
    nothingElse(rest);
    return reserveFingerprint(signingKey);
  }
  const { recipient, ...rest } = change.after;
  nothingElse(rest);
  return fingerprint(recipient);
}

type SuperiorChange = Extract<OutsideChange, { of: 'superior' }>;

/** Of a superior that changes, only what is signed differently; else all of it. */
function SuperiorRows({ lang, change: { before, after } }: { lang: Lang; change: SuperiorChange }) {
  const { nothing, changed } = routingWords[lang].sentence;
  if (before === null || after === null) {
    const only = after ?? before;
    const rows = only === null ? [] : superiorParts(only, lang);
    return <SummaryList rows={rows.map(({ label, text }) => ({ key: label, value: text }))} />;
  }
  const differing = differingParts(superiorParts(before, lang), superiorParts(after, lang)).flatMap(([was, now]) => {
    const pair = difference(was, now, nothing);
    return pair === null ? [] : [{ key: (now ?? was)?.label ?? '', value: changed('', ...pair) }];
  });
  return <SummaryList rows={differing} />;
}
