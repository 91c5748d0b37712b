import { textIn } from '~/domain/localized';
import { comparedMark, unitsMark } from '~/envelope/keys/compared';
import { changedId, type DirectoryChanges, type KeyChange } from '~/envelope/keys/directory-change';
import { ComparedBox } from '~/routes/opening/compared-box';
import { allNames } from '~/routes/staff/all-names';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { Tag } from '~/ui/tag';
import { directoryWords } from '~/words/keys/directory';
import { keysWords } from '~/words/keys/keys';
import { entryKind, type Naming, printOf, unitChangeText } from './directory-change-text';

type TableProps = Naming & { changes: readonly KeyChange[]; caption: string; ticks: boolean };

/** Members and keys that a version adds, removes or changes, each with its fingerprint and a tick for "compared". */
export function KeyChangesTable({ changes, caption, ticks, ...naming }: TableProps) {
  const words = keysWords[naming.lang].directory;
  const columns: Column<KeyChange>[] = [
    { key: 'name', title: words.who, head: true, cell: (change) => entryName(change, naming) },
    { key: 'kind', title: words.kind, cell: (change) => entryKind(change, naming) },
    {
      key: 'change',
      title: words.change,
      cell: ({ change }) => <Tag tone={change === 'removed' ? 'attention' : 'progress'}>{words.changes[change]}</Tag>,
    },
    {
      key: 'fingerprint',
      title: keysWords[naming.lang].fingerprint,
      cell: (change) => <Fingerprints change={change} />,
    },
  ];
  const compare: Column<KeyChange> = {
    key: 'compare',
    title: words.compareColumn,
    cell: (change) =>
      change.after === null ? (
        '—'
      ) : (
        <ComparedBox id={comparedMark(change)} label={words.compare(entryName(change, naming))} />
      ),
  };
  return (
    <DataTable
      caption={caption}
      columns={ticks ? [...columns, compare] : columns}
      rows={changes}
      rowKey={changedId}
      empty={<EmptyState title={words.waitingNone} />}
    />
  );
}

/** A member's name, or that of the unit whose key it is. */
export function entryName(change: KeyChange, { lang, units, names }: Naming): string {
  if (change.of === 'member') return names[changedId(change)] ?? changedId(change);
  const unitId = (change.after ?? change.before)?.unitId;
  return textIn(units.find(({ id }) => id === unitId)?.names ?? {}, lang);
}

/** Where a key changed, the former one stands above the new one. */
function Fingerprints({ change }: { change: KeyChange }) {
  const { before, after } = change;
  const changed = before !== null && after !== null && printOf(before) !== printOf(after);
  return (
    <>
      {(changed || after === null) && before && (
        <>
          <del>
            <code>{printOf(before)}</code>
          </del>{' '}
        </>
      )}
      {after && <code>{printOf(after)}</code>}
    </>
  );
}

type UnitProps = Pick<Naming, 'lang' | 'units'> & { changes: DirectoryChanges['units']; ticks: boolean };

type UnitChange = DirectoryChanges['units'][number];

/** The changes of the tree in words, with one tick for all of them. */
export function UnitChangesTable({ changes, ticks, ...naming }: UnitProps) {
  const words = directoryWords[naming.lang];
  const { changes: sorts } = keysWords[naming.lang].directory;
  if (changes.length === 0) return null;
  const name = ({ after, before }: UnitChange) => allNames((after ?? before)?.names ?? {}, naming.lang);
  return (
    <section data-unit-changes={changes.length}>
      <DataTable
        caption={words.unitsTitle}
        columns={[
          { key: 'unit', title: words.unit, head: true, cell: name },
          {
            key: 'change',
            title: keysWords[naming.lang].directory.change,
            cell: ({ change }) => <Tag tone={change === 'added' ? 'progress' : 'attention'}>{sorts[change]}</Tag>,
          },
          { key: 'what', title: words.what, cell: (change) => unitChangeText(change, naming) },
        ]}
        rows={changes}
        rowKey={changedId}
      />
      {ticks && <p className="govuk-body">{words.unitsText}</p>}
      {ticks && <ComparedBox id={unitsMark(changes)} label={words.readUnits} />}
    </section>
  );
}
