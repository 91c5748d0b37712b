import { useFetcher } from '@remix-run/react';
import { type FormEvent, useState } from 'react';
import { checkedDirectoryIfAny } from '~/browser/checked-directory';
import { proposeNext } from '~/browser/directory-desk';
import { useKeyring } from '~/browser/use-keyring';
import { type CertifiedUnit, certifiedUnit, type SignedDirectory, sameUnit } from '~/envelope/directory';
import { sameMember } from '~/envelope/directory-change';
import { fingerprint } from '~/envelope/key-pair';
import { Button } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { ErrorMessage } from '~/ui/error-message';
import { refusedText } from '~/words/access';
import { keysWords } from '~/words/keys';
import type { Lang } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';
import { ComparedBox } from './compared-box';
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

/** What waits, each with its fingerprint and a tick for "compared face to face"; proposing is signed here. */
export function DirectoryForm(props: Props) {
  const { lang, certified } = props;
  const words = keysWords[lang];
  const { unlocked } = useKeyring();
  const { propose, message, busy } = usePropose(props);
  const rows = rowsOf(props);
  const isCertified = (row: Row) => certified.includes(row.recipient);
  const waiting = rows.filter((row) => !isCertified(row));
  const standing = rows.filter(isCertified);
  const departed = certified.length - standing.length;
  const compare: Column<Row> = {
    key: 'compare',
    title: words.directory.compareColumn,
    cell: (row) => <ComparedBox id={row.id} label={words.directory.compare(row.name)} />,
  };
  return (
    <form method="post" onSubmit={(event) => propose(event, departed > 0)} data-directory>
      <DataTable
        caption={words.directory.waitingTitle}
        columns={[...columnsOf(lang), compare]}
        rows={waiting}
        rowKey={(row) => row.id}
        empty={<EmptyState title={words.directory.waitingNone} />}
      />
      {departed > 0 && <p className="govuk-inset-text">{words.directory.departed(departed)}</p>}
      {!unlocked && <p className="govuk-body">{words.locked}</p>}
      <ErrorMessage id="directory-error" message={message} />
      {(waiting.length > 0 || departed > 0) && (
        <Button disabled={!unlocked || busy}>{busy ? words.directory.signing : words.directory.propose}</Button>
      )}
    </form>
  );
}

type CertifiedProps = Pick<Props, 'lang' | 'members' | 'units' | 'certified'>;

/** Everybody and every key that the list in force names. */
export function CertifiedTable(props: CertifiedProps) {
  const { lang, certified } = props;
  return (
    <DataTable
      caption={keysWords[lang].directory.certifiedTitle}
      columns={columnsOf(lang)}
      rows={rowsOf(props).filter((row) => certified.includes(row.recipient))}
      rowKey={(row) => row.id}
      dense
    />
  );
}

function columnsOf(lang: Lang): Column<Row>[] {
  const words = keysWords[lang];
  return [
    { key: 'name', title: words.directory.who, head: true, cell: (row) => row.name },
    { key: 'kind', title: words.directory.kind, cell: (row) => row.kind },
    { key: 'fingerprint', title: words.fingerprint, cell: (row) => <code>{fingerprint(row.recipient)}</code> },
  ];
}

function usePropose(props: Props) {
  const { lang } = props;
  const words = keysWords[lang];
  const fetcher = useFetcher<typeof action>({ key: 'directory' });
  const [problem, setProblem] = useState<string | undefined>();
  const [working, setWorking] = useState(false);

  async function propose(event: FormEvent<HTMLFormElement>, removes: boolean) {
    event.preventDefault();
    const compared = new Set(new FormData(event.currentTarget).getAll('compared').map(String));
    if (compared.size === 0 && !removes) {
      setProblem(words.directory.nothingChosen);
      return;
    }
    setProblem(undefined);
    setWorking(true);
    try {
      const proposed = await proposeNext(await nextOf(props, compared));
      fetcher.submit({ act: 'propose', ...proposed }, { method: 'post' });
    } catch {
      setProblem(words.failed);
    }
    setWorking(false);
  }

  const answer = fetcher.state === 'idle' ? fetcher.data : undefined;
  const message = answer && 'refused' in answer ? refusedText(answer.refused, lang) : problem;
  return { propose, message, busy: working || fetcher.state !== 'idle' };
}

function rowsOf({ lang, members, units }: Pick<Props, 'lang' | 'members' | 'units'>): Row[] {
  const words = keysWords[lang].directory;
  return [
    ...members.map(({ memberId: id, name, recipient }) => ({ id, kind: words.member, name, recipient })),
    ...units.map(({ unitKeyId: id, kind, epoch, parentUnitId, recipient, ...unit }) => {
      const above = units.find(({ unitId }) => unitId === parentUnitId);
      const under = above ? ` · ${words.above(nameOf(above, lang))}` : '';
      const shown = words.unit(epoch, vocabularyWords[lang].unitKinds[kind]) + under;
      return { id, kind: shown, name: nameOf(unit, lang), recipient };
    }),
  ];
}

const nameOf = ({ nameZh, nameEn }: Pick<UnitRow, 'nameZh' | 'nameEn'>, lang: Lang): string =>
  lang === 'zh' ? nameZh : nameEn;

/** The next list: what the signed list already vouches for (not what the page claims), and what was just compared. */
async function nextOf(props: Props, compared: ReadonlySet<string>) {
  const before = (await checkedDirectoryIfAny(props.directory)) ?? { members: [], units: [] };
  const members = props.members
    .map(({ memberId: id, unitId, recipient, signingKey }) => ({ id, unitId, recipient, signingKey }))
    .filter((row) => compared.has(row.id) || before.members.some((one) => sameMember(one, row)));
  const units = props.units
    .map(({ unitId, ...row }) => certifiedUnit({ ...row, id: unitId }))
    .filter((row) => compared.has(row.unitKeyId) || before.units.some((one) => sameUnit(one, row)));
  const { seed, grant, publicKey, today } = props;
  return { seed, grant, publicKey, before: props.directory, today, members, units };
}
