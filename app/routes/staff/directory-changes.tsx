import type { ReactNode } from 'react';
import { changedId, type DirectoryChanges, type KeyChange } from '~/envelope/directory-change';
import type { DirectoryStatement } from '~/envelope/directory-statement';
import { fingerprint } from '~/envelope/key-pair';
import { nameIn } from '~/envelope/statement-shape';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { Tag } from '~/ui/tag';
import { directoryWords } from '~/words/directory';
import { keysWords } from '~/words/keys';
import type { Lang } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';
import { ComparedBox } from './compared-box';

/** How entries of a list are named: units by the list, members by the rows, which only the pages hold. */
export type Naming = {
  lang: Lang;
  units: DirectoryStatement['units'];
  /** Names of members by id; the signed list holds none. */
  names: Readonly<Record<string, string>>;
};

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
        <ComparedBox id={changedId(change)} label={words.compare(entryName(change, naming))} />
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
  return nameIn(units.find(({ id }) => id === unitId)?.names ?? {}, lang);
}

/** What the entry is: a member with their unit and former offices, or a unit's key of some generation. */
export function entryKind(change: KeyChange, naming: Naming): string {
  const { lang, units } = naming;
  const words = keysWords[lang].directory;
  if (change.of === 'key') {
    const key = change.after ?? change.before;
    const unit = units.find(({ id }) => id === key?.unitId);
    const kinds: Record<string, string> = vocabularyWords[lang].unitKinds;
    const above = units.find(({ id }) => id === unit?.parentUnitId);
    const kind = words.unit(key?.epoch ?? 0, kinds[unit?.kind ?? ''] ?? '');
    return above ? `${kind} · ${words.above(nameIn(above.names, lang))}` : kind;
  }
  const { unitIds = [], officeIds = [] } = change.after ?? change.before ?? {};
  const former = officeIds.filter((id) => !unitIds.includes(id));
  const parts = [words.member, unitNames(unitIds, naming)];
  if (former.length > 0) parts.push(directoryWords[lang].offices(unitNames(former, naming)));
  return parts.join(' · ');
}

/** Names of units by id, as one text. */
export const unitNames = (ids: readonly string[], { lang, units }: Pick<Naming, 'lang' | 'units'>): string =>
  ids
    .map((id) => nameIn(units.find((unit) => unit.id === id)?.names ?? { zh: id }, lang))
    .join(lang === 'zh' ? '、' : ', ');

/** Where a key changed, the one before stands above the new one. */
function Fingerprints({ change }: { change: KeyChange }) {
  const { before, after } = change;
  const changed = before !== null && after !== null && before.recipient !== after.recipient;
  return (
    <>
      {(changed || after === null) && before && (
        <>
          <del>
            <code>{fingerprint(before.recipient)}</code>
          </del>{' '}
        </>
      )}
      {after && <code>{fingerprint(after.recipient)}</code>}
    </>
  );
}

type UnitProps = Pick<Naming, 'lang' | 'units'> & { changes: DirectoryChanges['units']; ticks: boolean };

/** The id of the tick that stands for having read every change of units. */
export const UNITS_READ = 'units';

/** What changes in the tree, in words; one tick for all of it. */
export function UnitChangesTable({ changes, ticks, ...naming }: UnitProps) {
  const words = directoryWords[naming.lang];
  const { changes: sorts } = keysWords[naming.lang].directory;
  if (changes.length === 0) return null;
  const name = ({ after, before }: UnitChange) => nameIn((after ?? before)?.names ?? {}, naming.lang);
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
          { key: 'what', title: words.what, cell: (change) => changeInWords(change, naming) },
        ]}
        rows={changes}
        rowKey={changedId}
      />
      <p className="govuk-body">{words.unitsText}</p>
      {ticks && <ComparedBox id={UNITS_READ} label={words.readUnits} />}
    </section>
  );
}

type UnitChange = DirectoryChanges['units'][number];

function changeInWords({ before, after }: UnitChange, naming: Pick<Naming, 'lang' | 'units'>): ReactNode {
  const { lang, units } = naming;
  const words = directoryWords[lang];
  const kinds: Record<string, string> = vocabularyWords[lang].unitKinds;
  if (after === null) return '—';
  const said: string[] = [];
  const above = units.find(({ id }) => id === after.parentUnitId);
  if (before === null) said.push(words.kind(kinds[after.kind] ?? after.kind));
  else if (before.kind !== after.kind) {
    said.push(words.kindChanged(kinds[before.kind] ?? before.kind, kinds[after.kind] ?? after.kind));
  }
  if (before?.parentUnitId !== after.parentUnitId) {
    said.push(above ? words.above(nameIn(above.names, lang)) : words.noneAbove);
  }
  if (before !== null && nameIn(before.names, lang) !== nameIn(after.names, lang)) {
    said.push(words.renamed(nameIn(before.names, lang)));
  }
  if (before?.code !== after.code) said.push(words.code(after.code));
  if ((before?.successorIds ?? []).join() !== after.successorIds.join()) {
    const successors = unitNames(after.successorIds, naming);
    said.push(successors === '' ? words.noSuccessors : words.successors(successors));
  }
  if ((before?.closedOn ?? null) !== after.closedOn) {
    said.push(after.closedOn === null ? words.reopened : words.closed(after.closedOn));
  }
  return said.join(' · ');
}
