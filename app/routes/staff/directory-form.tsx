import { useFetcher } from '@remix-run/react';
import { type FormEvent, useState } from 'react';
import { signNext } from '~/browser/directory-desk';
import { checkedDirectory, type SignedDirectory } from '~/browser/unit-desk';
import { useKeyring } from '~/browser/use-keyring';
import { type CertifiedUnit, certifiedUnit, sameUnit } from '~/envelope/directory';
import { fingerprint } from '~/envelope/key-pair';
import { Button } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { ErrorMessage } from '~/ui/error-message';
import { NotificationBanner } from '~/ui/notification-banner';
import { refusedText } from '~/words/access';
import { keysWords } from '~/words/keys';
import type { Lang } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';
import type { action } from './directory';

type MemberRow = { memberId: string; name: string; unitId: string; recipient: string; signingKey: string };
type UnitRow = Omit<CertifiedUnit, 'id' | 'kind'> & { unitId: string; kind: UnitKind };
type UnitKind = keyof (typeof vocabularyWords)['zh']['unitKinds'];
type Props = {
  lang: Lang;
  today: string;
  members: MemberRow[];
  units: UnitRow[];
  directory: SignedDirectory | null;
  certified: string[];
  publicKey: string;
  seed: string;
  grant: { unitKeyId: string; wrapped: string };
};
type Row = { id: string; kind: string; name: string; recipient: string };

/** What waits, each with its fingerprint and a tick for "compared face to face"; signing happens here. */
export function DirectoryForm(props: Props) {
  const { lang, members, units, certified } = props;
  const words = keysWords[lang];
  const { unlocked } = useKeyring();
  const fetcher = useFetcher<typeof action>();
  const [problem, setProblem] = useState<string | undefined>();
  const [working, setWorking] = useState(false);
  const rows: Row[] = [
    ...members.map(({ memberId: id, name, recipient }) => ({ id, kind: words.directory.member, name, recipient })),
    ...units.map(({ unitKeyId: id, kind, nameZh, nameEn, recipient }) => {
      return {
        id,
        kind: `${words.directory.unit}: ${vocabularyWords[lang].unitKinds[kind]}`,
        name: lang === 'zh' ? nameZh : nameEn,
        recipient,
      };
    }),
  ];
  const isCertified = (row: Row) => certified.includes(row.recipient);
  const waiting = rows.filter((row) => !isCertified(row));
  const standing = rows.filter(isCertified);
  const departed = certified.length - standing.length;

  async function sign(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const compared = new Set(new FormData(event.currentTarget).getAll('compared').map(String));
    if (compared.size === 0 && departed === 0) {
      setProblem(words.directory.nothingChosen);
      return;
    }
    setProblem(undefined);
    setWorking(true);
    try {
      const signed = await signNext(nextOf(props, compared));
      fetcher.submit({ act: 'certify', ...signed }, { method: 'post' });
    } catch {
      setProblem(words.failed);
    }
    setWorking(false);
  }

  const answer = fetcher.state === 'idle' ? fetcher.data : undefined;
  const message = answer && 'refused' in answer ? refusedText(answer.refused, lang) : problem;
  const busy = working || fetcher.state !== 'idle';
  const base: Column<Row>[] = [
    { key: 'name', title: words.directory.who, head: true, cell: (row) => row.name },
    { key: 'kind', title: words.directory.kind, cell: (row) => row.kind },
    { key: 'fingerprint', title: words.fingerprint, cell: (row) => <code>{fingerprint(row.recipient)}</code> },
  ];
  const compare: Column<Row> = {
    key: 'compare',
    title: words.directory.compareColumn,
    cell: (row) => (
      <div className="govuk-checkboxes govuk-checkboxes--small">
        <div className="govuk-checkboxes__item">
          <input
            className="govuk-checkboxes__input"
            type="checkbox"
            id={`compared-${row.id}`}
            name="compared"
            value={row.id}
          />
          <label className="govuk-label govuk-checkboxes__label" htmlFor={`compared-${row.id}`}>
            {words.directory.compare(row.name)}
          </label>
        </div>
      </div>
    ),
  };
  return (
    <>
      {answer && 'done' in answer && answer.done === 'certified' && (
        <NotificationBanner success>{words.directory.signed(answer.version)}</NotificationBanner>
      )}
      <form method="post" onSubmit={sign} data-directory>
        <DataTable
          caption={words.directory.waitingTitle}
          columns={[...base, compare]}
          rows={waiting}
          rowKey={(row) => row.id}
          empty={<EmptyState title={words.directory.waitingNone} />}
        />
        {departed > 0 && <p className="govuk-inset-text">{words.directory.departed(departed)}</p>}
        {!unlocked && <p className="govuk-body">{words.locked}</p>}
        <ErrorMessage id="directory-error" message={message} />
        {(waiting.length > 0 || departed > 0) && (
          <Button disabled={!unlocked || busy}>{busy ? words.directory.signing : words.directory.sign}</Button>
        )}
      </form>
      {standing.length > 0 && (
        <DataTable
          caption={words.directory.certifiedTitle}
          columns={base}
          rows={standing}
          rowKey={(row) => row.id}
          dense
        />
      )}
    </>
  );
}

/** The next list: what the signed list already vouches for (not what the page claims), and what was just compared. */
function nextOf(props: Props, compared: ReadonlySet<string>) {
  const before = props.directory ? checkedDirectory(props.directory) : { members: [], units: [] };
  const members = props.members
    .filter(
      (row) =>
        compared.has(row.memberId) ||
        before.members.some(
          (one) => one.id === row.memberId && one.recipient === row.recipient && one.signingKey === row.signingKey,
        ),
    )
    .map(({ memberId: id, unitId, recipient, signingKey }) => ({ id, unitId, recipient, signingKey }));
  const units = props.units
    .map(({ unitId, ...row }) => certifiedUnit({ ...row, id: unitId }))
    .filter((row) => compared.has(row.unitKeyId) || before.units.some((one) => sameUnit(one, row)));
  const { seed, grant, publicKey, today } = props;
  return { seed, grant, publicKey, before: props.directory, today, members, units };
}
