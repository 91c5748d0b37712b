import type { NextRouting } from '~/browser/keys/routing-workspace';
import type { RoutingChange } from '~/envelope/keys/routing-change';
import { ComparedBox } from '~/routes/opening/compared-box';
import { DataTable } from '~/ui/data-table';
import { Tag } from '~/ui/tag';
import { Warning } from '~/ui/warning';
import { routingWords } from '~/words/keys/routing';
import type { Lang } from '~/words/language';
import { changeText } from './routing-change-text';
import type { RoutingNaming } from './routing-said';

/** The id of the tick that says that every change of the routing was read. */
export const ROUTING_READ = 'routing';

type Props = { lang: Lang; next: NextRouting; ticks: boolean };

/** The changes of a next routing, line by line in words, with one tick for all of them. */
export function RoutingChanges({ lang, next: { changes, compared, statement, directory, faces }, ticks }: Props) {
  const words = routingWords[lang];
  const naming: RoutingNaming = {
    lang,
    units: directory.units,
    areas: statement.areas,
    sectors: statement.sectors ?? [],
    faces,
  };
  return (
    <div data-routing-changes={changes.length} data-compared-with={compared.version ?? 0}>
      {!compared.holds && <Warning>{words.comparedWith(compared.version)}</Warning>}
      <ChangesTable changes={changes} naming={naming} />
      <p className="govuk-body">{words.changesText}</p>
      {ticks && <ComparedBox id={ROUTING_READ} label={words.read} />}
    </div>
  );
}

/** The lines themselves, as guardians and administrators read them. */
export function ChangesTable({ changes, naming }: { changes: readonly RoutingChange[]; naming: RoutingNaming }) {
  const words = routingWords[naming.lang];
  const rows = changes.map((change, order) => ({ change, id: `${change.of}-${order}` }));
  return (
    <DataTable
      caption={words.changesTitle}
      columns={[
        { key: 'kind', title: words.kind, cell: ({ change }) => words.kinds[change.of] },
        {
          key: 'change',
          title: words.change,
          cell: ({ change: { change } }) => (
            <Tag tone={change === 'added' ? 'progress' : 'attention'}>{words.changes[change]}</Tag>
          ),
        },
        { key: 'what', title: words.what, head: true, cell: ({ change }) => changeText(change, naming) },
      ]}
      rows={rows}
      rowKey={({ id }) => id}
      dense
    />
  );
}
