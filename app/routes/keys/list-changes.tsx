import type { DirectoryChanges } from '~/envelope/keys/directory-change';
import type { DirectoryStatement } from '~/envelope/keys/directory-statement';
import { nothingElse } from '~/envelope/keys/nothing-else';
import type { Naming } from './directory-change-text';
import { KeyChangesTable, UnitChangesTable } from './directory-changes';
import { OutsideChanges } from './outside-changes';

type Props = Omit<Naming, 'units'> & {
  statement: Pick<DirectoryStatement, 'units'>;
  changes: DirectoryChanges;
  caption: string;
  ticks: boolean;
};

/** Everything that a next list says otherwise than the one in force. A new kind of change does not compile without its place. */
export function ListChanges({ changes, statement, caption, ...shown }: Props) {
  const { keys, units, outside, ...rest } = changes;
  nothingElse(rest);
  return (
    <>
      <KeyChangesTable {...shown} units={statement.units} changes={keys} caption={caption} />
      <UnitChangesTable {...shown} units={statement.units} changes={units} />
      <OutsideChanges {...shown} changes={outside} />
    </>
  );
}
