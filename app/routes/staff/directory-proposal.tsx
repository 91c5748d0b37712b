import { useFetcher } from '@remix-run/react';
import { type FormEvent, useEffect, useState } from 'react';
import { confirmProposal, readProposal } from '~/browser/directory-desk';
import { useKeyring } from '~/browser/use-keyring';
import type { SignedDirectory } from '~/envelope/directory';
import type { DirectoryChange } from '~/envelope/directory-change';
import { fingerprint } from '~/envelope/key-pair';
import type { WaitingProposal } from '~/services/directory.server';
import { Button } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { ErrorMessage } from '~/ui/error-message';
import { Tag } from '~/ui/tag';
import { refusedText } from '~/words/access';
import { keysWords } from '~/words/keys';
import { formatDate, type Lang } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';
import { ComparedBox } from './compared-box';
import type { action } from './directory';

type Props = {
  lang: Lang;
  me: string;
  waiting: WaitingProposal;
  publicKey: string;
  directory: SignedDirectory | null;
  /** Names of members by id; the signed list holds none. */
  names: Record<string, string>;
};

/**
 * The version that waits: what it changes, read from the signed text in this browser. Whoever proposed it shows this to
 * the second guardian, who ticks each new entry after comparing fingerprints and confirms.
 */
export function DirectoryProposal(props: Props) {
  const { lang, me, waiting } = props;
  const words = keysWords[lang].directory;
  const { unlocked } = useKeyring();
  const { read, forged } = useChanges(props, unlocked);
  const changes = read?.changes ?? null;
  const { confirm, withdraw, message, busy } = useConfirm(props);
  const own = waiting.proposedBy === me;
  return (
    <section aria-labelledby="proposal-title" data-proposal={waiting.version}>
      <h2 className="govuk-heading-m" id="proposal-title">
        {words.proposalTitle(waiting.version)}
      </h2>
      <p className="govuk-body">{words.proposedBy(waiting.proposer, formatDate(waiting.proposedOn, lang))}</p>
      <p className="govuk-body">{own ? words.ownProposal : words.othersProposal}</p>
      {!unlocked && <p className="govuk-body">{keysWords[lang].locked}</p>}
      {forged && <ErrorMessage id="proposal-forged" message={words.proposalForged} />}
      <form method="post" onSubmit={(event) => confirm(event, changes ?? [])}>
        {read && <Changes {...props} {...read} ticks={!own} />}
        <ErrorMessage id="proposal-error" message={message} />
        <div className="govuk-button-group">
          {!own && changes && (
            <Button disabled={!unlocked || busy}>{busy ? words.signing : words.confirm(waiting.version)}</Button>
          )}
          <Button type="button" variant="secondary" disabled={busy} onClick={withdraw}>
            {own ? words.takeBack : words.turnDown}
          </Button>
        </div>
      </form>
    </section>
  );
}

type Read = Awaited<ReturnType<typeof readProposal>>;

function useChanges({ waiting, publicKey, directory }: Props, unlocked: boolean) {
  const [read, setRead] = useState<Read | null>(null);
  const [forged, setForged] = useState(false);
  useEffect(() => {
    setRead(null);
    setForged(false);
    if (!unlocked) return;
    let current = true;
    readProposal({ ...waiting, publicKey }, directory).then(
      (found) => current && setRead(found),
      () => current && setForged(true),
    );
    return () => {
      current = false;
    };
  }, [unlocked, waiting, publicKey, directory]);
  return { read, forged };
}

function useConfirm({ lang, waiting, publicKey, directory }: Props) {
  const words = keysWords[lang];
  const fetcher = useFetcher<typeof action>({ key: 'directory' });
  const [problem, setProblem] = useState<string | undefined>();
  const [working, setWorking] = useState(false);
  const version = String(waiting.version);

  async function confirm(event: FormEvent<HTMLFormElement>, changes: readonly DirectoryChange[]) {
    event.preventDefault();
    const compared = new Set(new FormData(event.currentTarget).getAll('compared').map(String));
    if (changes.some((change) => change.after !== null && !compared.has(idOf(change)))) {
      setProblem(words.directory.notAllCompared);
      return;
    }
    setProblem(undefined);
    setWorking(true);
    try {
      const attestation = await confirmProposal({ ...waiting, publicKey }, directory);
      fetcher.submit({ act: 'confirm', version, attestation }, { method: 'post' });
    } catch {
      setProblem(words.failed);
    }
    setWorking(false);
  }

  const withdraw = () => fetcher.submit({ act: 'withdraw', version }, { method: 'post' });
  const answer = fetcher.state === 'idle' ? fetcher.data : undefined;
  const message = answer && 'refused' in answer ? refusedText(answer.refused, lang) : problem;
  return { confirm, withdraw, message, busy: working || fetcher.state !== 'idle' };
}

const idOf = (change: DirectoryChange): string =>
  change.of === 'member'
    ? ((change.after ?? change.before)?.id ?? '')
    : ((change.after ?? change.before)?.unitKeyId ?? '');

type ChangesProps = Props & Read & { ticks: boolean };

function Changes({ lang, changes, statement, ticks, names }: ChangesProps) {
  const words = keysWords[lang].directory;
  const nameOf = (change: DirectoryChange) => {
    if (change.of === 'member') return names[idOf(change)] ?? idOf(change);
    const entry = change.after ?? change.before;
    return (lang === 'zh' ? entry?.nameZh : entry?.nameEn) ?? '';
  };
  const kindOf = (change: DirectoryChange) => {
    if (change.of === 'member') return words.member;
    const entry = change.after ?? change.before;
    const kinds: Record<string, string> = vocabularyWords[lang].unitKinds;
    const kind = words.unit(entry?.epoch ?? 0, kinds[entry?.kind ?? ''] ?? '');
    const above = statement.units.find(({ id }) => id === entry?.parentUnitId);
    return above ? `${kind} · ${words.above(lang === 'zh' ? above.nameZh : above.nameEn)}` : kind;
  };
  const columns: Column<DirectoryChange>[] = [
    { key: 'name', title: words.who, head: true, cell: nameOf },
    { key: 'kind', title: words.kind, cell: kindOf },
    {
      key: 'change',
      title: words.change,
      cell: ({ change }) => <Tag tone={change === 'removed' ? 'attention' : 'progress'}>{words.changes[change]}</Tag>,
    },
    { key: 'fingerprint', title: keysWords[lang].fingerprint, cell: (change) => <Fingerprints change={change} /> },
  ];
  const compare: Column<DirectoryChange> = {
    key: 'compare',
    title: words.compareColumn,
    cell: (change) =>
      change.after === null ? '—' : <ComparedBox id={idOf(change)} label={words.compare(nameOf(change))} />,
  };
  return (
    <DataTable
      caption={words.changesTitle}
      columns={ticks ? [...columns, compare] : columns}
      rows={changes}
      rowKey={idOf}
    />
  );
}

/** Where a key changed, the one before stands above the new one. */
function Fingerprints({ change }: { change: DirectoryChange }) {
  const { before, after } = change;
  const changed = before !== null && after !== null && before.recipient !== after.recipient;
  return (
    <>
      {(changed || after === null) && before && (
        <>
          <del>
            <code>{fingerprint(before.recipient)}</code>
          </del>{' '}
        </>
      )}
      {after && <code>{fingerprint(after.recipient)}</code>}
    </>
  );
}
