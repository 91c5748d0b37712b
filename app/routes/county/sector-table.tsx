import { Link } from '@remix-run/react';
import { type OwnSectors, sectorCodes } from '~/domain/county/sector-list';
import { buttonClass } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { useSectors } from '~/ui/sectors';
import { Tag } from '~/ui/tag';
import { sectorsWords } from '~/words/county/sectors';
import type { Lang } from '~/words/language';

type Props = { lang: Lang; drafted: OwnSectors; signed: OwnSectors };

/** All trades as drafted, those too that are no longer offered. */
export function SectorTable({ lang, drafted, signed }: Props) {
  const words = sectorsWords[lang];
  const { nameOf } = useSectors(lang);
  const entryOf = (own: OwnSectors, code: string) =>
    JSON.stringify(own.find((one) => one.code === code) ?? null, ORDER);
  const isClosed = (code: string) => drafted.some((one) => one.code === code && one.closed);
  const columns: Column<string>[] = [
    { key: 'name', title: words.name, head: true, cell: nameOf },
    { key: 'code', title: words.code, cell: (code) => code },
    {
      key: 'state',
      title: words.state,
      cell: (code) => (
        <>
          <Tag tone={isClosed(code) ? 'neutral' : 'good'}>
            {isClosed(code) ? words.states.closed : words.states.offered}
          </Tag>{' '}
          {entryOf(drafted, code) !== entryOf(signed, code) && <Tag tone="attention">{words.states.drafted}</Tag>}
        </>
      ),
    },
    {
      key: 'edit',
      title: words.edit,
      acts: true,
      cell: (code) => (
        <Link className="govuk-link" to={`?sector=${code}`} aria-label={words.editOf(nameOf(code))}>
          {words.edit}
        </Link>
      ),
    },
  ];
  return (
    <>
      <p>
        <Link className={buttonClass('primary')} to="?sector=new">
          {words.add}
        </Link>
      </p>
      <DataTable
        caption={words.title}
        captionHidden
        columns={columns}
        rows={sectorCodes(drafted)}
        rowKey={(code) => code}
        dense
      />
    </>
  );
}

/** Members of an entry in one order, so that two entries can be compared. */
const ORDER = ['code', 'names', 'closed', 'zh', 'en'];
