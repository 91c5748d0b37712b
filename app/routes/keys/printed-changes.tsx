import { fingerprint } from '~/envelope/key-pair';
import type { SignedDirectory } from '~/envelope/keys/directory';
import { DIRECTORY, type DirectoryStatement } from '~/envelope/keys/directory-statement';
import { reserveFingerprint } from '~/envelope/keys/reserve';
import { ComparedBox } from '~/routes/opening/compared-box';
import { backupKeyWords } from '~/words/keys/backup-key';
import { reserveWords } from '~/words/keys/reserve';
import type { Lang } from '~/words/language';

type Words = Record<'title' | 'changed' | 'dropped' | 'compared' | 'agreeDropped' | 'notCompared', string>;

/** A key that lies printed and nowhere else, where the next list names another one than the list in force. */
export type PrintedChange = {
  /** Also the id of the tick for its fingerprint. */
  id: 'reserve' | 'backup';
  words: Words;
  /** Of the new key; null where the list names none any more. */
  print: string | null;
};

/** The list in force was checked before; this only finds the differences. */
export function printedChanges(
  directory: SignedDirectory | null,
  statement: DirectoryStatement,
  lang: Lang,
): PrintedChange[] {
  const before = directory && DIRECTORY.parse(directory.statement);
  const [reserve, backup] = [statement.reserve?.signingKey ?? null, statement.backup?.recipient ?? null];
  const found: PrintedChange[] = [];
  if ((before?.reserve?.signingKey ?? null) !== reserve) {
    found.push({ id: 'reserve', words: reserveWords[lang], print: reserve && reserveFingerprint(reserve) });
  }
  if ((before?.backup?.recipient ?? null) !== backup) {
    found.push({ id: 'backup', words: backupKeyWords[lang], print: backup && fingerprint(backup) });
  }
  return found;
}

/** New printed keys on the next list, to be compared with what is printed on their papers. */
export function PrintedChanges({ changes, ticks }: { changes: readonly PrintedChange[]; ticks: boolean }) {
  return changes.map(({ id, words, print }) => (
    <section key={id} data-printed-change={id}>
      <h3 className="govuk-heading-s">{words.title}</h3>
      <p className="govuk-body">
        {print === null ? words.dropped : words.changed} {print !== null && <code>{print}</code>}
      </p>
      {ticks && <ComparedBox id={id} label={print === null ? words.agreeDropped : words.compared} />}
    </section>
  ));
}
