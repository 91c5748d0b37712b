import { type Localized, textIn } from '~/domain/localized';
import { fingerprint } from '~/envelope/key-pair';
import { memberFingerprint } from '~/envelope/keys/directory-statement';
import type { KeyAlarms } from '~/services/keys/key-alarm.server';
import { type Column, DataTable } from '~/ui/data-table';
import { routingWords } from '~/words/keys/routing';
import { trustWords } from '~/words/keys/trust';
import type { Lang } from '~/words/language';

type Row = { id: string; what: string; unit: string; print: string | null };

/** Keys in the database that the guardians did not certify, and signed things that no longer hold. */
export function KeyAlarmList({ lang, alarms }: { lang: Lang; alarms: KeyAlarms }) {
  const words = trustWords[lang].alarms;
  const unitOf = (one: { names: Localized }) => textIn(one.names, lang);
  const rows: Row[] = [
    ...alarms.units.map((one) => ({
      id: one.unitKeyId,
      what: words.unitKey(one.epoch),
      unit: unitOf(one),
      print: fingerprint(one.recipient),
    })),
    ...alarms.members.map((one) => ({
      id: one.memberId,
      what: one.swapped ? words.swapped(one.name) : words.member(one.name),
      unit: unitOf(one),
      print: memberFingerprint(one.keys),
    })),
    ...alarms.grants.map((one) => ({
      id: `${one.unitKeyId}-${one.memberId}`,
      what: words.grant(one.name),
      unit: unitOf(one),
      print: null,
    })),
    ...(alarms.routing === null
      ? []
      : [{ id: 'routing', what: routingWords[lang].alarms[alarms.routing], unit: '—', print: null }]),
    ...(alarms.transfersLost ? [{ id: 'transfers', what: words.transfersLost, unit: '—', print: null }] : []),
  ];
  const columns: Column<Row>[] = [
    { key: 'what', title: words.what, head: true, cell: (row) => row.what },
    { key: 'unit', title: words.unit, cell: (row) => row.unit },
    {
      key: 'fingerprint',
      title: words.fingerprint,
      cell: (row) => (row.print ? <code>{row.print}</code> : '—'),
    },
  ];
  return (
    <section aria-labelledby="key-alarms" data-key-alarms={rows.length}>
      <h2 className="govuk-heading-m" id="key-alarms">
        {words.title}
      </h2>
      <p className="govuk-body">{rows.length === 0 ? words.none : words.lead}</p>
      {rows.length > 0 && (
        <DataTable caption={words.title} captionHidden columns={columns} rows={rows} rowKey={(row) => row.id} />
      )}
    </section>
  );
}
