import type { SignedDirectory } from '~/envelope/keys/directory';
import { DIRECTORY, type DirectoryStatement } from '~/envelope/keys/directory-statement';
import { reserveFingerprint } from '~/envelope/keys/reserve';
import { ComparedBox } from '~/routes/opening/compared-box';
import { reserveWords } from '~/words/keys/reserve';
import type { Lang } from '~/words/language';

/** The id of the tick for the reserve key's fingerprint. */
export const RESERVE_COMPARED = 'reserve';

/** The list in force was checked before; this only finds the differences. */
export function reserveChanges(directory: SignedDirectory | null, statement: DirectoryStatement): boolean {
  const before = directory && DIRECTORY.parse(directory.statement).reserve;
  return (before?.signingKey ?? null) !== (statement.reserve?.signingKey ?? null);
}

type Props = { lang: Lang; directory: SignedDirectory | null; statement: DirectoryStatement; ticks: boolean };

/** A new reserve key on the next list, to be compared with what is printed on its paper. */
export function ReserveChange({ lang, directory, statement, ticks }: Props) {
  const words = reserveWords[lang];
  if (!reserveChanges(directory, statement)) return null;
  const key = statement.reserve?.signingKey;
  return (
    <section data-reserve-change>
      <h3 className="govuk-heading-s">{words.title}</h3>
      <p className="govuk-body">
        {key === undefined ? words.dropped : words.changed} {key && <code>{reserveFingerprint(key)}</code>}
      </p>
      {ticks && <ComparedBox id={RESERVE_COMPARED} label={key === undefined ? words.agreeDropped : words.compared} />}
    </section>
  );
}
