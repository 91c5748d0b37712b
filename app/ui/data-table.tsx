import type { ReactNode } from 'react';
import { classNames } from './class-names';
import { EmptyState } from './empty-state';
import { useCommon } from './language';
import { SiteLanguage } from './site-language';

/**
 * `cell` draws one row's value, or returns null or '' where there is none: the table shows a dash, a card leaves it out.
 * `numeric` aligns it right; `head` makes it the row's header (one column, usually the first); `short` values (a date, a
 * name, a state) stay on one line, so that the others get the room. `acts` are links and buttons, which say themselves what
 * they do: on a card their column's title would say it twice.
 */
export type Column<Row> = {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  readonly numeric?: boolean;
  readonly head?: boolean;
  readonly short?: boolean;
  readonly acts?: boolean;
};

type Props<Row> = {
  /** The table's caption, read by screen readers and shown above the table unless `captionHidden`. */
  caption: string;
  captionHidden?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Shown instead of an empty table. */
  empty?: ReactNode;
  /** Wide tables of figures scroll sideways on a phone; the others turn each row into a card. */
  narrow?: 'cards' | 'scroll';
  dense?: boolean;
};

/**
 * Roles are written out because some browsers no longer treat it as a table once CSS sets `display: block` on a phone.
 */
const ROLE = {
  table: { role: 'table' },
  row: { role: 'row' },
  columnheader: { role: 'columnheader' },
  rowheader: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const;

/** A table that stays readable at 390 px: rows become cards, or the table scrolls sideways. */
export function DataTable<Row>({
  caption,
  captionHidden,
  columns,
  rows,
  rowKey,
  empty,
  narrow = 'cards',
  dense,
}: Props<Row>) {
  const words = useCommon();
  if (rows.length === 0) return empty ?? <EmptyState title={words.table.empty} />;
  const table = (
    <table
      {...ROLE.table}
      className={classNames('govuk-table anshao-table', `anshao-table--${narrow}`, dense && 'anshao-table--dense')}
    >
      <caption className={captionHidden ? 'govuk-visually-hidden' : 'govuk-table__caption govuk-table__caption--m'}>
        {caption}
      </caption>
      <thead className="govuk-table__head">
        <tr {...ROLE.row} className="govuk-table__row">
          {columns.map((column) => (
            <th
              {...ROLE.columnheader}
              scope="col"
              key={column.key}
              className={classNames('govuk-table__header', column.numeric && 'govuk-table__header--numeric')}
            >
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="govuk-table__body">
        {rows.map((row) => (
          <tr {...ROLE.row} className="govuk-table__row" key={rowKey(row)}>
            {columns.map((column) => (
              <TableCell key={column.key} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
  if (narrow === 'cards') return table;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
    <section className="anshao-scroll" aria-label={caption} tabIndex={0}>
      {table}
    </section>
  );
}

function TableCell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const value = column.cell(row);
  const nothing = value === null || value === undefined || value === false || value === '';
  const content = (
    <>
      {!column.acts && (
        <span className="anshao-table__label" aria-hidden="true">
          {column.title}
        </span>
      )}
      <span className="anshao-table__value">{nothing ? '–' : <SiteLanguage>{value}</SiteLanguage>}</span>
    </>
  );
  const more = classNames(column.short && 'anshao-table__short', nothing && 'anshao-table__nothing');
  if (column.head) {
    return (
      <th
        {...ROLE.rowheader}
        scope="row"
        className={classNames('govuk-table__header', column.numeric && 'govuk-table__header--numeric', more)}
      >
        {content}
      </th>
    );
  }
  return (
    <td
      {...ROLE.cell}
      className={classNames('govuk-table__cell', column.numeric && 'govuk-table__cell--numeric', more)}
    >
      {content}
    </td>
  );
}
