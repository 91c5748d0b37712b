import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { type FormEvent, useState } from 'react';
import { useKeyring } from '~/browser/keys/use-keyring';
import { type LedgerProgress, ledgerOnDevice, sendLedger } from '~/browser/report/ledger-workspace';
import { calledBy } from '~/domain/county/employer-table';
import { textIn } from '~/domain/localized';
import { isRefusal } from '~/domain/refusal';
import { LEDGER_COLUMNS, type LedgerNames, ledgerHeading, type ReadLedgerRow } from '~/domain/report/ledger-table';
import { LANGS, MATTERS } from '~/domain/vocabulary';
import { TABLE_FILES, tableRefused } from '~/routes/county/table-refused';
import { ledgerPage } from '~/services/report/ledger.server';
import { Button } from '~/ui/button';
import { ErrorMessage } from '~/ui/error-message';
import { FileInput } from '~/ui/file-input';
import { Inset } from '~/ui/inset';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { useSectors } from '~/ui/sectors';
import { SiteLanguage } from '~/ui/site-language';
import { SummaryList } from '~/ui/summary-list';
import { staff } from '~/web/staff/staff.server';
import { importWords } from '~/words/county/employer-import';
import { formatDate, formatList, type Lang } from '~/words/language';
import { ledgerWords } from '~/words/report/ledger';
import { allSectorNames } from '~/words/sectors';
import { vocabularyWords } from '~/words/vocabulary';
import { LedgerResult } from './ledger-result';

const TABLE = { columns: LEDGER_COLUMNS, heading: ledgerHeading, changedSince: '' };

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: ledgerWords[data?.lang ?? 'zh'].title }];

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang }) => ({ lang, ...(await ledgerPage(ctx, actor)) }));

/** An old ledger of reports, read and sealed on this device. */
export default function Ledger() {
  const { lang, today, directory, grants, areas, earlier } = useLoaderData<typeof loader>();
  const words = ledgerWords[lang];
  const trades = useSectors(lang);
  const [rows, setRows] = useState<ReadLedgerRow[] | null>(null);
  const [message, setMessage] = useState<string | undefined>();
  const names: LedgerNames = {
    matters: calledBy(MATTERS.map((one) => [one, ...LANGS.map((l) => vocabularyWords[l].matters[one])] as const)),
    sectors: calledBy(Object.entries(allSectorNames(trades.own)).map(([code, all]) => [code, ...all] as const)),
    areas: calledBy(areas.map(({ code, names: named }) => [code, ...Object.values(named)] as const)),
  };

  async function check(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const chosen = new FormData(event.currentTarget).get('file');
    setRows(null);
    if (!(chosen instanceof File) || chosen.size === 0) return setMessage(importWords[lang].missingFile);
    try {
      setRows(await ledgerOnDevice(chosen, { names, today }));
      setMessage(undefined);
    } catch (error) {
      const refused = isRefusal(error) ? { code: error.code, field: error.field ?? null, data: error.data } : null;
      setMessage(refused ? tableRefused(refused, lang, TABLE) : importWords[lang].noTable);
    }
  }

  const oneOf = (text: string, all: readonly string[]) => importWords[lang].oneOf(text, formatList([...all], lang));
  const { matters } = vocabularyWords[lang];
  const columnText = {
    ...words.columns,
    matter: oneOf(words.columns.matter, Object.values(matters)),
    sector: oneOf(
      words.columns.sector,
      trades.choices.map(({ label }) => label),
    ),
  };
  return (
    <>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      <Inset>{words.onlyOpen}</Inset>
      {earlier.length > 0 && (
        <Inset>
          <p className="govuk-body">{words.earlier}</p>
          <ul className="govuk-list govuk-list--bullet" data-earlier={earlier.length}>
            {earlier.map(({ onDay, unit, count }) => (
              <li key={`${onDay} ${textIn(unit, lang)}`}>
                <SiteLanguage>{words.earlierRow(formatDate(onDay, lang), textIn(unit, lang), count)}</SiteLanguage>
              </li>
            ))}
          </ul>
        </Inset>
      )}
      {rows && <LedgerResult lang={lang} rows={rows} />}
      {rows && directory && grants.length > 0 && (
        <LedgerSend key={rows.length} lang={lang} rows={rows} {...{ directory, grants }} />
      )}
      {!directory && <p className="govuk-body">{words.notReady}</p>}
      {directory && grants.length === 0 && <p className="govuk-body">{words.noKey}</p>}
      <form onSubmit={(event) => void check(event)} noValidate>
        <FileInput
          name="file"
          label={importWords[lang].file}
          hint={importWords[lang].fileHint}
          error={message}
          accept={TABLE_FILES}
        />
        <Button variant="secondary" type="submit">
          {words.read}
        </Button>
      </form>
      <h2 className="govuk-heading-m">{importWords[lang].columnsTitle}</h2>
      <SummaryList rows={LEDGER_COLUMNS.map((key) => ({ key: ledgerHeading(key, lang), value: columnText[key] }))} />
    </>
  );
}

type SendProps = {
  lang: Lang;
  rows: readonly ReadLedgerRow[];
} & Pick<Parameters<typeof sendLedger>[0], 'directory' | 'grants'>;

/** Sends the rows that can be taken, with how far it is; begun again, it goes on with the rest. */
function LedgerSend({ lang, rows, directory, grants }: SendProps) {
  const words = ledgerWords[lang];
  const { unlocked } = useKeyring();
  const [progress, setProgress] = useState<LedgerProgress | null>(null);
  const [state, setState] = useState<'ready' | 'working' | 'done' | 'stopped'>('ready');
  const entries = rows.flatMap(({ entry }) => entry ?? []);
  if (entries.length === 0) return <p className="govuk-body">{importWords[lang].nothing}</p>;

  async function send() {
    setState('working');
    const paths = {
      keys: `/${lang}/report/keys.json`,
      registers: `/${lang}/report/registers/`,
      post: `/${lang}/staff/ledger/rows`,
    };
    try {
      const heading = ({ number, receivedOn }: (typeof entries)[number]) =>
        words.heading(number, formatDate(receivedOn, lang));
      setProgress(await sendLedger({ paths, directory, grants, entries, heading, onProgress: setProgress }));
      setState('done');
    } catch {
      setState('stopped');
    }
  }

  return (
    <div data-ledger-send={state}>
      {state === 'done' && progress && (
        <NotificationBanner success told={progress}>
          {words.done(progress.sent, progress.there)}
        </NotificationBanner>
      )}
      {!unlocked && <p className="govuk-body">{words.locked}</p>}
      <ErrorMessage id="ledger-error" message={state === 'stopped' ? words.stopped : undefined} />
      {state === 'working' && progress && (
        <div className="govuk-form-group">
          <label className="govuk-label" htmlFor="ledger-progress">
            {words.progress(progress.sent + progress.there, progress.all)}
          </label>
          <progress
            className="anshao-progress"
            id="ledger-progress"
            value={progress.sent + progress.there}
            max={progress.all}
          />
        </div>
      )}
      <Button type="button" disabled={!unlocked || state === 'working'} onClick={() => void send()}>
        {words.send(entries.length)}
      </Button>
    </div>
  );
}
