import type { protectionFacts } from '~/services/log/protection.server';
import { DataTable } from '~/ui/data-table';
import { Details } from '~/ui/details';
import { EmptyState } from '~/ui/empty-state';
import { SummaryList } from '~/ui/summary-list';
import { formatDate, formatNumber, type Lang, labelled } from '~/words/language';
import { protectionWords } from '~/words/log/protection';

type Facts = Pick<Awaited<ReturnType<typeof protectionFacts>>, 'scripts' | 'scriptChanges'>;
type Served = NonNullable<Facts['scripts']>;

/** Hashes of everything the site serves, who signed them, and when they changed. */
export function Scripts({ lang, facts, origin }: { lang: Lang; facts: Facts; origin: string }) {
  const words = protectionWords[lang];
  return (
    <>
      <h2 className="govuk-heading-m" id="scripts">
        {words.scriptsTitle}
      </h2>
      <p className="govuk-body">{words.scriptsLead}</p>
      {facts.scripts ? <List lang={lang} served={facts.scripts} /> : <EmptyState title={words.noScripts} />}
      <p className="govuk-body">
        {words.scriptsHow}
        <br />
        <code className="anshao-code">{`npm run -s anshao -- check-site ${origin} --manifest manifest.json`}</code>
      </p>
      <p className="govuk-body">{words.scriptsLimit}</p>
      {facts.scriptChanges.length > 0 && (
        <DataTable
          caption={words.scriptsChanges}
          columns={[
            { key: 'day', title: words.historyDay, head: true, cell: (row) => formatDate(row.onDay, lang) },
            {
              key: 'digest',
              title: words.scriptsDigest,
              cell: (row) => <code className="anshao-code">{row.sha256}</code>,
            },
          ]}
          rows={facts.scriptChanges.map((row, n) => ({ ...row, n }))}
          rowKey={(row) => String(row.n)}
        />
      )}
      <p className="govuk-body">
        {labelled(words.machineTitle, lang)}
        {words.machine} <code className="anshao-code">/.well-known/anshao/scripts.json</code>{' '}
        <code className="anshao-code">/.well-known/anshao/keys.json</code>
      </p>
    </>
  );
}

function List({ lang, served }: { lang: Lang; served: Served }) {
  const words = protectionWords[lang];
  const code = (text: string) => <code className="anshao-code">{text}</code>;
  const { release } = served;
  return (
    <>
      <p className="govuk-body">
        {words.scriptsVersion(served.version, formatDate(served.madeOn, lang))}
        <br />
        {words.scriptsSince(formatDate(served.since, lang))}
      </p>
      <SummaryList
        rows={[
          { key: words.scriptsDigest, value: code(served.sha256) },
          { key: words.scriptsSignature, value: code(served.installation.signature) },
          { key: words.scriptsRelease, value: release ? code(release.signature) : words.scriptsNoRelease },
          ...(release ? [{ key: words.scriptsReleaseKey, value: code(release.publicKey) }] : []),
        ]}
      />
      <Details summary={words.scriptsFiles(served.files.length)}>
        <DataTable
          caption={words.scriptsTitle}
          captionHidden
          dense
          columns={[
            { key: 'path', title: words.scriptsFile, head: true, cell: (row) => code(row.path) },
            { key: 'kind', title: words.scriptsKind, cell: (row) => words.scriptsKinds[row.kind] },
            { key: 'bytes', title: words.scriptsBytes, numeric: true, cell: (row) => formatNumber(row.bytes) },
            { key: 'hash', title: words.scriptsHash, cell: (row) => code(row.sha256) },
          ]}
          rows={served.files}
          rowKey={(row) => row.path}
        />
      </Details>
    </>
  );
}
