import { textIn } from '~/domain/localized';
import type { protectionFacts } from '~/services/log/protection.server';
import { DataTable } from '~/ui/data-table';
import { Details } from '~/ui/details';
import { EmptyState } from '~/ui/empty-state';
import { formatDate, type Lang, labelled } from '~/words/language';
import { protectionWords } from '~/words/log/protection';

type Facts = Pick<Awaited<ReturnType<typeof protectionFacts>>, 'directory' | 'changes'>;
type Change = Facts['changes'][number];

/** Fingerprints of the keys to which reports are sealed, and when keys changed. */
export function Keys({ lang, facts: { directory, changes } }: { lang: Lang; facts: Facts }) {
  const words = protectionWords[lang];
  return (
    <>
      <h2 className="govuk-heading-m" id="keys">
        {words.keysTitle}
      </h2>
      <p className="govuk-body">{words.keysLead}</p>
      {!directory && <EmptyState title={words.noDirectory} />}
      {directory && (
        <>
          <p className="govuk-body">
            {labelled(words.directory, lang)}
            <code className="anshao-code">{directory.fingerprint}</code>
            <br />
            {words.directoryVersion(directory.version, formatDate(directory.madeOn, lang))}
          </p>
          <DataTable
            caption={words.keysTitle}
            captionHidden
            columns={[
              { key: 'unit', title: words.unit, head: true, cell: (row) => textIn(row.names, lang) },
              { key: 'epoch', title: words.epoch, numeric: true, cell: (row) => row.epoch },
              {
                key: 'print',
                title: words.fingerprint,
                cell: (row) => <code className="anshao-code">{row.fingerprint}</code>,
              },
            ]}
            rows={directory.units}
            rowKey={(row) => row.unitKeyId}
          />
        </>
      )}
      <Details summary={words.historyTitle}>
        <p className="govuk-body">{words.historyLead}</p>
        <DataTable
          caption={words.historyTitle}
          captionHidden
          columns={[
            { key: 'day', title: words.historyDay, head: true, cell: (row) => formatDate(row.onDay, lang) },
            { key: 'what', title: words.historyWhat, cell: (row) => worded(row, lang) },
            {
              key: 'print',
              title: words.fingerprint,
              cell: (row) => (row.kind === 'directory' ? '' : <code className="anshao-code">{row.fingerprint}</code>),
            },
          ]}
          rows={changes}
          rowKey={keyOf}
          empty={<EmptyState title={words.noHistory} />}
        />
      </Details>
    </>
  );
}

function worded(change: Change, lang: Lang): string {
  const { historyKinds } = protectionWords[lang];
  if (change.kind === 'directory') return historyKinds.directory(change.version);
  return historyKinds[change.kind](textIn(change.names, lang), change.epoch);
}

const keyOf = (change: Change): string =>
  change.kind === 'directory' ? `v${change.version}` : `${change.kind} ${change.unitCode} ${change.epoch}`;
